"""
Real servers, each in a process of its own with one worker; only the fetch of the certificate chain is replaced.

`python -m tests.benchmarks.serving NAME FOLDER` is such a process.
"""

import contextlib
import multiprocessing
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import peers
from tests.benchmarks.places import ROOT, environment, settings

MODULES = ROOT / ".venv" / "benchmarks" / "node_modules"
THREADS = 8


class Server(NamedTuple):
    """A server that runs."""

    port: int
    process: subprocess.Popen[str]

    def worker(self) -> int:
        """The process that answers: the only worker, or the server itself."""
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
    with started(command, own, folder / f"{name}.log") as server:
        yield server


@contextlib.contextmanager
def started(command: list[str | Path], own: dict[str, str], log: Path) -> Iterator[Server]:
    """Run a command that prints the address at which it serves, until the block ends."""
    with log.open("w") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=errors, text=True)
    said = process.stdout.readline() if process.stdout else ""
    port = re.search(r":(\d+)", said)
    try:
        if not port:
            raise RuntimeError(f"{command} did not start: {log.read_text()[-2000:]}")
        _wait_for(int(port[1]))
        yield Server(int(port[1]), process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_for(port: int) -> None:
    """Wait until a server listens: some say where before they do."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Nothing listens on port {port}.")


def serve_coach(folder: Path) -> None:
    """Serve as `cramp-coach serve` does, with chains from the folder."""
    from skill.web import server

    server.serve(settings(folder), "127.0.0.1", 0, 1, simulator=False, fetch_chain=peers.fetch_from(folder))


def _serve_peer(name: str, folder: Path) -> None:
    """Serve one of the others behind the same server as ours."""
    from granian import Granian

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Granian(name, port=port, interface="wsgi", http="1", blocking_threads=THREADS, log_level="error")

    def load() -> peers.Wsgi:
        app = peers.PEERS[name](folder)
        print(f"http://127.0.0.1:{port}", flush=True)
        return app

    server.serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    asked, home = sys.argv[1], Path(sys.argv[2])
    os.chdir(home)
    # Else workers are new processes from Python 3.14 on, which can't be given the functions that are made here.
    multiprocessing.set_start_method("fork")
    if asked == "coach":
        serve_coach(home)
    else:
        _serve_peer(asked, home)
