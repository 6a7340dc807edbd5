"""
The real server with the real coach in a process of its own; only the fetch of the certificate chain is replaced.

Run as `python -m tests.served FOLDER`, it reads its settings from the environment and the chain from the folder.
"""

import contextlib
import functools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.certificates import Authorities, pem
from tests.signing import SKILL_ID

ROOT = Path(__file__).parents[1]


@contextlib.contextmanager
def served(folder: Path, **settings: str) -> Iterator[int]:
    """Serve with some settings until the block ends, and give the port."""
    roots = folder / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    (folder / "chain.pem").write_bytes(Authorities().chain())
    environment = {"CRAMP_COACH_EXTRA_TRUST_ROOTS": str(roots), "CRAMP_COACH_SKILL_ID": SKILL_ID, "HOME": str(folder)}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.served", folder],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | environment | settings,
        )
    said = process.stdout.readline() if process.stdout else ""
    port = re.search(r":(\d+)", said)
    try:
        if not port:
            raise RuntimeError(f"The server did not start: {(folder / 'log').read_text()[-2000:]}")
        yield int(port[1])
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _main(folder: Path) -> None:
    from skill.settings import Settings
    from skill.web import app, server

    chain = (folder / "chain.pem").read_bytes()
    server.create_app = functools.partial(app.create_app, fetch_chain=lambda _: chain)
    server.serve(Settings.from_environment(), "127.0.0.1", 0, 1, simulator=False)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
