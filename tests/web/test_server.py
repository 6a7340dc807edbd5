import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from skill.errors import SettingsError
from skill.settings import Settings
from skill.web import server
from tests.benchmarks import attacks
from tests.served import launch, reload, started, workers_of
from tests.signing import envelope, headers_for, written

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]

ROOT = Path(__file__).parents[2]

FAKE = """
import sys
from pathlib import Path
from skill import coach
from tests import served
from tests.fake_coach import FakeCoach
coach.build = FakeCoach
served.serve(Path(sys.argv[1]), workers=2)
"""
"""Two workers with a small coach."""

WAITING = """
import sys, time
from pathlib import Path
from flask import Flask
from skill.web import server
from tests import served

app = Flask("waiting")
app.add_url_rule("/", "quick", lambda: "}")
app.add_url_rule("/waits", "waits", lambda: time.sleep(1) or "}")
app.add_url_rule("/fails", "fails", lambda: sys.exit("no"))

server._app = lambda *_, **__: app
served.serve(Path(sys.argv[1]))
"""
"""An app whose answers may take a second."""


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a server that every test leaves as it was."""
    with started(tmp_path_factory.mktemp("fake"), code=FAKE) as (it, _):
        yield it


@pytest.fixture
def running(tmp_path):
    """The port, process and folder of a server that a test may stop."""
    with started(tmp_path, code=FAKE) as (it, process):
        yield it, process, tmp_path


@pytest.fixture
def waiting(tmp_path):
    with started(tmp_path, code=WAITING) as it:
        yield it


def over_http(**headers):
    """A signed launch as it goes over a connection: its head and its body."""
    body = written(envelope())
    told = {"Host": "coach", "Content-Length": str(len(body))} | headers_for(body) | headers
    return "".join(["POST /alexa HTTP/1.1\r\n", *(f"{it}: {told[it]}\r\n" for it in told), "\r\n"]).encode(), body


# --- Starting ---


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "example.com", ""])  # noqa: S104
def test_the_simulator_is_never_shown_to_other_machines(host):
    with pytest.raises(SettingsError, match="simulator"):
        server.serve(Settings(), host, 8080, 1, simulator=True)


@pytest.mark.parametrize(
    ("host", "pages", "line"),
    [
        ("127.0.0.1", (), "Cramp Coach listens on http://127.0.0.1:8080."),
        ("::1", (), "Cramp Coach listens on http://[::1]:8080."),
        ("0.0.0.0", ("phone",), "http://0.0.0.0:8080 (open it in a browser to talk to the coach)."),  # noqa: S104
        ("localhost", ("simulator",), "http://localhost:8080 (the simulator is at /simulator)."),
        (
            "localhost",
            ("phone", "simulator"),
            "(open it in a browser to talk to the coach; the simulator is at /simulator)",
        ),
    ],
)
def test_it_says_where_it_listens_how_to_stop_it_and_how_to_take_another_port(host, pages, line):
    told = server._greeting(host, 8080, simulator="simulator" in pages, phone="phone" in pages)

    assert line in told
    assert "Ctrl+C stops it" in told
    assert "--port" in told


def test_a_port_in_use_is_reported_in_one_sentence_that_names_the_remedy():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", "from skill.cli import main; main()", "serve", "--port", port]
        run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert (
        f"Can't listen on 127.0.0.1:{port}: Address already in use. Choose another port with --port NUMBER"
        in run.stderr
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_that_is_not_this_machines_is_reported_too(host):
    with pytest.raises(SettingsError, match=re.escape(f"Can't listen on {host}:8080: ")):
        server.serve(Settings(), host, 8080, 1, simulator=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_port_0_takes_any_free_port_of_the_host(host):
    with server._listener(host, 0) as listener:
        name, port, *_ = listener.getsockname()

    assert name in ("127.0.0.1", "::1")
    assert port > 0


# --- Clients ---

SLOW = {
    "say nothing": b"",
    "are slow with their heads": attacks.SLOW_HEAD,
    "are slow with their bodies": attacks.SLOW_BODY,
    "are slow with their chunks": attacks.SLOW_CHUNKS,
}


@pytest.mark.parametrize("begun", SLOW.values(), ids=SLOW)
def test_sixty_clients_that_keep_nobody_waiting(port, begun):
    with attacks.crowd(port, 60, begun, drip=b"a" if begun else b""):
        answers = [launch(port) for _ in range(3)]

    assert {status for status, _ in answers} == {200}
    assert max(seconds for _, seconds in answers) < 1


def test_two_thousand_idle_connections_keep_nobody_waiting(port):
    assert attacks.during_crowd(port, 2_000) < 1


def test_a_huge_head_keeps_nobody_waiting(port):
    assert attacks.during_large_head(port) < 1
    assert attacks.answers(port, [attacks.LARGE_HEAD]) == ["431"]


@pytest.mark.parametrize("pieces", attacks.DESYNC.values(), ids=attacks.DESYNC)
def test_a_body_is_never_taken_for_a_request(port, pieces):
    assert attacks.answers(port, pieces) == ["405"]


def exchange(port, *pieces, answers=1):
    """Send pieces one after the other, and give what has come when so many answers are complete."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for piece in pieces:
            client.sendall(piece)
        got = b""
        while got.count(b"HTTP/1.1 ") < answers or not got.endswith(b"}"):
            piece = client.recv(65_536)
            if not piece:
                break
            got += piece
    return got


def test_requests_that_are_sent_ahead_are_answered_one_after_the_other(port):
    ahead = b"".join(b"".join(over_http()) for _ in range(20))

    assert exchange(port, ahead[:-10], ahead[-10:], answers=20).count(b"HTTP/1.1 200 OK\r\n") == 20


def test_a_request_may_come_byte_by_byte(port):
    text = b"".join(over_http())

    assert exchange(port, *[text[at : at + 1] for at in range(len(text))]).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_client_that_asks_whether_to_send_the_body_is_told_to_go_on(port):
    head, body = over_http(Expect="100-continue")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head)
        assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)

        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_client_that_wants_to_part_is_answered_first(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"".join(over_http(Connection="close")))
        got = b"".join(iter(lambda: client.recv(65_536), b""))

    assert got.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nconnection: close\r\n" in got.lower()


def test_a_header_can_not_move_the_paths(port):
    request = b"GET /zzz HTTP/1.1\r\nHost: coach\r\nSCRIPT_NAME: /x\r\nScript-Name: /zzz\r\n\r\n"

    assert attacks.answers(port, [request, request.replace(b"/zzz HTTP", b"/x/healthz HTTP")]) == ["404", "404"]


@pytest.mark.parametrize("line", [b"GET /metrics HTTP/1.0\r\n", b"GET /metrics HTTP/1.1\r\nX_Forwarded_For:\r\n"])
def test_a_proxy_on_this_machine_gets_no_metrics(port, line):
    assert attacks.answers(port, [line + b"Host: localhost\r\n\r\n"]) in (["404"], [])
    assert attacks.answers(port, [b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"]) == ["200"]


# --- Answers that take their time ---


def timed(port, path):
    started_at = time.monotonic()
    got = exchange(port, f"GET {path} HTTP/1.1\r\nHost: coach\r\n\r\n".encode())
    return got[9:12], time.monotonic() - started_at


def test_slow_answers_hold_up_no_other_request(waiting):
    port, _ = waiting
    with ThreadPoolExecutor(40) as clients:
        slow = [clients.submit(timed, port, "/waits") for _ in range(40)]
        time.sleep(0.3)
        quick = [timed(port, "/") for _ in range(20)]

    assert all(status == b"200" and seconds < 0.5 for status, seconds in quick), quick
    assert {it.result()[0] for it in slow} == {b"200"}
    assert max(it.result()[1] for it in slow) < 3


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_slow_answers_are_finished_before_a_worker_stops(waiting, name):
    port, process = waiting
    with ThreadPoolExecutor(20) as clients:
        slow = [clients.submit(timed, port, "/waits") for _ in range(20)]
        time.sleep(0.3)
        process.send_signal(getattr(signal, name))

    assert {it.result()[0] for it in slow} == {b"200"}


def test_an_app_that_breaks_breaks_one_answer(waiting):
    port, _ = waiting

    paths = ("/fails", "/", "/fails", "/")
    requests = [f"GET {path} HTTP/1.1\r\nHost: coach\r\n\r\n".encode() for path in paths]
    assert attacks.answers(port, requests) == ["500", "200", "500", "200"]


# --- Stopping, reloading, crashing ---


def test_a_real_server_answers_refuses_and_stops_in_peace(running):
    port, process, folder = running
    body = written(envelope())
    statuses = []
    for headers, path in ((headers_for(body), "/alexa"), ({}, "/alexa/"), ({}, "/" + "x" * 3000)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", path, body, headers)
        statuses.append(connection.getresponse().status)
        connection.close()

    process.send_signal(signal.SIGTERM)
    process.wait(timeout=15)
    log = (folder / "log").read_text()

    assert statuses == [200, 400, 404]
    assert process.returncode == 0
    assert log.count("\n") == log.count('"event"') == 3
    assert {path.name for path in folder.iterdir()} == {"roots.pem", "chain.pem", "log"}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_stop_is_quick_and_quiet_though_clients_stay_connected(running, name):
    port, process, folder = running
    with attacks.crowd(port, 20, b"GET /healthz HTTP/1.1\r\nHost: coach\r\n\r\n") as clients:
        assert all(client.recv(15) == b"HTTP/1.1 200 OK" for client in clients)
        # As Ctrl+C in a terminal does, workers included.
        for each in [process.pid, *(workers_of(process) if name == "SIGINT" else [])]:
            os.kill(each, getattr(signal, name))

        assert process.wait(timeout=8) == 0
    assert (folder / "log").read_text() == ""


@pytest.mark.parametrize("kept", [True, False], ids=["kept connections", "new connections"])
def test_no_answer_is_lost_when_the_server_stops_under_load(running, kept):
    port, process, _ = running
    requests = [b"".join(over_http()) for _ in range(100)]

    def stop():
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)

    outcomes = attacks.under_load(port, requests, stop, kept=kept)

    print(f"stopped under load: {dict(outcomes)}")
    assert set(outcomes) == {"200", "refused"}
    assert process.returncode == 0


@pytest.mark.parametrize("kept", [True, False], ids=["kept connections", "new connections"])
def test_no_answer_is_lost_when_the_server_reloads_under_load(running, kept):
    port, process, folder = running
    requests = [b"".join(over_http()) for _ in range(100)]
    old = set(workers_of(process))

    outcomes = attacks.under_load(port, requests, lambda: reload(process), kept=kept)

    print(f"reloaded under load: {dict(outcomes)}")
    assert set(outcomes) == {"200"}
    assert len(set(workers_of(process)) - old) == 2
    assert "ERROR" not in (folder / "log").read_text()


def counted(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/metrics")
    told = connection.getresponse().read().decode()
    connection.close()
    return float(re.search(r'requests_total\{kind="launch",outcome="answered"\} (\S+)', told)[1])


def test_a_worker_that_died_is_replaced_and_what_it_counted_still_counts(running):
    port, process, _ = running
    assert {launch(port)[0] for _ in range(20)} == {200}
    dead = workers_of(process)[0]
    os.kill(dead, signal.SIGKILL)
    until = time.monotonic() + 10
    while (dead in workers_of(process) or len(workers_of(process)) < 2) and time.monotonic() < until:
        time.sleep(0.1)

    assert launch(port)[0] == 200
    assert len(workers_of(process)) == 2
    assert counted(port) == 21
