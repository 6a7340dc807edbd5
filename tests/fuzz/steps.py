"""Counts the work of a call in steps that are the same on every machine, so that no clock has to be trusted."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

_WATCHERS = ("_trace_branch", "_trace_cmp")


def steps(work: Callable[[], object]) -> int:
    """Do some work, and tell how many functions it called, of Python's and of C's."""
    count = 0

    def see(_: object, event: str, called: object) -> None:
        nonlocal count
        # atheris makes calls of its own to watch the branches.
        if event == "call" or (event == "c_call" and getattr(called, "__name__", "") not in _WATCHERS):
            count += 1

    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@dataclass
class Budget:
    """How many steps an input may take for its length."""

    start: int
    """For an input of no length."""
    each: int
    """For each character or byte."""
    worst: float = 0.0
    """The largest share of its budget that an input took."""

    def spend(self, length: int, work: Callable[[], object]) -> None:
        """Do some work, and fail if it takes more steps than its length allows."""
        share = steps(work) / (self.start + self.each * length)
        self.worst = max(self.worst, share)
        assert share <= 1, f"{length} characters took {share:.1f} times the steps that they may take"
