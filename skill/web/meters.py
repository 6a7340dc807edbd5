"""
Counts what the log tells, for Prometheus: kinds of requests, refusals, milliseconds, outages of the memory.

Only from these fixed lists does a count get its name, so no word, slot or id can ever be among them. The processes of a
server count into one file that has no name, each in a row of its own; a new process goes on with the row of a dead one.
"""

import fcntl
import mmap
import os
import tempfile
import threading
import weakref
from bisect import bisect_left
from collections.abc import Mapping
from typing import IO, Any

KINDS = ("launch", "intent", "health", "ended", "event", "other")
STATUSES = (400, 403, 404, 405, 413, 415, 500)
MILLISECONDS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 8000)

_OUTCOMES = ("answered", "failed")
_NAMES = (
    *(f'requests_total{{kind="{kind}",outcome="{outcome}"}}' for kind in KINDS for outcome in _OUTCOMES),
    *(f'refusals_total{{status="{status}"}}' for status in (*STATUSES, "other")),
    *(f'milliseconds_bucket{{le="{most}"}}' for most in (*MILLISECONDS, "+Inf")),
    "milliseconds_sum",
    "memory_outages_total",
    "memory_recoveries_total",
)
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_REQUESTS = {
    (kind, outcome): _PLACES[f'requests_total{{kind="{kind}",outcome="{outcome}"}}']
    for kind in KINDS
    for outcome in _OUTCOMES
}
_MILLISECONDS = _PLACES["milliseconds_sum"]
_FIRST_BUCKET = _PLACES[f'milliseconds_bucket{{le="{MILLISECONDS[0]}"}}']
_TYPES = {
    "requests_total": "counter",
    "refusals_total": "counter",
    "milliseconds": "histogram",
    "memory_outages_total": "counter",
    "memory_recoveries_total": "counter",
}
_ROWS = 128
_ROW_BYTES = len(_NAMES) * 8


def _nameless_file() -> IO[bytes]:
    """A file to share: in memory where the system can, as a full disk ends whoever writes to a map of its files."""
    made = getattr(os, "memfd_create", None)
    return os.fdopen(made("counts"), "w+b") if made else tempfile.TemporaryFile()


class Meters:
    """One server's counts. Made before the server forks; its threads and processes share it."""

    def __init__(self) -> None:
        """Begin at zero."""
        with _nameless_file() as file:
            file.truncate(_ROWS * _ROW_BYTES)
            self._counts = memoryview(mmap.mmap(file.fileno(), _ROWS * _ROW_BYTES)).cast("d")
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._lock = threading.Lock()
        self._process, self._row = 0, 0
        self.memory_is_away = False
        """As far as this process has noticed."""

    def see(self, line: Mapping[str, Any]) -> None:
        """Count one line of the log."""
        event = line.get("event")
        if event in _OUTCOMES:
            bucket = _FIRST_BUCKET + bisect_left(MILLISECONDS, line.get("ms", 0.0))
            kind = _kind(str(line.get("asked")))
            self._add((_REQUESTS[kind, event], 1), (bucket, 1), (_MILLISECONDS, line.get("ms", 0.0)))
        elif event == "refused":
            status = line.get("status") if line.get("status") in STATUSES else "other"
            self._add((_PLACES[f'refusals_total{{status="{status}"}}'], 1))
        elif event in ("memory is away", "memory is back"):
            self.memory_is_away = event == "memory is away"
            name = "memory_outages_total" if self.memory_is_away else "memory_recoveries_total"
            self._add((_PLACES[name], 1))

    def text(self) -> str:
        """Write all counts as Prometheus reads them."""
        width = len(_NAMES)
        totals = [sum(self._counts[place::width]) for place in range(width)]
        return "\n".join(_lines(totals)) + "\n"

    def _add(self, *counts: tuple[int, float]) -> None:
        with self._lock:
            if self._process != os.getpid():
                self._process, self._row = os.getpid(), self._claimed()
            for place, amount in counts:
                self._counts[self._row + place] += amount

    def _claimed(self) -> int:
        """Take the first row that no living process has; the system gives rows of the dead back."""
        for row in range(_ROWS):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            except OSError:
                continue
            return row * len(_NAMES)
        # More processes than any server has: they share the last row, and may lose a count.
        return (_ROWS - 1) * len(_NAMES)


def _lines(totals: list[float]) -> list[str]:
    lines: list[str] = []
    shown, below = "", 0.0
    for name, value in zip(_NAMES, totals, strict=True):
        family = next(each for each in _TYPES if name.startswith(each))
        if family != shown:
            lines.append(f"# TYPE cramp_coach_{family} {_TYPES[family]}")
            shown = family
        if "_bucket" in name:
            # A bucket of Prometheus holds those below as well.
            below += value
            value = below  # noqa: PLW2901  # the same count, as it is to be read
        lines.append(f"cramp_coach_{name} {value:.15g}")
        if "+Inf" in name:
            lines.append(f"cramp_coach_milliseconds_count {below:.0f}")
    return lines


def _kind(asked: str) -> str:
    """The kind of a request by its name in the log."""
    if asked == "health":
        return "health"
    if asked.endswith("Intent"):
        return "intent"
    if asked.startswith("AlexaSkillEvent."):
        return "event"
    return {"LaunchRequest": "launch", "SessionEndedRequest": "ended"}.get(asked, "other")
