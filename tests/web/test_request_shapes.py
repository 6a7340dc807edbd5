"""Both doors answer requests in every shape that is known to come."""

import json
from datetime import UTC, datetime

import pytest

from skill import coach
from skill.alexa.invocation import CANT_DO, answer_verified
from skill.settings import Settings
from skill.turn import WENT_WRONG
from skill.web.app import create_app
from tests.certificates import Authorities, CertificateServer
from tests.logs import captured
from tests.signing import SKILL_ID, envelope, headers_for, written
from tests.web.request_shapes import REPORTED, SPOKEN, TIMESTAMPS


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings, fetch_chain=CertificateServer(Authorities().chain())).test_client()


@pytest.fixture(scope="module")
def skill():
    return coach.build(Settings(skill_id=SKILL_ID)).skill


def through_both(client, skill, body, address="/alexa"):
    """The answer at the web's door; Lambda's has to be of the same kind."""
    sent = written(body)
    response = client.post(address, data=sent, headers=headers_for(sent))
    assert response.status_code == 200, response.text
    answer, other = json.loads(response.data), json.loads(answer_verified(skill, json.loads(sent), started=0.0))
    assert answer.keys() == other.keys()
    assert answer["response"].keys() == other["response"].keys()
    return answer


@pytest.mark.parametrize("body", SPOKEN.values(), ids=SPOKEN)
def test_what_somebody_says_or_presses_is_answered_by_the_coach(client, skill, body):
    with captured() as lines:
        answer = through_both(client, skill, body)

    said = answer["response"]["outputSpeech"]["ssml"]
    assert WENT_WRONG not in said
    assert CANT_DO not in said
    assert {line["event"] for line in lines} == {"answered"}
    assert answer["sessionAttributes"]["coach"]


@pytest.mark.parametrize("write", TIMESTAMPS.values(), ids=TIMESTAMPS)
def test_a_moment_may_be_written_in_many_ways(client, skill, write):
    launch = envelope()
    launch["request"]["timestamp"] = write(datetime.now(UTC))

    assert "Cramp Coach" in str(through_both(client, skill, launch))


@pytest.mark.parametrize("body", REPORTED.values(), ids=REPORTED)
def test_what_alexa_reports_is_taken_in_silence(client, skill, body):
    with captured() as lines:
        answer = through_both(client, skill, body)

    assert not {"outputSpeech", "directives", "card", "reprompt"} & answer["response"].keys()
    assert "failed" not in {line["event"] for line in lines}


def test_a_question_whether_the_skill_could_is_answered_with_no(client, skill):
    answer = through_both(client, skill, REPORTED["a question whether we could"])

    assert answer["response"] == {"canFulfillIntent": {"canFulfill": "NO"}}


@pytest.mark.parametrize("address", ["/alexa", "/alexa/"])
def test_the_address_may_end_in_a_slash(client, skill, address):
    assert "Cramp Coach" in str(through_both(client, skill, SPOKEN["a launch on a show"], address))


def test_somebody_without_a_session_is_heard(client, skill):
    body = SPOKEN["without a session"] | {"request": SPOKEN["a value of the new form alone"]["request"]}

    assert "?" in through_both(client, skill, body)["response"]["outputSpeech"]["ssml"]
