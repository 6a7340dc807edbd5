import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from skill.errors import SettingsError
from skill.settings import Settings
from skill.web import server
from tests.certificates import Authorities, pem
from tests.signing import envelope, headers_for, written

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]

ROOT = Path(__file__).parents[2]
START = """
import sys
from pathlib import Path
from skill.settings import Settings
from skill.web import app, server
from tests.fake_coach import FakeCoach
folder = Path(sys.argv[1])
app.build = FakeCoach
make, chain = app.create_app, (folder / "chain.pem").read_bytes()
server.create_app = lambda settings, simulator: make(settings, fetch_chain=lambda _: chain)
server.serve(Settings(extra_trust_roots=folder / "roots.pem"), "127.0.0.1", 0, 2, False)
"""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "example.com", ""])  # noqa: S104
def test_the_simulator_is_never_shown_to_other_machines(host):
    with pytest.raises(SettingsError, match="simulator"):
        server.serve(Settings(), host, 8080, 1, simulator=True)


@pytest.mark.parametrize(
    ("host", "simulator", "line"),
    [
        ("127.0.0.1", False, "Cramp Coach listens on http://127.0.0.1:8080"),
        ("::1", False, "Cramp Coach listens on http://[::1]:8080"),
        ("localhost", True, "Cramp Coach listens on http://localhost:8080 (open it in a browser to talk to the coach)"),
    ],
)
def test_it_says_where_it_listens(monkeypatch, capsys, host, simulator, line):
    class Socket:
        def getsockname(self):
            return (host, 8080)

    class Listener:
        sock = Socket()

    class Arbiter:
        LISTENERS = (Listener(),)

    monkeypatch.setattr(server, "create_app", lambda *_, **__: None)
    monkeypatch.setattr(server._Server, "run", lambda self: self.cfg.when_ready(Arbiter()))

    server.serve(Settings(), host, 8080, 1, simulator)

    assert capsys.readouterr().out.strip() == line


@pytest.fixture
def running(tmp_path):
    """A real server in a process of its own; gives its port and the process."""
    (tmp_path / "roots.pem").write_bytes(pem(Authorities().old_root.certificate))
    (tmp_path / "chain.pem").write_bytes(Authorities().chain())
    # Not a pipe: nobody would read it while the server runs, and it would stand still once the pipe is full.
    with tmp_path.with_suffix(".log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", START, tmp_path],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        )
    said = process.stdout.readline()
    try:
        yield int(re.search(r"listens on http://127\.0\.0\.1:(\d+)", said)[1]), process, tmp_path
    finally:
        process.kill()
        process.communicate()


def test_a_real_server_answers_refuses_and_stops_in_peace(running):
    port, process, home = running
    body = written(envelope())
    statuses = []
    for headers, path in ((headers_for(body), "/alexa"), ({}, "/alexa"), ({}, "/" + "x" * 3000)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", path, body, headers)
        statuses.append(connection.getresponse().status)
        connection.close()

    process.send_signal(signal.SIGTERM)
    process.wait(timeout=15)
    log = home.with_suffix(".log").read_text()

    assert statuses == [200, 400, 414]
    assert process.returncode == 0
    assert log.count('"event"') == 2
    assert {path.name for path in home.iterdir()} == {"roots.pem", "chain.pem"}


# --- Slow clients ---

SLOW = {
    "says nothing": b"",
    "is slow with its headers": b"POST /alexa HTTP/1.1\r\nHost: coach\r\nX-Slow: ",
    "is slow with its body": b"POST /alexa HTTP/1.1\r\nHost: coach\r\nContent-Length: 5000\r\n\r\n{",
    "does not hang up": b"NONSENSE\r\n\r\n",
}


@pytest.fixture
def crowd(running, request):
    """For each thread of a worker a client that drips its bytes in."""
    port, *_ = running
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(server.THREADS)]
    over = threading.Event()

    def drip():
        while not over.wait(0.3):
            for client in clients:
                try:
                    client.sendall(b"a" if request.param.startswith(b"POST") else b"")
                except OSError:
                    continue

    for client in clients:
        client.sendall(request.param)
    dripping = threading.Thread(target=drip)
    dripping.start()
    yield clients
    over.set()
    dripping.join()
    for client in clients:
        client.close()


@pytest.mark.parametrize("crowd", SLOW.values(), ids=SLOW, indirect=True)
def test_slow_clients_never_keep_alexa_waiting_for_as_long_as_it_waits(running, crowd):
    port, *_ = running
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    body = written(envelope())
    connection.request("POST", "/alexa", body, headers_for(body))

    response = connection.getresponse()
    waited = time.monotonic() - started
    connection.close()

    assert response.status == 200
    assert waited < 2


# --- What clients may do ---


def exchange(port, *pieces, answers=1, gap=0.0):
    """Send pieces one after the other, and give what has come when so many answers are complete."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for piece in pieces:
            client.sendall(piece)
            time.sleep(gap)
        got = b""
        while got.count(b"HTTP/1.1 ") < answers or not got.endswith(b"}"):
            piece = client.recv(65_536)
            if not piece:
                break
            got += piece
    return got


def over_http(**headers):
    body = written(envelope())
    told = {"Host": "coach", "Content-Length": str(len(body))} | headers_for(body) | headers
    return "".join(["POST /alexa HTTP/1.1\r\n", *(f"{it}: {told[it]}\r\n" for it in told), "\r\n"]).encode(), body


def test_requests_that_are_sent_ahead_are_answered_one_after_the_other(running):
    port, *_ = running
    ahead = b"".join(b"".join(over_http()) for _ in range(20))

    got = exchange(port, ahead[:-10], ahead[-10:], answers=20)

    assert got.count(b"HTTP/1.1 200 OK\r\n") == 20
    assert got.count(b"Connection: keep-alive\r\n") == 20


def test_a_request_may_come_byte_by_byte(running):
    port, *_ = running
    text = b"".join(over_http())

    assert exchange(port, *[text[at : at + 1] for at in range(len(text))]).startswith(b"HTTP/1.1 200 OK\r\n")


def test_who_asks_whether_to_send_the_body_is_told_to_go_on_once(running):
    port, *_ = running
    head, body = over_http(Expect="100-continue")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head)
        assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)

        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_who_wants_to_part_is_answered_first(running):
    port, *_ = running
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"".join(over_http(Connection="close")))
        got = b"".join(iter(lambda: client.recv(65_536), b""))

    assert got.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: close\r\n" in got


# --- Answers that have to wait for somebody else ---

WAITING = """
import time
from skill.web import server

def app(environ, start_response):
    if environ["PATH_INFO"] == "/fails":
        raise SystemExit("no")
    if environ["PATH_INFO"] == "/waits":
        time.sleep(1)
    start_response("200 OK", [("Content-Length", "1")])
    return [b"}"]

say = lambda it: print("listens on http://127.0.0.1:%d" % it.LISTENERS[0].sock.getsockname()[1], flush=True)
server._Server(app, {"bind": "127.0.0.1:0", "workers": 1, "when_ready": say}).run()
"""


@pytest.fixture
def waiting(tmp_path):
    """The port of a server whose answers may take a second."""
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    try:
        yield int(re.search(r":(\d+)", process.stdout.readline())[1]), process
    finally:
        process.kill()
        process.communicate()


def timed(port, path):
    started = time.monotonic()
    got = exchange(port, f"GET {path} HTTP/1.1\r\nHost: coach\r\n\r\n".encode())
    return got[9:12], time.monotonic() - started


def test_answers_that_wait_for_somebody_else_hold_nobody_up(waiting):
    port, _ = waiting
    with ThreadPoolExecutor(server.THREADS) as clients:
        slow = [clients.submit(timed, port, "/waits") for _ in range(server.THREADS - 1)]
        time.sleep(0.3)
        quick = [timed(port, "/") for _ in range(20)]

    assert all(status == b"200" and seconds < 0.3 for status, seconds in quick), quick
    assert all(it.result()[0] == b"200" and it.result()[1] < 1.6 for it in slow), [it.result() for it in slow]


def test_more_of_them_than_threads_are_answered_in_their_turn(waiting):
    port, _ = waiting
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: timed(port, "/waits"), range(server.THREADS + 2)))

    assert {status for status, _ in answers} == {b"200"}
    assert max(seconds for _, seconds in answers) < 3
    assert timed(port, "/")[1] < 0.3


def test_those_who_wait_for_somebody_else_get_their_answers_when_the_server_stops(waiting):
    port, process = waiting
    with ThreadPoolExecutor(20) as clients:
        slow = [clients.submit(timed, port, "/waits") for _ in range(server.THREADS + 2)]
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)

    assert {it.result()[0] for it in slow} == {b"200"}
    assert process.wait(timeout=10) == 0


def test_an_app_that_breaks_breaks_one_answer(waiting):
    port, _ = waiting

    assert [timed(port, path)[0] for path in ("/fails", "/", "/fails", "/")] == [b"500", b"200", b"500", b"200"]


def test_a_server_that_is_to_stop_at_once_does(waiting):
    port, process = waiting
    timed(port, "/")

    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=5) == 0


# --- Stopping ---

LOAD, CONNECTIONS = 600, 8


def test_no_answer_is_lost_when_the_server_stops_under_load(running):
    port, process, _ = running
    bodies = [written(envelope()) for _ in range(LOAD)]
    requests = iter([(body, headers_for(body)) for body in bodies])
    outcomes = Counter()

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        for body, headers in requests:
            try:
                connection.request("POST", "/alexa", body, headers)
            except ConnectionRefusedError:
                outcomes["not sent"] += 1
                connection.close()
                continue
            try:
                outcomes[connection.getresponse().read()[:10]] += 1
            except OSError:
                outcomes["lost"] += 1
                connection.close()
            if sum(outcomes.values()) == LOAD // 4:
                process.send_signal(signal.SIGTERM)
        connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        list(clients.map(lambda _: client(), range(CONNECTIONS)))
    process.communicate(timeout=15)

    answered = outcomes.pop(b'{"version"', 0)
    print(f"stopped under load: {answered} answered, {dict(outcomes)}")
    assert outcomes["lost"] == 0
    assert answered >= LOAD // 4
    assert set(outcomes) <= {"lost", "not sent"}
    assert process.returncode == 0
