import http.client
import os
import re
import signal
import subprocess
import sys
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
