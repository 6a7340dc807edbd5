import json
import sys
import types
from pathlib import Path

import pytest

from skill.web import app as web
from tests.certificates import Authorities, CertificateServer, key
from tests.fake_coach import FakeCoach
from tests.logs import captured
from tests.signing import CHAIN_URL, envelope, headers_for, intent, written


@pytest.fixture(autouse=True)
def small_coach(monkeypatch):
    """Replace the coach by a stub, as these tests concern the endpoint."""
    monkeypatch.setattr(web, "build", FakeCoach)


@pytest.fixture
def server():
    return CertificateServer(Authorities().chain())


@pytest.fixture
def client(settings, server):
    return web.create_app(settings, fetch_chain=server).test_client()


def post(client, body, headers=None):
    body = written(body)
    return client.post("/alexa", data=body, headers=headers_for(body) if headers is None else headers)


def assert_refused(response, status=400):
    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert response.text.count("\n") == 1
    assert "Traceback" not in response.text


# --- The endpoint ---


def test_a_signed_request_is_answered_with_json(client):
    response = post(client, envelope(intent("AMAZON.HelpIntent")))

    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert json.loads(response.data)["response"]["outputSpeech"]["ssml"] == "<speak>AMAZON.HelpIntent</speak>"


@pytest.mark.parametrize(
    "change",
    [
        {"Signature-256": None},
        {"Signature-256": ""},
        {"Signature-256": "AAAA"},
        {"Signature-256": "not base64!"},
        {"SignatureCertChainUrl": None},
        {"SignatureCertChainUrl": ""},
        {"SignatureCertChainUrl": "http://s3.amazonaws.com/echo.api/cert.pem"},
        {"SignatureCertChainUrl": "https://evil.example/echo.api/cert.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/%2e%2e/cert.pem"},
    ],
    ids=str,
)
def test_certification_gets_400_for_every_bad_header(client, change):
    body = written(envelope())
    headers = {name: value for name, value in (headers_for(body) | change).items() if value is not None}

    assert_refused(post(client, body, headers))


NO_REQUESTS = [b"", b"{", b"[]", b"{}", b"[" * 90_000, b"\xff", written(envelope()) + b" " * 300_000]


@pytest.mark.parametrize("body", NO_REQUESTS, ids=lambda body: repr(body[:9]))
def test_certification_gets_400_for_every_body_that_is_no_request(client, body):
    assert_refused(post(client, body))


def test_certification_gets_400_for_a_signature_of_somebody_else(client):
    body = written(envelope())

    assert_refused(post(client, body, headers_for(body, signer=key("somebody else"))))


@pytest.mark.parametrize("answer", [OSError(), TimeoutError(), b"", b"<Error/>", b"x" * 70_000, None])
def test_certification_gets_400_when_the_chain_cannot_be_had(client, server, answer):
    server.answer = answer

    assert_refused(post(client, envelope()))


def test_a_refusal_tells_nothing_of_its_reason_except_to_the_log(client):
    post(client, envelope())
    with captured() as lines:
        refusals = {post(client, b"{}", headers).text for headers in ({}, headers_for(b"x"), headers_for(b"{}"))}

    assert len(refusals) == 1
    assert len({line["reason"] for line in lines}) == 3


def test_a_failure_inside_is_a_spoken_sentence_and_not_an_http_500(client):
    response = post(client, envelope(intent("Break", symptom="words")))

    assert response.status_code == 200
    assert b"something went wrong" in response.data


def test_chunks_without_a_length_are_read_as_one_body(client):
    body = written(envelope())
    streamed = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    response = client.post("/alexa", data=body, headers=headers_for(body), environ_overrides=streamed)

    assert response.status_code == 200


def test_chunks_without_end_are_refused(client):
    body = b" " * 900_000
    streamed = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    assert_refused(client.post("/alexa", data=body, headers=headers_for(body), environ_overrides=streamed))


def test_every_app_has_a_cache_of_its_own(settings, server):
    for _ in range(2):
        assert post(web.create_app(settings, fetch_chain=server).test_client(), envelope()).status_code == 200

    assert server.asked == [CHAIN_URL] * 2


def test_without_settings_the_environment_is_read(settings, server, monkeypatch):
    monkeypatch.setenv("CRAMP_COACH_SKILL_ID", "amzn1.ask.skill.mine")
    monkeypatch.setenv("CRAMP_COACH_EXTRA_TRUST_ROOTS", str(settings.extra_trust_roots))
    client = web.create_app(fetch_chain=server).test_client()

    assert post(client, envelope(skill_id="amzn1.ask.skill.mine")).status_code == 200
    assert_refused(post(client, envelope()))


# --- Everything else ---


@pytest.mark.parametrize("path", ["/", "/nowhere", "/alexa/x", "/static/", "/static/../app.py", "/%00", "/.env"])
def test_an_unknown_path_is_a_404_in_one_line(client, path):
    assert_refused(client.get(path), 404)


@pytest.mark.parametrize("path", ["/alexa", "/alexa/"])
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options"])
def test_a_wrong_method_is_a_405_in_one_line_that_names_the_right_one(client, method, path):
    response = getattr(client, method)(path)

    assert_refused(response, 405)
    assert response.headers["Allow"] == "POST"


def test_the_address_may_end_in_a_slash(client):
    body = written(envelope())

    assert client.post("/alexa/", data=body, headers=headers_for(body)).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_can_ask_how_it_is(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "promises"),
    [
        ("/privacy", ["never stored and never written to a log", "30 minutes", "finished", "hold", "forget me"]),
        ("/terms", ["not an emergency service", "not medical advice", "No clinician has"]),
    ],
)
def test_the_pages_for_the_store_make_the_promises_that_we_keep(client, path, promises):
    page = client.get(path)

    text = " ".join(page.text.split())
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert [promise for promise in promises if promise not in text] == []
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_style_of_the_pages_is_served(client):
    with client.get("/static/pages.css") as style:
        assert style.mimetype == "text/css"


def test_the_simulator_is_there_only_when_it_is_asked_for(settings, monkeypatch):
    from flask import Blueprint

    def blueprint(coach):
        routes = Blueprint("simulator", __name__)
        routes.get("/simulator")(lambda: f"hello {type(coach).__name__}")
        return routes

    module = types.ModuleType("skill.web.simulator")
    module.blueprint = blueprint
    monkeypatch.setitem(sys.modules, "skill.web.simulator", module)

    assert web.create_app(settings).test_client().get("/simulator").status_code == 404
    assert web.create_app(settings, simulator=True).test_client().get("/simulator").text == "hello FakeCoach"


def test_a_log_that_cannot_be_written_costs_no_answer(client, monkeypatch):
    class Full:
        def write(self, _):
            raise OSError("disk full")

    monkeypatch.setattr(sys, "stderr", Full())

    assert post(client, envelope()).status_code == 200


def test_the_log_is_one_line_of_json_a_request(client, capsys):
    post(client, envelope(intent("AMAZON.HelpIntent")))
    post(client, b"{}")

    answered, refused = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert answered["asked"] == "AMAZON.HelpIntent"
    assert refused["reason"] == "The body holds no request."
    assert set(answered) == {"event", "level", "timestamp", "request", "asked", "status", "ms"}


def test_templates_and_styles_are_part_of_the_package():
    folder = Path(web.__file__).parent

    assert {path.name for path in folder.rglob("*") if path.suffix in {".css", ".html"}} >= {
        "pages.css",
        "privacy.html",
        "terms.html",
    }
