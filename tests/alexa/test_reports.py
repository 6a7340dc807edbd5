"""What Alexa reports about the skill is logged without anybody's words, and a silent device is spoken to in SSML."""

import json

import pytest

from skill import coach
from skill.alexa import handler
from skill.alexa.invocation import answer_verified
from skill.alexa.reports import is_fault, report
from skill.settings import Settings
from tests.logs import captured
from tests.signing import SKILL_ID, envelope, intent, written

APLA_FAILED = {
    "type": "Alexa.Presentation.APLA.RuntimeError",
    "token": "coach",
    "errors": [{"type": "AUDIO_SOURCE_ERROR", "reason": "INTERNAL_SERVER_ERROR", "message": "canary"}],
}


@pytest.fixture
def skill():
    return coach.build(Settings(skill_id=SKILL_ID)).skill


def ask(skill, body):
    return json.loads(answer_verified(skill, json.loads(written(body)), started=0.0))


@pytest.mark.parametrize(
    ("request_", "told", "fault"),
    [
        ({"type": "SessionEndedRequest", "reason": "USER_INITIATED"}, {"reason": "USER_INITIATED"}, False),
        (
            {"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"},
            {"reason": "EXCEEDED_MAX_REPROMPTS"},
            False,
        ),
        (
            {"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INVALID_RESPONSE", "message": "x"}},
            {"reason": "ERROR", "error": "INVALID_RESPONSE"},
            True,
        ),
        ({"type": "SessionEndedRequest", "reason": "A_NEW_REASON"}, {"reason": "A_NEW_REASON"}, True),
        ({"type": "SessionEndedRequest", "reason": "somebody's words"}, {"reason": "other"}, True),
        ({"type": "SessionEndedRequest", "reason": ["ERROR"], "error": "x"}, {"reason": "other"}, True),
        ({"type": "SessionEndedRequest"}, {}, False),
        (
            {
                "type": "System.ExceptionEncountered",
                "error": {"type": "INVALID_RESPONSE", "message": "my leg is numb"},
                "cause": {"requestId": "amzn1.echo-api.request.1"},
            },
            {"error": "INVALID_RESPONSE", "cause": "amzn1.echo-api.request.1"},
            True,
        ),
        ({"type": "System.ExceptionEncountered", "cause": {"requestId": "a b\n"}}, {}, True),
        (APLA_FAILED, {"error": "AUDIO_SOURCE_ERROR", "reason": "INTERNAL_SERVER_ERROR"}, True),
        (
            {"type": "Alexa.Presentation.APL.RuntimeError", "errors": [{"type": "LIST_ERROR", "reason": "X"}]},
            {"error": "LIST_ERROR", "reason": "other"},
            True,
        ),
        ({"type": "Alexa.Presentation.APL.RuntimeError", "errors": {}}, {}, True),
        ({"type": "LaunchRequest", "reason": "ERROR"}, {}, False),
    ],
)
def test_only_amazons_names_of_reasons_are_read(request_, told, fault):
    assert report(request_) == told
    assert is_fault(request_) is fault


@pytest.mark.parametrize(
    ("request_", "level"),
    [
        ({"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INVALID_RESPONSE"}}, "warning"),
        ({"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}, "info"),
        (APLA_FAILED, "warning"),
        (
            {"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE", "message": "canary"}},
            "warning",
        ),
    ],
)
def test_a_report_is_one_line_of_the_log_with_its_reason_and_nobodys_words(skill, request_, level):
    with captured() as lines:
        ask(skill, envelope(request_))

    (line,) = lines
    assert (line["event"], line["level"]) == ("answered", level)
    assert line.items() >= report(request_).items()
    assert "canary" not in str(line)


def guided(skill, attributes, **fields):
    """The answer to a repeated guide."""
    body = envelope(intent("AMAZON.RepeatIntent"), attributes=attributes)
    body["session"] |= fields
    return ask(skill, body)


@pytest.fixture
def guiding(skill):
    """The state of a session in which a stretch was just guided in an audio document."""
    answer = ask(skill, envelope())
    for said in ("StopCrampIntent", *["AMAZON.NoIntent"] * 4):
        answer = ask(skill, envelope(intent(said), attributes=answer["sessionAttributes"]))
    assert "outputSpeech" not in answer["response"]
    return answer["sessionAttributes"]


def is_ssml_only(answer):
    return (
        "Three" in answer["response"].get("outputSpeech", {}).get("ssml", "") and "directives" not in answer["response"]
    )


def test_after_an_audio_document_failed_the_rest_of_the_session_is_ssml(skill, guiding):
    assert not is_ssml_only(guided(skill, guiding))

    failed = ask(skill, envelope(APLA_FAILED, attributes=guiding))
    again = guided(skill, failed["sessionAttributes"], sessionId="another process")

    assert failed["response"] == {}
    assert is_ssml_only(again)
    assert is_ssml_only(guided(skill, again["sessionAttributes"], sessionId="another process"))


def test_it_is_so_too_if_alexa_drops_what_is_returned_to_the_report(skill, guiding):
    body = envelope(APLA_FAILED, attributes=guiding)
    body["session"]["sessionId"] = "one that fails"
    ask(skill, body)

    assert is_ssml_only(guided(skill, guiding, sessionId="one that fails"))
    assert not is_ssml_only(guided(skill, guiding, sessionId="another one"))


def test_a_report_without_a_session_breaks_nothing(skill):
    body = envelope(APLA_FAILED)
    del body["session"]

    assert ask(skill, body)["response"] == {}


def test_only_the_latest_such_sessions_are_remembered(monkeypatch, guiding):
    monkeypatch.setattr(handler, "MAX_SILENT_SESSIONS", 2)
    skill = coach.build(Settings(skill_id=SKILL_ID)).skill
    for name in ("first", "second", "third", ""):
        body = envelope(APLA_FAILED, attributes=guiding)
        body["session"]["sessionId"] = name
        ask(skill, body)

    told = {name: is_ssml_only(guided(skill, guiding, sessionId=name)) for name in ("first", "second", "third", "")}
    assert told == {"first": False, "second": True, "third": True, "": False}
