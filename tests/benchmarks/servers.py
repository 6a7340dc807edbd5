"""
The same app behind several stock web servers, and one table of how each bears bad clients, stops, reloads and load.

    python -m tests.benchmarks.servers [--only NAME ...] [--times N]

The one that `cramp-coach serve` uses is installed; the others are measured where they are: `pip install waitress
gunicorn gevent`. Node is Amazon's own server, for the requests a second alone.

`python -m tests.benchmarks.servers --serve NAME FOLDER` is a process that serves.
"""

import argparse
import contextlib
import functools
import multiprocessing
import resource
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks import attacks, load, peers, traffic
from tests.benchmarks.places import environment
from tests.benchmarks.serving import Server, has_node, serve_coach, started
from tests.benchmarks.serving import served as served_peer
from tests.benchmarks.traffic import Turn
from tests.served import reload

IDLE = (400, 1_000, 2_000)
THREADS = {"granian, 8 threads": 8, "granian, 512 threads": 512}


def _granian(folder: Path, threads: int) -> None:
    from granian import Granian
    from granian.http import HTTP1Settings

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    server = Granian(
        "the coach",
        port=port,
        interface="wsgi",
        http="1",
        blocking_threads=threads,
        backlog=4096,
        backpressure=4096,
        http1_settings=HTTP1Settings(header_read_timeout=5_000),
        workers_kill_timeout=10,
        log_level="error",
    )
    server.serve(target_loader=functools.partial(peers.coach, folder), wrap_loader=False)


def _waitress(folder: Path) -> None:
    from waitress.server import create_server

    server = create_server(
        peers.coach(folder), port=0, threads=8, connection_limit=4096, backlog=1024, asyncore_use_poll=True
    )
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run()


def _gunicorn(folder: Path, worker: str) -> None:
    from gunicorn.app.base import BaseApplication

    def say_so(server: Any) -> None:
        print(f"http://127.0.0.1:{server.LISTENERS[0].sock.getsockname()[1]}", flush=True)

    class App(BaseApplication):
        def load_config(self) -> None:
            options = {"bind": "127.0.0.1:0", "worker_class": worker, "threads": 128, "worker_connections": 4096}
            options |= {"keepalive": 65, "graceful_timeout": 10, "when_ready": say_so, "control_socket_disable": True}
            for option, value in options.items():
                self.cfg.set(option, value)

        def load(self) -> Any:
            return peers.coach(folder)

    App().run()


CANDIDATES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "cramp-coach serve": ("granian", serve_coach),
    **{name: ("granian", functools.partial(_granian, threads=threads)) for name, threads in THREADS.items()},
    "waitress": ("waitress", _waitress),
    "gunicorn, gthread (128)": ("gunicorn", functools.partial(_gunicorn, worker="gthread")),
    "gunicorn, gevent": ("gevent", functools.partial(_gunicorn, worker="gevent")),
}
"""Name -> the package that it needs, and what serves."""

CASES: dict[str, Callable[[int], float]] = {
    "317 KB head": attacks.during_large_head,
    "60 slow heads": lambda port: attacks.during_crowd(port, 60, attacks.SLOW_HEAD, b"a"),
    "60 slow bodies": lambda port: attacks.during_crowd(port, 60, attacks.SLOW_BODY, b"a"),
    "400 slow bodies": lambda port: attacks.during_crowd(port, 400, attacks.SLOW_BODY, b"a"),
    **{f"{count:,} idle": functools.partial(attacks.during_crowd, count=count) for count in IDLE},
    "2,000 half heads": lambda port: attacks.during_crowd(port, 2_000, attacks.SLOW_HEAD),
}


@contextlib.contextmanager
def served(name: str, folder: Path) -> Iterator[Server]:
    """Serve the coach with one of the candidates until the block ends."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.servers", "--serve", name, str(folder)]
    with started(command, environment(folder), folder / "log") as server:
        yield server


def _stop(server: Server) -> None:
    server.process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.process.wait(timeout=15)


def _interrupted(name: str, folder: Path, times: int, interrupt: Callable[[Server], None]) -> str:
    """Stop or reload a server under load so many times, half of them with kept connections: how many were lost."""
    requests = _signed()
    lost: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for number in range(times):
        kept = number % 2 == 0
        with served(name, folder) as server:
            act = functools.partial(interrupt, server)
            lost[kept] += attacks.under_load(server.port, requests, act, kept=kept)
    answered = sum(counts["200"] for counts in lost.values())
    wrong = {kept: sum(counts.values()) - counts["200"] - counts["refused"] for kept, counts in lost.items()}
    return f"{wrong[True]} kept, {wrong[False]} new of {answered:,}"


def _signed() -> list[bytes]:
    return [traffic.over_http(traffic.signed(Turn("LaunchRequest"), user=str(number))) for number in range(400)]


def measured(name: str, folder: Path, times: int) -> dict[str, str]:
    """Measure one server in every case."""
    row: dict[str, str] = {}
    with served(name, folder) as server:
        load._warm(server, [Turn("LaunchRequest")])  # the same load as `make bench`
        row["MB"] = f"{server.memory():.0f}"
        for _ in range(2):
            run = load._run(server, _signed(), folder)
            row["requests/s"] = " / ".join([*filter(None, [row.get("requests/s")]), f"{run['a second']:,.0f}"])
    for case, run_case in CASES.items():
        with served(name, folder) as server:
            row[case] = f"{run_case(server.port):.2f} s"
        print(f"  {name}: {case} {row[case]}", file=sys.stderr)
    with served(name, folder) as server:
        row["desync"] = "; ".join(" ".join(attacks.answers(server.port, it)) for it in attacks.DESYNC.values())
    row["lost in stops"] = _interrupted(name, folder, times, _stop)
    print(f"  {name}: stops {row['lost in stops']}", file=sys.stderr)
    row["lost in reloads"] = (
        "none" if name == "waitress" else _interrupted(name, folder, times, lambda it: reload(it.process))
    )
    print(f"  {name}: reloads {row['lost in reloads']}", file=sys.stderr)
    return row


def _node(folder: Path) -> dict[str, str]:
    with served_peer("node", folder) as server:
        load._warm(server, [Turn("LaunchRequest")])
        runs = [load._run(server, _signed(), folder)["a second"] for _ in range(2)]
        return {"MB": f"{server.memory():.0f}", "requests/s": " / ".join(f"{it:,.0f}" for it in runs)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.servers", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[*CANDIDATES, "node"], default=[*CANDIDATES, "node"])
    parser.add_argument("--times", type=int, default=20, help="stops and reloads under load (default: 20 of each)")
    parser.add_argument("--serve", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    if asked.serve:
        multiprocessing.set_start_method("fork")
        CANDIDATES[asked.serve[0]][1](Path(asked.serve[1]))
        return
    rows: dict[str, dict[str, str]] = {}
    for name in asked.only:
        if not (has_node() if name == "node" else find_spec(CANDIDATES[name][0])):
            print(f"{name} is not installed.", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as home:
            traffic.prepare(Path(home))
            rows[name] = _node(Path(home)) if name == "node" else measured(name, Path(home), asked.times)
    cases = ["requests/s", "MB", *CASES, "desync", "lost in stops", "lost in reloads"]
    print("\n".join(["| | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]))
    for case in cases:
        print(f"| {case} | " + " | ".join(row.get(case, "") for row in rows.values()) + " |")


if __name__ == "__main__":
    main()
