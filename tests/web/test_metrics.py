import re

import pytest
from flask import Flask

from skill.settings import Settings
from skill.web import app as web
from skill.web import health
from skill.web.metrics import Metrics
from tests.certificates import Authorities, CertificateServer, pem
from tests.fake_coach import FakeCoach
from tests.signing import envelope, headers_for, intent, written


def counts(text):
    return {name: float(value) for name, value in re.findall(r"^cramp_coach_(\S+) (\S+)$", text, flags=re.MULTILINE)}


def answered(asked="AMAZON.HelpIntent", ms=3.0, event="answered"):
    return {"event": event, "asked": asked, "status": 200, "ms": ms, "request": "amzn1.echo-api.request.x"}


@pytest.fixture
def metrics():
    return Metrics()


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("AMAZON.HelpIntent", "intent"),
        ("health", "health"),
        ("LaunchRequest", "launch"),
        ("SessionEndedRequest", "ended"),
        ("AlexaSkillEvent.SkillDisabled", "event"),
        ("Connections.Response", "other"),
        ("canary words that somebody said", "other"),
        ('Intent"} 1\ncanary', "other"),
    ],
)
def test_requests_are_counted_by_kind(metrics, asked, kind):
    metrics.count(answered(asked))
    metrics.count(answered(asked, event="failed"))

    told = metrics.text().decode()
    seen = {name: value for name, value in counts(told).items() if name.startswith("requests_total") and value}
    assert seen == {f'requests_total{{kind="{kind}",outcome="{it}"}}': 1 for it in ("answered", "failed")}
    assert "canary" not in told


def test_latency_is_a_histogram_in_milliseconds(metrics):
    for ms in (0.4, 1.0, 1.1, 30.0, 9_999.5):
        metrics.count(answered(ms=ms))

    told = metrics.text().decode()
    seen = counts(told)
    limits = ("1.0", "2.0", "25.0", "50.0", "8000.0", "+Inf")
    assert [seen[f'milliseconds_bucket{{le="{most}"}}'] for most in limits] == [2, 3, 3, 4, 4, 5]
    assert seen["milliseconds_count"] == 5
    assert seen["milliseconds_sum"] == pytest.approx(10_032.0)
    assert "# TYPE cramp_coach_milliseconds histogram" in told


def test_refusals_are_counted_by_status(metrics):
    for status in (400, 400, 404, 418):
        metrics.count({"event": "refused", "reason": "canary", "status": status})

    seen = counts(metrics.text().decode())
    assert [seen[f'refusals_total{{status="{it}"}}'] for it in (400, 404, "other")] == [2, 1, 1]


def test_other_events_are_not_counted(metrics):
    before = counts(metrics.text().decode())
    for line in ({"event": "session lost"}, {}, {"event": None}):
        metrics.count(line)

    assert counts(metrics.text().decode()) == before


# --- Over the web ---


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(web, "build", FakeCoach)
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    chain = CertificateServer(Authorities().chain())
    return web.create_app(Settings(extra_trust_roots=roots), fetch_chain=chain).test_client()


def test_metrics_of_the_server_hold_no_words_and_no_ids(client):
    body = written(envelope(intent("DescribeSymptomIntent", symptom="canary"), user="amzn1.ask.account.CANARY"))
    client.post("/alexa", data=body, headers=headers_for(body))
    client.post("/alexa", data=b"{}", headers={})
    client.get("/nowhere/canary")

    text = client.get("/metrics").text
    seen = counts(text)
    assert seen['requests_total{kind="health",outcome="answered"}'] == 1
    assert (seen['refusals_total{status="400"}'], seen['refusals_total{status="404"}']) == (1, 1)
    assert "canary" not in text.lower()
    assert "Symptom" not in text


def test_prometheus_reads_them(client):
    from prometheus_client.parser import text_string_to_metric_families

    families = {family.name: family for family in text_string_to_metric_families(client.get("/metrics").text)}

    assert {"cramp_coach_requests", "cramp_coach_refusals", "cramp_coach_milliseconds"} <= set(families)
    assert {"cramp_coach_memory_outages", "cramp_coach_memory_recoveries"} <= set(families)
    assert len(families["cramp_coach_requests"].samples) == 12


def test_the_server_is_ready_without_its_memory_and_says_so(metrics):
    app = Flask("ready")
    app.register_blueprint(health.blueprint(metrics))
    told = []
    for event in ("memory is away", "memory is back"):
        metrics.count({"event": event})
        told.append(app.test_client().get("/readyz"))

    assert [answer.status_code for answer in told] == [200, 200]
    assert [answer.text for answer in told] == ["ready, without memory\n", "ready\n"]
    seen = counts(metrics.text().decode())
    assert (seen["memory_outages_total"], seen["memory_recoveries_total"]) == (1, 1)


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        ({"asked": "SessionEndedRequest", "reason": "ERROR", "error": "INVALID_RESPONSE"}, "ended", "INVALID_RESPONSE"),
        ({"asked": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}, "ended", "EXCEEDED_MAX_REPROMPTS"),
        ({"asked": "SessionEndedRequest"}, "ended", "other"),
        ({"asked": "System.ExceptionEncountered", "error": "canary"}, "exception", "other"),
        (
            {"asked": "Alexa.Presentation.APLA.RuntimeError", "error": "AUDIO_SOURCE_ERROR", "reason": "TIMEOUT_ERROR"},
            "audio",
            "AUDIO_SOURCE_ERROR",
        ),
        ({"asked": "Alexa.Presentation.APL.RuntimeError", "error": "LIST_ERROR"}, "screen", "LIST_ERROR"),
    ],
)
def test_what_alexa_reports_is_counted_by_kind_and_reason(metrics, line, kind, reason):
    metrics.count(answered() | line)

    told = metrics.text().decode()
    assert {name: it for name, it in counts(told).items() if name.startswith("reports_total")} == {
        f'reports_total{{kind="{kind}",reason="{reason}"}}': 1
    }
    assert "canary" not in told
