"""CPU a request of the floor, Amazon's stack on Flask and the coach, by turns in one process."""

import contextlib
import sys
import time
from pathlib import Path

from tests.benchmarks import peers, traffic
from tests.benchmarks.traffic import Signed, Turn, Wsgi, call
from tests.signing import intent

REPEATS = {"floor": 120, "official": 8, "coach": 80}


def kinds(app: Wsgi) -> dict[str, list[Turn]]:
    """The turns that are measured, each in the session in which the coach really meets it."""
    made = {}
    for name, screen in (("a turn, with a screen", True), ("a turn, speaker only", False)):
        launched = traffic.conversation(app, screen=screen)[1].attributes
        made[name] = [Turn(intent(answer), launched, screen) for answer in traffic.ANSWERS]
    # The last "no" of the screen, whose answer is a whole stretch with its countdown.
    made["the turn that guides"] = [traffic.guided(app)]
    for name, screen in (
        ("a conversation's turns, with a screen", True),
        ("a conversation's turns, speaker only", False),
    ):
        made[name] = traffic.conversation(app, screen=screen)
    return made


def measured(rounds: int, folder: Path) -> dict[str, dict[str, list[float]]]:
    """The microseconds of every round, for each kind of turn and each app."""
    traffic.prepare(folder)
    apps = {name: build(folder) for name, build in peers.PEERS.items()}
    turns = kinds(apps["coach"])
    cases = {name: (traffic.signed, "200", each) for name, each in turns.items()}
    cases["a forged request"] = (traffic.forged, "400", turns["a turn, with a screen"])
    spent: dict[str, dict[str, list[float]]] = {kind: {name: [] for name in apps} for kind in cases}
    for number in range(rounds):
        print(f"  cpu: round {number + 1} of {rounds}", file=sys.stderr)
        for kind, (make, expected, said) in cases.items():
            for name, app in apps.items():
                batch = [make(said[i % len(said)]) for i in range(REPEATS[name])]
                # The coach logs into a file, as the servers of the load test do: the reader of a pipe runs beside it.
                with (folder / "log").open("a", buffering=1) as log, contextlib.redirect_stderr(log):
                    spent[kind][name].append(_microseconds(app, batch, expected))
    return spent


def _microseconds(app: Wsgi, batch: list[Signed], expected: str) -> float:
    started = time.process_time()
    statuses = [call(app, request)[0] for request in batch]
    spent = time.process_time() - started
    if wrong := [status for status in statuses if not status.startswith(expected)]:
        raise RuntimeError(f"{len(wrong)} of {len(batch)} requests got {wrong[0]}.")
    return spent / len(batch) * 1e6
