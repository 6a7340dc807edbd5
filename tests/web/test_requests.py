"""Every bad and every odd request that we could think of, against the whole skill: real content, real coach, Flask."""

import http.client
import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from skill.turn import WENT_WRONG
from skill.web.app import create_app
from tests.certificates import Authorities, CertificateServer, key, pem
from tests.logs import captured
from tests.served import served
from tests.signing import envelope, headers_for, intent, nested, stamp, written

S3 = "https://s3.amazonaws.com"
NAME = "SignatureCertChainUrl"
LEAF = pem(Authorities().leaf())
NOW = datetime.now(UTC)


def cramp(**changes):
    return envelope(intent("StopCrampIntent"), **changes)


def without(*path, body=None):
    """Take one field out of an envelope."""
    body = body or cramp()
    inner = body
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    return body


def asking(**fields):
    body = cramp()
    body["request"] |= fields
    return body


# --- What is refused ---

BAD_HEADERS = {
    "none at all": {"Signature-256": None, NAME: None},
    "no signature": {"Signature-256": None},
    "empty signature": {"Signature-256": ""},
    "signature of blanks": {"Signature-256": "  "},
    "signature is no base64": {"Signature-256": "not base64!"},
    "signature with bad padding": {"Signature-256": "A" * 343},
    "short signature": {"Signature-256": "AAAA"},
    "endless signature": {"Signature-256": "A" * 3000},
    "legacy signature only": {"Signature-256": None, "Signature": "A" * 344},
    "no address": {NAME: None},
    "empty address": {NAME: ""},
}
BAD_ADDRESSES = [
    "no address",
    "http://s3.amazonaws.com/echo.api/cert.pem",
    "ftp://s3.amazonaws.com/echo.api/cert.pem",
    "file:///echo.api/cert.pem",
    "//s3.amazonaws.com/echo.api/cert.pem",
    "https:///echo.api/cert.pem",
    "https://notamazon.com/echo.api/cert.pem",
    "https://s3.amazonaws.com.evil.example/echo.api/cert.pem",
    "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
    "https://evil.s3.amazonaws.com/echo.api/cert.pem",
    "https://somebody@s3.amazonaws.com/echo.api/cert.pem",
    "https://s3.amazonaws.com:563/echo.api/cert.pem",
    "https://s3.amazonaws.com:99999/echo.api/cert.pem",
    "https://s3.amazonaws.com:port/echo.api/cert.pem",
    "https://[s3.amazonaws.com/echo.api/cert.pem",
    "https://127.0.0.1/echo.api/cert.pem",
    *(
        S3 + path
        for path in (
            "",
            "/",
            "/echo.api",
            "/echo.api/",
            "/EcHo.aPi/cert.pem",
            "/evil/cert.pem",
            "/evil/../echo.api/cert.pem",
            "//echo.api/cert.pem",
            "/echo.api.evil/cert.pem",
            "/echo.api/../evil/cert.pem",
            "/echo.api/%2e%2e/evil/cert.pem",
            "/echo.api/%2E%2E%2Fevil/cert.pem",
            "/echo.api/%252e%252e/evil/cert.pem",
            "/echo.api/..%5cevil/cert.pem",
            "/echo.api\\..\\evil\\cert.pem",
            "/echo.api/cert.pem%00",
            "/echo.api/cert.pem?list-type=2",
            "/echo.api/cert.pem;evil",
            "/echo.api/" + "a/" * 40 + "../" * 60 + "cert.pem",
        )
    ),
]
BAD_CHAINS = {
    "the server is down": OSError("down"),
    "the server is slow": TimeoutError("slow"),
    "the server says not found": http.client.HTTPException("404"),
    "something unheard of": RuntimeError("?"),
    "nothing": b"",
    "no bytes": None,
    "a page of XML": b"<Error><Code>NoSuchKey</Code></Error>",
    "huge": Authorities().chain() * 40,
    "broken PEM": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "wrong name": Authorities().chain("echo-api.example.com"),
    "expired": Authorities().chain(starts=-30, ends=-1),
    "not valid yet": Authorities().chain(starts=1),
    "untrusted": Authorities("Evil").chain(),
    "certified by nobody": LEAF,
    "missing intermediate": LEAF + pem(*Authorities().above()[1:]),
    "another signer's": Authorities().chain(signer=key("another signer")),
    "no RSA key": Authorities().chain(signer=ec.generate_private_key(ec.SECP256R1())),
}
BAD_BODIES = {
    "empty": b"",
    "a blank": b" ",
    "null": b"null",
    "true": b"true",
    "a number": b"7",
    "text": b'"LaunchRequest"',
    "a list": b"[]",
    "no request": b"{}",
    "request is null": b'{"request":null}',
    "request is a list": b'{"request":[]}',
    "request is empty": b'{"request":{}}',
    "cut off": written(envelope())[:-9],
    "followed by more": written(envelope()) + b"{}",
    "not UTF-8": written(envelope()).replace(b"LaunchRequest", b"\xff\xfe"),
    "UTF-16": written(envelope()).decode().encode("utf-16"),
    "with a byte order mark": b"\xef\xbb\xbf" + written(envelope()),
    "not a number": written(envelope()).replace(b'"new":true', b'"new":NaN'),
    "a form": b"request=LaunchRequest",
    "deep": nested(5000),
    "brackets only": b"[" * 100_000,
    "huge": written(envelope()) + b" " * 300_000,
    "of long ago": envelope(now=NOW - timedelta(seconds=200)),
    "of the future": envelope(now=NOW + timedelta(hours=1)),
    "of no time": without("request", "timestamp"),
    "of yesterday": asking(timestamp="yesterday"),
    "of a number": asking(timestamp=1_700_000_000),
    "an event of long ago": asking(type="AlexaSkillEvent.SkillEnabled", timestamp=stamp(NOW - timedelta(hours=2))),
    "for another skill": envelope(skill_id="amzn1.ask.skill.another"),
    "for another skill in one place": envelope() | {"session": envelope(skill_id="x")["session"]},
    "for no skill": {"version": "1.0", "request": {"type": "LaunchRequest", "timestamp": stamp()}},
}


def refused():
    """Every case: its name, body, headers and what the certificate server gives."""
    chain, launch = Authorities().chain(), written(envelope())
    for name, change in BAD_HEADERS.items():
        given = headers_for(launch) | change
        yield f"header: {name}", launch, {key: value for key, value in given.items() if value is not None}, chain
    for address in BAD_ADDRESSES:
        yield f"address: {address[:60]}", launch, headers_for(launch, url=address), chain
    for name, answer in BAD_CHAINS.items():
        yield f"chain: {name}", launch, headers_for(launch), answer
    for name, body in BAD_BODIES.items():
        yield f"body: {name}", written(body), headers_for(written(body)), chain
    yield "signature: of another body", launch, headers_for(written(envelope())), chain
    yield "signature: of somebody else", launch, headers_for(launch, signer=key("somebody else")), chain
    yield "signature: one byte changed", launch[:-1] + b" }", headers_for(launch), chain


# --- What is odd ---

ODD = {
    "a new kind of request": asking(type="Alexa.Something.New", payload={"a": [1]}),
    "no kind": without("request", "type"),
    "a kind that is a number": asking(type=7),
    "an unknown intent": envelope(intent("SomeNewIntent")),
    "an intent without a name": without("request", "intent", "name"),
    "no intent": without("request", "intent"),
    "an intent that is a list": asking(intent=[]),
    "an intent without slots": without("request", "intent", "slots"),
    "an unknown slot": envelope(intent("StopCrampIntent", colour="blue")),
    "an empty slot": envelope(intent("DescribeSymptomIntent", symptom=" ")),
    "a slot that matches nothing": envelope(intent("StartStretchIntent", stretch="the flying squirrel", hold="?")),
    "markup in a slot": envelope(intent("DescribeSymptomIntent", symptom='<speak><audio src="x"/>&amp; </p> ]]>')),
    "an endless slot": envelope(intent("DescribeSymptomIntent", symptom="my left glute aches " * 900)),
    "any script in a slot": envelope(intent("DescribeSymptomIntent", symptom="naïve 臀部 🍑 \u202e \x00")),
    "a new dialogue state": asking(dialogState="NEW_STATE"),
    "an unknown locale": asking(locale="xx-XX"),
    "a locale of another language": asking(locale="de-DE"),
    "no locale": without("request", "locale"),
    "no request id": without("request", "requestId"),
    "no session": without("session"),
    "a session that is a list": cramp() | {"session": []},
    "no user": without("session", "user", body=without("context", "System", "user")),
    "no attributes": without("session", "attributes"),
    "attributes of somebody else": cramp(attributes={"quiz": {"score": [1, 2]}}),
    "attributes that are broken": cramp(attributes={"coach": {"answers": "yes"}}),
    "attributes that are no object": cramp(attributes={"coach": 7}),
    "attributes of another version": cramp(attributes={"coach": {"answers": {"no_such_finding": "yes"}}}),
    "no context": without("context"),
    "no device": without("context", "System", "device"),
    "a newer version with news": cramp() | {"version": "2.0", "news": {"a": 1}},
    "depth within reason": nested(40),
}
REPORTED = {
    "a touch": envelope({"type": "Alexa.Presentation.APL.UserEvent", "arguments": [{"x": 1}], "components": {}}),
    "the end of a task": envelope(
        {"type": "Connections.Response", "name": "AskFor", "status": {"code": "200", "message": "OK"}}
    ),
}
"""What a screen or one of Alexa's services tells us; whether there is something to say to it is the coach's affair."""

SILENT = {
    kind: asking(type=kind)
    for kind in (
        "SessionEndedRequest",
        "AlexaSkillEvent.SkillDisabled",
        "AlexaSkillEvent.SomethingNew",
        "AudioPlayer.PlaybackStarted",
        "PlaybackController.PlayCommandIssued",
        "System.ExceptionEncountered",
        "Alexa.Presentation.APL.RuntimeError",
        "Alexa.Presentation.APLA.RuntimeError",
        "Messaging.MessageReceived",
        "Reminders.ReminderStarted",
    )
}


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings, fetch_chain=CertificateServer(Authorities().chain())).test_client()


def post(client, body):
    body = written(body)
    return client.post("/alexa", data=body, headers=headers_for(body))


def test_the_whole_skill_answers_a_good_request(client):
    assert b"Cramp Coach" in post(client, envelope()).data


@pytest.mark.slow
def test_every_bad_request_is_an_http_400(settings):
    cases, wrong = list(refused()), {}
    for name, body, headers, answer in cases:
        # Each with an app of its own, whose caches know no good chain yet.
        client = create_app(settings, fetch_chain=CertificateServer(answer)).test_client()
        response = client.post("/alexa", data=body, headers=headers)
        if (response.status_code, response.mimetype) != (400, "text/plain"):
            wrong[name] = response.status

    print(f"{len(cases)} bad requests, {len(cases) - len(wrong)} refused with HTTP 400")
    assert wrong == {}
    assert len(cases) > 90


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_an_odd_request_gets_http_200_and_a_sentence(client, body):
    with captured():
        response = post(client, body)

    ssml = json.loads(response.data)["response"]["outputSpeech"]["ssml"]
    assert response.status_code == 200
    assert ssml.startswith("<speak>")
    assert ssml.endswith("</speak>")
    assert "<audio" not in ssml


@pytest.mark.parametrize("body", REPORTED.values(), ids=REPORTED)
def test_what_is_reported_to_us_is_no_error(client, body):
    response = post(client, body)

    assert response.status_code == 200
    assert WENT_WRONG not in response.text


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_where_alexa_accepts_no_speech_there_is_silence(client, body):
    response = post(client, body)

    assert response.status_code == 200
    assert not json.loads(response.data)["response"].get("outputSpeech")


# --- Many at once ---

THREADS, EACH = 8, 25


@pytest.mark.slow
def test_eight_threads_from_a_cold_start_make_no_mistake(tmp_path):
    kinds = itertools.cycle(
        ["LaunchRequest", intent("StopCrampIntent"), intent("AskCausesIntent"), intent("EmergencyIntent")]
    )
    bodies = [written(envelope(next(kinds), user=f"somebody {i}")) for i in range(THREADS * EACH)]

    def ask(port, mine):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for body in mine:
            connection.request("POST", "/alexa", body, headers_for(body))
            response = connection.getresponse()
            yield response.status, json.loads(response.read())["response"]["outputSpeech"]["ssml"]
        connection.close()

    database = f"sqlite:///{tmp_path}/coach.db"
    with served(tmp_path, CRAMP_COACH_DATABASE_URL=database) as port, ThreadPoolExecutor(THREADS) as threads:
        answers = [*threads.map(lambda start: list(ask(port, bodies[start::THREADS])), range(THREADS))]

    flat = [answer for each in answers for answer in each]
    errors = [answer for answer in flat if answer[0] != 200 or WENT_WRONG in answer[1]]
    print(f"{len(flat)} requests by {THREADS} threads from a cold start: {len(errors)} errors")
    assert len(flat) == THREADS * EACH
    assert errors == []
    assert '"failed"' not in (tmp_path / "log").read_text(encoding="utf-8")
