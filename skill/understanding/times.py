"""Find the times in the past that a statement counts or dates: "an hour ago", "in 1998", "back in February"."""

from collections.abc import Iterator, Sequence
from typing import Literal

from skill.understanding.context_words import CUES
from skill.understanding.numbers import spans
from skill.understanding.numerals import NUMBERS, ONES, TENS
from skill.understanding.statements import Range

Time = Literal["justago", "someago", "datedago", "longago"]
"""How long ago: within the last two days, before, at a date of the last years, or years ago."""

REST = "_"
"""Stands for the further words of a time."""
RECENT_SECONDS = 2 * 86400
"""Age up to which an event counts as current: bed-wetting last night must not lead to a stretch."""
_DECADES = frozenset(TENS)
_ONES = frozenset(ONES[1:10])
_TEENS = frozenset(ONES[10:])
_NAMED = NUMBERS.seasons.union(NUMBERS.months, (f"{decade[:-1]}ies" for decade in TENS))
_AGES_BEFORE = "2023"


def marked(run: tuple[str, ...]) -> tuple[str, ...]:
    """Return a statement in which each time in the past is one word, its `Time`, and `REST`."""
    if CUES.hints_at_a_time.isdisjoint(run):
        return run
    said = list(run)
    for (first, last), time in _times(run):
        said[first:last] = [time, *[REST] * (last - first - 1)]
    return tuple(said)


def says_when(run: Sequence[str]) -> bool:
    """Return whether words say that something was lately, or give its time: "two weeks ago", "recovering from"."""
    return not CUES.lately.isdisjoint(run) or bool(spans(run)) or any(_times(run))


def _times(run: Sequence[str]) -> Iterator[tuple[Range, Time]]:
    for at, word in enumerate(run):
        if at and (word == "ago" or (word == "back" and run[at - 1] in CUES.years)):
            span = next((span for span in spans(run) if span.end == at), None)
            recent = run[at - 1] in CUES.moments or (span and span.seconds <= RECENT_SECONDS)
            ages = not CUES.years.isdisjoint(run[max(0, at - 2) : at])
            yield (span.start if span else at - 1, at + 1), "justago" if recent else "longago" if ages else "someago"
        elif at + 1 < len(run) and (time := _date(run, at, *run[at + 1 : at + 4])):
            begin = at + (word == "since") - (run[at - 1 : at] == ("back",))
            yield (begin, at + time[1]), time[0]


def _date(run: Sequence[str], at: int, said: str, after: str = "", behind: str = "") -> tuple[Time, int] | None:
    """Return the kind and the words of the date that begins here: "in nineteen eighty two", "back in february"."""
    if run[at] not in CUES.before_a_year:
        return ("longago", 2) if run[at] == "nineteen" and said in _DECADES else None
    if len(said) == len(_AGES_BEFORE) and said.isdecimal():
        return "longago" if said < _AGES_BEFORE else "datedago", 2
    back = at and run[at - 1] == "back"
    if said in NUMBERS.months and run[at] != "since" and not CUES.was.isdisjoint(run[:at]):
        return "datedago", 2  # "I had the flu in January."
    if (said, after) == ("twenty", "twenty"):
        return "datedago", 3
    if said in NUMBERS.short_years and after in _ONES and (not behind or behind in NUMBERS.after_a_year):
        return "longago", 3  # "Since the forceps birth in eighty eight", "back in oh four".
    if after in {"nineteen": _DECADES, "twenty": _TEENS, "two": {"thousand"}, "the": _NAMED}.get(said, ()):
        years = run[at + 3 : at + 5] if run[at + 3 : at + 4] == ("and",) else ()
        return "longago", 5 if said == "two" and years[1:] and years[1] in NUMBERS.ones else 3
    return ("longago" if said in _DECADES else "datedago", 2) if back and said in _NAMED | _DECADES else None
