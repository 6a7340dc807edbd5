"""
Requests a second, milliseconds and memory of real servers over loopback, by turns.

wrk sends where it is installed, else our own clients do. Either way they share the machine with the server, so only
what stands in one table may be compared.
"""

import contextlib
import itertools
import json
import multiprocessing
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks import client, peers, traffic
from tests.benchmarks.places import NAMES
from tests.benchmarks.serving import Server, has_node, served
from tests.benchmarks.traffic import Turn
from tests.certificates import key
from tests.signing import intent

SECONDS = 2
PREPARED = 8_000
"""Signed requests per round; faster servers get them repeatedly."""
WARM = 2_000
"""Requests before the memory is looked at."""
_PROCESSES = 2


def measured(rounds: int, folder: Path) -> dict[str, Any]:
    """Run each server with the same requests, and give its figures of every round."""
    traffic.prepare(folder)
    launched = traffic.conversation(peers.coach(folder))[1].attributes
    turns = [Turn(intent(answer), launched) for answer in traffic.ANSWERS]
    found: dict[str, Any] = {"by": "wrk" if shutil.which("wrk") else "our own clients", "memory": {}, "runs": {}}
    with contextlib.ExitStack() as stack:
        names = [name for name in NAMES if name != "node" or has_node()]
        servers = {name: stack.enter_context(served(name, folder)) for name in names}
        for name, server in servers.items():
            print(f"  load: {WARM} requests to warm up {NAMES[name]}", file=sys.stderr)
            _warm(server, turns)
            found["memory"][name] = server.memory()
        for number in range(rounds):
            print(f"  load: round {number + 1} of {rounds}", file=sys.stderr)
            requests = _signed(turns, PREPARED)
            # Each goes first once.
            for name in names[number % len(names) :] + names[: number % len(names)]:
                before = servers[name].cpu()
                run = _run(servers[name], requests, folder)
                run["cpu"] = (servers[name].cpu() - before) / run["requests"] * 1e6
                found["runs"].setdefault(name, []).append(run)
    return found


def _warm(server: Server, turns: list[Turn]) -> None:
    requests = _signed(turns, WARM)
    # One comes first: with several threads, Amazon's verifier for Python answers its first requests with errors.
    client.send(server.port, requests[:1])
    outcomes = client.send(server.port, requests[1:])
    if set(outcomes.counts) != {"200"}:
        raise RuntimeError(f"A server answered {dict(outcomes.counts)}.")


def _run(server: Server, requests: list[bytes], folder: Path) -> dict[str, float]:
    if shutil.which("wrk") is None:
        return _by_ourselves(server, requests)
    file = folder / "requests"
    file.write_bytes(b"".join(b"%08d" % len(request) + request for request in requests))
    script = Path(__file__).with_name("replay.lua")
    command = ["wrk", "-t1", f"-c{client.CONNECTIONS}", f"-d{SECONDS}s", "-s", script]
    address = f"http://127.0.0.1:{server.port}/alexa"
    said = subprocess.run([*command, address, "--", file], check=True, capture_output=True, text=True).stdout
    run = json.loads(said.splitlines()[-1])
    if run["errors"]:
        raise RuntimeError(f"wrk met {run['errors']} errors.")
    return {**run, "a second": run["requests"] / run["seconds"]}


def _by_ourselves(server: Server, requests: list[bytes]) -> dict[str, float]:
    until = time.monotonic() + SECONDS
    outcomes = client.send(
        server.port, itertools.takewhile(lambda _: time.monotonic() < until, itertools.cycle(requests))
    )
    if set(outcomes.counts) != {"200"}:
        raise RuntimeError(f"A server answered {dict(outcomes.counts)}.")
    found = {f"p{percent}": outcomes.percentile(percent) for percent in (50, 95, 99)}
    answered = outcomes.counts["200"]
    return {"requests": answered, "a second": answered / outcomes.seconds, **found}


def _signed(turns: list[Turn], count: int) -> list[bytes]:
    """Sign so many requests, in two processes, as that takes longer than to answer them."""
    # Made before the fork, or each process would have a key of its own.
    key("signer")
    shares = [(turns, count // _PROCESSES)] * _PROCESSES
    with multiprocessing.get_context("fork").Pool(_PROCESSES) as pool:
        return list(itertools.chain.from_iterable(pool.starmap(_share, shares)))


def _share(turns: list[Turn], count: int) -> list[bytes]:
    return [traffic.over_http(traffic.signed(turns[number % len(turns)])) for number in range(count)]
