"""Real databases for the tests, each of which can be stopped, started again and made slow."""

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


def free_port():
    """A port that stays free while its server is stopped: systems take those of their own choice from above these."""
    # Tests that run beside each other begin with the same seed, and would draw the same ports.
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(15_000, 30_000)
        with socket.socket() as door, contextlib.suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port


class Postgres:
    """A PostgreSQL server of our own, on loopback, in a folder of its own."""

    def __init__(self):
        # Debian keeps the server's programs off the path.
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
        self._programs = found[-1].parent if found else Path(shutil.which("pg_ctl")).parent
        # PostgreSQL refuses to run as root; its Debian package brings a user for it.
        self._user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        self._folder = Path(tempfile.mkdtemp(prefix="cramp-coach-postgres-"))
        if self._user:
            shutil.chown(self._folder, **self._user)
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")

    def _run(self, program, *arguments):
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=self._folder, **self._user)

    def start(self):
        options = f"-k {self._folder} -h 127.0.0.1 -p {self.port} -c fsync=off -c max_connections=100"
        self._run("pg_ctl", "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def freeze(self, *, stop=True):
        """Halt every process of the server: it accepts connections and never answers, as on an overloaded machine."""
        main = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        children = [int(pid) for pid, parent in re.findall(r"(\d+) +(\d+)", listed) if int(parent) == main]
        for pid in (main, *children):
            with contextlib.suppress(ProcessLookupError):  # A child may have ended since it was listed.
                os.kill(pid, signal.SIGSTOP if stop else signal.SIGCONT)

    def thaw(self):
        self.freeze(stop=False)

    def remove(self):
        shutil.rmtree(self._folder)


class Dynamo:
    """moto's DynamoDB behind a port: its own server would bring many packages for this one service."""

    def __init__(self):
        self.port = free_port()
        self.url = f"dynamodb://people?region=eu-west-1&endpoint=http://127.0.0.1:{self.port}"
        self._frozen = threading.Event()
        # DynamoDB checks a condition and writes in one step; moto does so in two, between which threads may change.
        self._one_at_a_time = threading.Lock()
        self._server = self._thread = None

    def start(self):
        # Slow to import, and needed by few tests.
        from moto.dynamodb.responses import DynamoHandler

        self._dispatch = DynamoHandler.dispatch
        self._server = make_server("127.0.0.1", self.port, self._answer, threaded=True)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self):
        self._server.shutdown()
        # The thread closes the door behind itself.
        self._thread.join()

    def freeze(self):
        self._frozen.set()

    def thaw(self):
        self._frozen.clear()

    def _answer(self, environ, start_response):
        while self._frozen.is_set():
            time.sleep(0.02)
        request = Request(environ)
        # What moto's own server adds.
        request.from_wsgi_server, request.raw_path = True, request.path
        with self._one_at_a_time:
            status, headers, body = self._dispatch(request, request.url, request.headers)
        headers = {name: value for name, value in headers.items() if name.lower() != "status"}
        return Response(body, status, headers)(environ, start_response)
