"""
The real server with the real coach in a process of its own; only the fetch of the certificate chain is replaced.

Run as `python -m tests.served FOLDER [WORKERS]`, it reads its settings from the environment and the chain from the
folder.
"""

import contextlib
import multiprocessing
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.certificates import Authorities, pem
from tests.signing import SKILL_ID

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
