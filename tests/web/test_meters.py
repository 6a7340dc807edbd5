import os
import re
import signal

import pytest

from skill.settings import Settings
from skill.web import app as web
from skill.web.meters import Meters
from tests.certificates import Authorities, CertificateServer, pem
from tests.fake_coach import FakeCoach
from tests.signing import envelope, headers_for, intent, written


def counts(text):
    return {name: float(value) for name, value in re.findall(r"^cramp_coach_(\S+) (\S+)$", text, flags=re.MULTILINE)}


def answered(asked="AMAZON.HelpIntent", ms=3.0, event="answered"):
    return {"event": event, "asked": asked, "status": 200, "ms": ms, "request": "amzn1.echo-api.request.x"}


@pytest.fixture
def meters():
    return Meters()


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
def test_requests_are_counted_by_kind(meters, asked, kind):
    meters.see(answered(asked))
    meters.see(answered(asked, event="failed"))

    seen = {name: value for name, value in counts(meters.text()).items() if name.startswith("requests") and value}
    assert seen == {f'requests_total{{kind="{kind}",outcome="{it}"}}': 1 for it in ("answered", "failed")}
    assert "canary" not in meters.text()


def test_milliseconds_are_told_as_prometheus_reads_them(meters):
    for ms in (0.4, 1.0, 1.1, 30.0, 9_999.5):
        meters.see(answered(ms=ms))

    seen = counts(meters.text())
    assert [seen[f'milliseconds_bucket{{le="{most}"}}'] for most in (1, 2, 25, 50, 8000, "+Inf")] == [2, 3, 3, 4, 4, 5]
    assert seen["milliseconds_count"] == 5
    assert seen["milliseconds_sum"] == pytest.approx(10_032.0)
    assert "# TYPE cramp_coach_milliseconds histogram" in meters.text()


def test_refusals_are_counted_by_status(meters):
    for status in (400, 400, 404, 418):
        meters.see({"event": "refused", "reason": "canary", "status": status})

    seen = counts(meters.text())
    assert [seen[f'refusals_total{{status="{it}"}}'] for it in (400, 404, "other")] == [2, 1, 1]


def test_lines_about_anything_else_are_not_counted(meters):
    before = meters.text()
    for line in ({"event": "session lost"}, {}, {"event": None}):
        meters.see(line)

    assert meters.text() == before


def test_the_processes_of_a_server_count_together_and_the_dead_still_count(meters):
    for round_ in range(3):
        children = []
        for _ in range(4):
            child = os.fork()
            if child == 0:
                for _ in range(100):
                    meters.see(answered())
                os.kill(os.getpid(), signal.SIGKILL) if round_ else os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)

    assert counts(meters.text())['requests_total{kind="intent",outcome="answered"}'] == 1200


@pytest.mark.slow
def test_a_new_process_goes_on_with_the_row_of_a_dead_one(meters):
    for _ in range(200):
        child = os.fork()
        if child == 0:
            meters.see(answered())
            os._exit(meters._row != 0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    assert counts(meters.text())["milliseconds_count"] == 200


# --- Over the web ---


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(web, "build", FakeCoach)
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    chain = CertificateServer(Authorities().chain())
    return web.create_app(Settings(extra_trust_roots=roots), fetch_chain=chain).test_client()


def test_what_the_server_did_stands_in_its_metrics_without_words_or_ids(client):
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


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.10", "::ffff:10.0.0.7", "203.0.113.9", "", "nonsense"])
def test_other_machines_get_no_metrics(client, address):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == 404


def test_what_a_proxy_on_this_machine_passes_on_gets_no_metrics(client):
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_gets_them(client, address):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == 200


def test_the_server_is_ready_without_its_memory_and_says_so():
    from flask import Flask

    from skill.web import health

    meters = Meters()
    app = Flask("ready")
    app.register_blueprint(health.blueprint(meters))
    told = []
    for event in ("memory is away", "memory is back"):
        meters.see({"event": event})
        told.append(app.test_client().get("/readyz"))

    assert [answer.status_code for answer in told] == [200, 200]
    assert [answer.text for answer in told] == ["ready, without memory\n", "ready\n"]
    assert counts(meters.text())["memory_outages_total"] == 1
