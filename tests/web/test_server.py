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
    process = subprocess.Popen(
        [sys.executable, "-c", START, tmp_path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
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
    _, log = process.communicate(timeout=15)

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
    assert waited < 6


# --- Stopping ---

LOAD, CONNECTIONS = 200, 8


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
            if sum(outcomes.values()) == LOAD // 2:
                process.send_signal(signal.SIGTERM)
        connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        list(clients.map(lambda _: client(), range(CONNECTIONS)))
    process.communicate(timeout=15)

    answered = outcomes.pop(b'{"version"', 0)
    print(f"stopped under load: {answered} answered, {dict(outcomes)}")
    assert outcomes["lost"] == 0
    assert answered >= LOAD // 2
    assert set(outcomes) <= {"lost", "not sent"}
    assert process.returncode == 0
