"""
Real servers, each in a process of its own with one worker; only the fetch of the certificate chain is replaced.

`python -m tests.benchmarks.serving NAME FOLDER` is such a process.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import peers
from tests.benchmarks.places import ROOT, chain_file, environment

MODULES = ROOT / ".venv" / "benchmarks" / "node_modules"
THREADS = 8


class Server(NamedTuple):
    """A server that runs."""

    port: int
    process: subprocess.Popen[str]

    def worker(self) -> int:
        """The process that answers: gunicorn's only child, or the server itself."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else self.process.pid

    def memory(self) -> float:
        """Megabytes in the memory of the process that answers, what it shares included."""
        return resident(self.worker())

    def cpu(self) -> float:
        """Seconds of CPU that the process that answers has used, all its threads together."""
        fields = Path(f"/proc/{self.worker()}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of a process in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000


def has_node() -> bool:
    """Whether Amazon's server for Node can run here."""
    return shutil.which("node") is not None and MODULES.is_dir()


@contextlib.contextmanager
def served(name: str, folder: Path) -> Iterator[Server]:
    """Serve until the block ends; the folder is one that `traffic.prepare` made."""
    command = [sys.executable, "-m", "tests.benchmarks.serving", name, folder]
    own = environment(folder)
    if name == "node":
        command = ["node", Path(__file__).with_name("server.cjs"), folder]
        own |= {"NODE_PATH": str(MODULES), "NODE_ENV": "production"}
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=log, text=True)
    said = process.stdout.readline() if process.stdout else ""
    port = re.search(r":(\d+)", said)
    try:
        if not port:
            raise RuntimeError(f"{name} did not start: {(folder / f'{name}.log').read_text()[-2000:]}")
        yield Server(int(port[1]), process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _serve_coach(folder: Path) -> None:
    """`cramp-coach serve`, with chains from the folder."""
    import functools

    from skill.cli import main
    from skill.web import app, server

    server.create_app = functools.partial(app.create_app, fetch_chain=lambda url: chain_file(folder, url).read_bytes())
    sys.argv = ["cramp-coach", "serve", "--port", "0", "--workers", "1"]
    main()


def _serve_peer(name: str, folder: Path) -> None:
    """One of the others, behind gunicorn as its documents advise, with as many threads as ours has."""
    from gunicorn.app.base import BaseApplication

    def say_so(server: Any) -> None:
        print(f"http://127.0.0.1:{server.LISTENERS[0].sock.getsockname()[1]}", flush=True)

    class Peer(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": "127.0.0.1:0",
                "workers": 1,
                "worker_class": "gthread",
                "threads": THREADS,
                "keepalive": 65,
                "when_ready": say_so,
                "control_socket_disable": True,
            }
            for option, value in options.items():
                self.cfg.set(option, value)

        def load(self) -> Any:
            return peers.PEERS[name](folder)

    Peer().run()


if __name__ == "__main__":
    asked, home = sys.argv[1], Path(sys.argv[2])
    os.chdir(home)
    if asked == "coach":
        _serve_coach(home)
    else:
        _serve_peer(asked, home)
