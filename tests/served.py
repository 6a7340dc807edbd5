"""
The real server with the real coach in a process of its own; only the fetch of the certificate chain is replaced.

Run as `python -m tests.served FOLDER [WORKERS]`, it reads its settings from the environment and the chain from the
folder.
"""

import contextlib
import http.client
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.certificates import Authorities, pem
from tests.signing import SKILL_ID, envelope, headers_for, written

ROOT = Path(__file__).parents[1]


def prepare(folder: Path) -> dict[str, str]:
    """Write the certificate chain into a folder, and return the settings that trust it."""
    roots = folder / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    (folder / "chain.pem").write_bytes(Authorities().chain())
    return {"CRAMP_COACH_EXTRA_TRUST_ROOTS": str(roots), "CRAMP_COACH_SKILL_ID": SKILL_ID, "HOME": str(folder)}


@contextlib.contextmanager
def started(
    folder: Path, *, workers: int = 1, code: str = "", **settings: str
) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve until the block ends, and give the port and the process; `code` runs in place of this module."""
    command = ["-c", code, folder] if code else ["-m", "tests.served", folder, str(workers)]
    # Not a pipe: nothing reads it while the server runs, so the server would stand still once it is full.
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | prepare(folder) | settings,
        )
    said = process.stdout.readline() if process.stdout else ""
    port = re.search(r":(\d+)", said)
    try:
        if not port:
            raise RuntimeError(f"The server did not start: {(folder / 'log').read_text()[-2000:]}")
        yield int(port[1]), process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextlib.contextmanager
def served(folder: Path, **settings: str) -> Iterator[int]:
    """Serve with some settings until the block ends, and give the port."""
    with started(folder, **settings) as (port, _):
        yield port


def launch(port: int) -> tuple[int, float]:
    """Send one good request, and return its status and the seconds that it took."""
    body, began = written(envelope()), time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/alexa", body, headers_for(body))
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - began


def workers_of(process: subprocess.Popen[Any]) -> list[int]:
    """Return the ids of a server's worker processes."""
    return [int(it) for it in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def reload(process: subprocess.Popen[Any]) -> None:
    """Ask a server for new workers, and wait until the old ones are gone."""
    old = set(workers_of(process))
    process.send_signal(signal.SIGHUP)
    until = time.monotonic() + 15
    while old & set(workers_of(process)) and time.monotonic() < until:
        time.sleep(0.1)


def serve(folder: Path, workers: int = 1) -> None:
    """Serve in this process."""
    # Else workers are new processes from Python 3.14 on, without what a test has replaced here.
    multiprocessing.set_start_method("fork")
    from skill.settings import Settings
    from skill.web import server

    chain = (folder / "chain.pem").read_bytes()
    server.serve(Settings.from_environment(), "127.0.0.1", 0, workers, simulator=False, fetch_chain=lambda _: chain)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
