import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.endpoint import MAX_BODY_BYTES, Endpoint
from skill.alexa.intents import alexa_name, intents
from skill.alexa.invocation import HARMLESS
from skill.errors import VerificationError
from skill.settings import Settings
from tests.certificates import Authorities, CertificateServer, pem
from tests.fake_coach import FakeCoach
from tests.logs import captured
from tests.signing import CHAIN_URL, SKILL_ID, envelope, headers_for, intent, nested, stamp, written

KEPT = {"request", "context", "session", "System", "application", "timestamp"}
"""What a request can't be without."""

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def coach(tmp_path_factory):
    roots = tmp_path_factory.mktemp("roots") / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    return FakeCoach(Settings(skill_id=SKILL_ID, extra_trust_roots=roots))


@pytest.fixture(scope="module")
def endpoint(coach):
    return Endpoint(coach.skill, coach.settings, fetch_chain=CertificateServer(Authorities().chain()))


def answered(endpoint, body):
    body = written(body)
    return json.loads(endpoint.answer(headers_for(body), body))


def spoken(answer):
    return answer["response"]["outputSpeech"]["ssml"]


def with_request(**fields):
    body = envelope()
    body["request"] |= fields
    return body


def without(*names, body=None):
    """Take one field out of an envelope, named by the way to it."""
    body = body or envelope(intent("AMAZON.HelpIntent"))
    inner = body
    for name in names[:-1]:
        inner = inner[name]
    del inner[names[-1]]
    return body


# --- Let in ---


def test_a_signed_request_is_answered_by_the_skill(endpoint):
    answer = answered(endpoint, envelope(intent("AMAZON.HelpIntent"), attributes={"turns": 2}))

    assert spoken(answer) == "<speak>AMAZON.HelpIntent</speak>"
    assert answer["sessionAttributes"] == {"turns": 3}
    assert answer["response"]["shouldEndSession"] is False


def test_words_in_any_script_come_through(endpoint):
    assert spoken(answered(endpoint, envelope(intent("AskIntent", symptom="naïve 臀部 🍑"))))


def test_one_log_line_tells_of_an_answer_and_nothing_of_the_person(endpoint):
    body = envelope(intent("AskReliefIntent", remedy="secret words"))

    with captured() as lines:
        answered(endpoint, body)

    (line,) = lines
    assert (line["event"], line["asked"], line["status"]) == ("answered", "health", 200)
    assert line["request"] == body["request"]["requestId"]
    assert line["ms"] > 0
    assert "secret" not in str(line)
    assert "SOMEBODY" not in str(line)


@pytest.mark.parametrize("name", [*sorted(set(intents()) - set(map(alexa_name, HARMLESS))), "SomethingNewIntent"])
def test_an_intent_that_tells_how_somebody_is_is_logged_as_health(endpoint, name):
    with captured() as lines:
        answered(endpoint, envelope(intent(name)))

    assert [line["asked"] for line in lines] == ["health"]


# --- Refused ---


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"true",
        b"7",
        b'"text"',
        b"[]",
        b"{}",
        b"{",
        b"not json",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{}",
        written(envelope()) + b"{}",
        written(envelope()) + b"x",
        written(envelope()).decode().encode("utf-16"),
        written(envelope()).replace(b"LaunchRequest", b"\xff"),
        written(envelope()).replace(b'"new":true', b'"new":NaN'),
        b'{"request":null}',
        b'{"request":[]}',
        b'{"request":"LaunchRequest"}',
        b'{"request":{}}',
        b"[" * 100_000,
        b'{"a":' * 20_000,
        nested(65),
        nested(5000),
        written(envelope()) + b" " * MAX_BODY_BYTES,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_signed_body_that_is_no_request_is_refused(endpoint, body):
    with pytest.raises(VerificationError):
        endpoint.answer(headers_for(body), body)


@pytest.mark.parametrize(
    "body",
    [
        envelope(now=datetime.now(UTC) - timedelta(seconds=900)),
        envelope(now=datetime.now(UTC) + timedelta(seconds=900)),
        without("request", "timestamp"),
        with_request(timestamp="yesterday"),
        envelope(skill_id="amzn1.ask.skill.another"),
        without("context", body=without("session")),
    ],
)
def test_a_signed_request_of_another_time_or_skill_is_refused(endpoint, body):
    with pytest.raises(VerificationError):
        answered(endpoint, body)


def test_nothing_is_parsed_before_the_signature_fits_a_known_key(endpoint):
    answered(endpoint, envelope())

    with pytest.raises(VerificationError, match="is not valid for the body"):
        endpoint.answer(headers_for(b"{}"), b"not json")


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"{}",
        written(envelope()) + b" " * MAX_BODY_BYTES,
        nested(65),
        written(envelope(now=datetime.now(UTC) - timedelta(seconds=900))),
        written(envelope(skill_id="amzn1.ask.skill.another")),
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_can_be_refused_without_a_key_causes_no_fetch(coach, body):
    server = CertificateServer(Authorities().chain())

    with pytest.raises(VerificationError):
        Endpoint(coach.skill, coach.settings, fetch_chain=server).answer(headers_for(body), body)

    assert server.asked == []


def test_a_check_that_breaks_has_not_passed(coach):
    def no_clock():
        raise ZeroDivisionError

    body, server = written(envelope()), CertificateServer(Authorities().chain())
    endpoint = Endpoint(coach.skill, coach.settings, fetch_chain=server, clock=no_clock)

    with pytest.raises(VerificationError, match="ZeroDivisionError"):
        endpoint.answer(headers_for(body), body)


def test_one_log_line_tells_why_a_request_was_refused(endpoint):
    with captured() as lines, pytest.raises(VerificationError):
        endpoint.answer({}, b"secret words")

    (line,) = lines
    assert (line["event"], line["status"]) == ("refused", 400)
    assert "Signature-256" in line["reason"]
    assert "secret" not in str(line)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_signed_bytes_break_the_endpoint(endpoint, body):
    with pytest.raises(VerificationError):
        endpoint.answer(headers_for(body), body)


# --- Odd, but from Alexa ---


@pytest.mark.parametrize(
    "body",
    [
        with_request(locale="xx-XX"),
        with_request(locale=None),
        without("request", "locale"),
        without("request", "requestId"),
        without("session"),
        without("session", "user"),
        without("session", "attributes"),
        without("context"),
        without("context", "System", "device"),
        without("context", "System", "user"),
        without("request", "intent"),
        without("request", "intent", "slots"),
        without("request", "intent", "name"),
        without("request", "type"),
        with_request(type=None),
        with_request(type=7),
        with_request(type="Alexa.Something.New", payload={"a": [1]}),
        with_request(intent=[]),
        with_request(requestId=["x"]),
        envelope() | {"session": []},
        envelope() | {"version": 2, "news": {"a": 1}},
        envelope({"type": "IntentRequest", "dialogState": "NEW_STATE", "intent": {"name": "AMAZON.HelpIntent"}}),
        envelope({"type": "Connections.Response", "status": {"code": "200", "message": "OK"}, "name": "AskFor"}),
        nested(40),
    ],
)
def test_an_odd_request_from_alexa_gets_a_spoken_answer(endpoint, body):
    assert spoken(answered(endpoint, body)).startswith("<speak>")


def test_an_unknown_kind_of_request_is_told_how_to_go_on(endpoint):
    answer = answered(endpoint, with_request(type="Alexa.Something.New"))

    assert spoken(answer) == "<speak>Sorry, I can't do that one. You can say, open cramp coach.</speak>"
    assert answer["response"]["shouldEndSession"] is True


def test_a_voice_of_another_language_says_the_apology_as_english(endpoint):
    assert '<lang xml:lang="en-US">' in spoken(answered(endpoint, with_request(type="Alexa.New", locale="de-DE")))


@pytest.mark.parametrize(
    "kind",
    [
        "AlexaSkillEvent.SomethingNew",
        "AudioPlayer.SomethingNew",
        "PlaybackController.SomethingNew",
        "Alexa.Presentation.NEW.RuntimeError",
        "System.SomethingNew",
    ],
)
def test_nothing_is_said_where_alexa_accepts_no_speech(endpoint, kind):
    assert answered(endpoint, with_request(type=kind)) == {"version": "1.0", "response": {}}


def test_a_skill_event_of_the_last_hour_is_taken(endpoint):
    sent = stamp(datetime.now(UTC) - timedelta(minutes=50))

    assert answered(endpoint, with_request(type="AlexaSkillEvent.SkillDisabled", timestamp=sent))


def test_a_failure_inside_becomes_a_spoken_apology_and_a_log_line_without_words(endpoint):
    body = envelope(intent("Break", symptom="secret words"))

    with captured() as lines:
        answer = answered(endpoint, body)

    assert "something went wrong" in spoken(answer)
    assert answer["response"]["shouldEndSession"] is True
    (line,) = lines
    assert (line["event"], line["error"], line["request"]) == ("failed", "RuntimeError", body["request"]["requestId"])
    assert "secret" not in str(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=9,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_alexa_comes_to_send_gets_an_answer(endpoint, data):
    body = envelope(intent("AMAZON.HelpIntent"))
    system, asked = body["context"]["System"], body["request"]
    places = [body, body["session"], system, system["device"], asked, asked["intent"]]
    place, name = data.draw(st.sampled_from([(place, name) for place in places for name in place if name not in KEPT]))
    place[name] = data.draw(JSON)

    assert answered(endpoint, body)["version"] == "1.0"


# --- Threads ---

COLD = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import sys
folder = Path(sys.argv[1])
from skill.alexa.endpoint import Endpoint
from skill.settings import Settings
from tests.fake_coach import FakeCoach
coach = FakeCoach(Settings(extra_trust_roots=folder / "roots.pem"))
endpoint = Endpoint(
    coach.skill,
    coach.settings,
    fetch_chain=lambda _: (folder / "chain.pem").read_bytes(),
)
body, signature = (folder / "body").read_bytes(), (folder / "signature").read_text()
headers = {"SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/echo-api-cert-9.pem", "Signature-256": signature}
with ThreadPoolExecutor(8) as threads:
    turns = [threads.submit(endpoint.answer, headers, body) for _ in range(64)]
    assert all(b"AMAZON.HelpIntent" in turn.result() for turn in turns)
"""


@pytest.mark.slow
def test_eight_threads_of_a_fresh_process_make_no_mistake(tmp_path):
    body = written(envelope(intent("AMAZON.HelpIntent"), screen=True))
    (tmp_path / "roots.pem").write_bytes(pem(Authorities().old_root.certificate))
    (tmp_path / "chain.pem").write_bytes(Authorities().chain())
    (tmp_path / "body").write_bytes(body)
    (tmp_path / "signature").write_text(headers_for(body)["Signature-256"])

    done = subprocess.run([sys.executable, "-c", COLD, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "failed" not in done.stdout


def test_a_signed_turn_with_a_known_key_waits_for_none_of_32_addresses_that_hang(coach):
    hanging, over = threading.Semaphore(0), threading.Event()

    def fetch(url):
        if url == CHAIN_URL:
            return Authorities().chain()
        hanging.release()
        over.wait(20)
        raise TimeoutError

    def refused(number):
        body = written(envelope())
        name = f"echo-api-cert-{number}" if number % 2 else f"made-up-{number}"
        with pytest.raises(VerificationError):
            endpoint.answer(headers_for(body, url=f"https://s3.amazonaws.com/echo.api/{name}.pem"), body)
        return True

    endpoint = Endpoint(coach.skill, coach.settings, fetch_chain=fetch)
    answered(endpoint, envelope())
    with ThreadPoolExecutor(32) as threads:
        flood = [threads.submit(refused, number) for number in range(32)]
        assert hanging.acquire(timeout=5)
        assert hanging.acquire(timeout=5)

        assert spoken(answered(endpoint, envelope(intent("AMAZON.HelpIntent")))) == "<speak>AMAZON.HelpIntent</speak>"
        assert not over.is_set()
        over.set()
        assert all(turn.result() for turn in flood)


def test_eight_threads_share_an_endpoint(endpoint):
    bodies = [envelope(intent("AMAZON.HelpIntent"), attributes={"turns": turn}) for turn in range(64)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda body: answered(endpoint, body), bodies))

    assert [answer["sessionAttributes"]["turns"] for answer in answers] == list(range(1, 65))
