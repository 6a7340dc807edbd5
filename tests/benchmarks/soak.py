"""
What a server must survive without losing an answer and without growing.

    python -m tests.benchmarks.soak [--requests N] [--stops N] [--rotations N] [--starts N]

Prints a figure for each promise, and ends with an error if one is broken.
"""

import argparse
import contextlib
import gc
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import client, peers, traffic
from tests.benchmarks.places import ROOT, chain_file, environment
from tests.benchmarks.serving import resident, served
from tests.benchmarks.traffic import Turn
from tests.certificates import Authorities, key
from tests.signing import CHAIN_URL

WARM_SHARE = 10
"""After this part of the requests, caches are full: what grows from then on grows for ever."""
USERS = 500
MOST_GROWTH_PERCENT = 2.0


class Growth(NamedTuple):
    """How much memory a process took after it was warm, and at the end."""

    warm: float
    end: float
    statuses: Counter[str]

    @property
    def percent(self) -> float:
        """How much it grew."""
        return (self.end / self.warm - 1) * 100


def memory(requests: int, folder: Path) -> Growth:
    """Answer whole conversations of many people in this process, on speakers and screens, and forged requests."""
    traffic.prepare(folder)
    app = peers.coach(folder)
    turns = [turn for screen in (False, True) for turn in traffic.conversation(app, screen=screen)]
    statuses: Counter[str] = Counter()
    warm = 0.0
    for number in range(requests):
        turn = turns[number % len(turns)]
        user = str(number // len(turns) % USERS)
        request = traffic.forged(turn) if number % 20 == 19 else traffic.signed(turn, user=user)
        statuses[peers.call(app, request)[0][:3]] += 1
        if (number + 1) % (requests // WARM_SHARE) == 0:
            gc.collect()
            warm = warm or resident(os.getpid())
            _tell(f"  memory: {number + 1:,} requests, {resident(os.getpid()):.1f} MB")
    return Growth(warm, resident(os.getpid()), statuses)


def stop(folder: Path, requests: Sequence[bytes], after: int) -> Counter[str]:
    """Stop a real server in the middle of the load; what came in must be answered, what comes later is refused."""
    with served("coach", folder) as server:
        once = threading.Lock()

        def answered(counts: Counter[str]) -> None:
            if counts.total() >= after and once.acquire(blocking=False):
                server.process.send_signal(signal.SIGTERM)

        outcomes = client.send(server.port, requests, answered=answered).counts
        server.process.wait(timeout=30)
    return outcomes


def stops(times: int, folder: Path, load: int = 400) -> Counter[str]:
    """Stop a server so many times, each time at another moment."""
    traffic.prepare(folder)
    requests = _conversations(folder)
    total: Counter[str] = Counter()
    for number in range(times):
        outcomes = stop(folder, list(itertools.islice(requests, load)), random.randrange(load // 8, load // 2))
        _tell(f"  stop {number + 1}: {dict(outcomes)}")
        total += outcomes
    return total


def rotation(times: int, folder: Path, load: int = 400) -> Counter[str]:
    """Change the signer under load: each time a new address, chain and key, with old and new ones in use at once."""
    traffic.prepare(folder)
    turns = traffic.conversation(peers.coach(folder))
    total: Counter[str] = Counter()
    old = (CHAIN_URL, "signer")
    with served("coach", folder) as server:
        for number in range(1, times + 1):
            new = (CHAIN_URL.replace("-99", f"-{number}"), f"signer {number}")
            chain_file(folder, new[0]).write_bytes(Authorities().chain(signer=key(new[1])))
            # The first half still comes from the old signer alone.
            signers = [old] * (load // 2) + [old, new] * (load // 4)
            requests = [
                traffic.over_http(traffic.signed(turns[i % len(turns)], url=url, signer=signer))
                for i, (url, signer) in enumerate(signers)
            ]
            outcomes = client.send(server.port, requests).counts
            _tell(f"  rotation {number}: {dict(outcomes)}")
            total += outcomes
            old = new
    return total


def cold(times: int, folder: Path, threads: int = 8) -> Counter[str]:
    """Start fresh processes in which so many threads answer their first request at the same moment."""
    traffic.prepare(folder)
    total: Counter[str] = Counter()
    for _ in range(times):
        requests = [traffic.signed(Turn("LaunchRequest"), user=str(number)) for number in range(threads)]
        (folder / "cold.json").write_text(json.dumps([(body.decode(), headers) for body, headers in requests]))
        command = [sys.executable, "-m", "tests.benchmarks.cold", folder]
        run = subprocess.run(command, cwd=ROOT, env=environment(folder), check=False, capture_output=True, text=True)
        # A thread that died has no status.
        answered = json.loads(run.stdout or "[]")
        total.update(answered + ["nothing"] * (threads - len(answered)))
    return total


def _conversations(folder: Path) -> Iterator[bytes]:
    """Signed turns of whole conversations without end, made when they are asked for."""
    turns = traffic.conversation(peers.coach(folder))
    for number in itertools.count():
        turn = turns[number % len(turns)]
        yield traffic.over_http(traffic.signed(turn, user=str(number % USERS)))


def main() -> None:
    """Keep every promise, or say which one was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.soak",
        description="Shows that a server loses no answer when it is stopped or Amazon changes its certificates, that "
        "threads may start cold, and that its memory does not grow. Prints a figure for each.",
    )
    parser.add_argument("--requests", type=int, default=200_000, help="through one process (default: 200,000)")
    parser.add_argument("--stops", type=int, default=20, help="servers stopped under load (default: 20)")
    parser.add_argument("--rotations", type=int, default=20, help="new certificates under load (default: 20)")
    parser.add_argument("--starts", type=int, default=20, help="processes with 8 cold threads (default: 20)")
    asked = parser.parse_args()
    # The app's own log, a line for each request, goes nowhere.
    with (
        tempfile.TemporaryDirectory() as home,
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stderr(nowhere),
    ):
        broken = list(_broken(asked, Path(home)))
    raise SystemExit(f"Broken: {', '.join(broken)}." if broken else 0)


def _broken(asked: argparse.Namespace, home: Path) -> Iterator[str]:
    """Look at each promise that was asked for, and give those that are not kept."""
    # First, in a process that has done nothing yet: memory that others gave back would hide what leaks.
    if asked.requests:
        grown = memory(asked.requests, home / "memory")
        sizes = f"{grown.warm:.1f} MB when warm, {grown.end:.1f} MB at the end, {grown.percent:+.2f} %"
        print(f"{asked.requests:,} requests in one process: {dict(grown.statuses)}, {sizes}", flush=True)
        if grown.percent >= MOST_GROWTH_PERCENT or set(grown.statuses) != {"200", "400"}:
            yield "memory"
    parts = {
        "stops under load": (stops, asked.stops, {"200", "not sent"}),
        "certificate rotations under load": (rotation, asked.rotations, {"200"}),
        "processes with 8 cold threads": (cold, asked.starts, {"200"}),
    }
    for name, (run, times, right) in parts.items():
        if times:
            outcomes = run(times, home / name)
            wrong = sum(count for outcome, count in outcomes.items() if outcome not in right)
            print(f"{times} {name}: {dict(outcomes)}, lost or wrong: {wrong}", flush=True)
            if wrong:
                yield name


def _tell(progress: str) -> None:
    print(progress, file=sys.__stderr__, flush=True)


if __name__ == "__main__":
    main()
