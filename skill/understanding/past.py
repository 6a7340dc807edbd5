"""Detect statements about another time: "last year I had a fever", "that was years ago"."""

from collections.abc import Iterator, Sequence
from typing import Literal

from skill.understanding.context_words import CUES
from skill.understanding.numbers import numbers, spans
from skill.understanding.numerals import MONTHS, ONES, SEASONS, TENS

_Place = tuple[int, int]

RECENT_SECONDS = 2 * 86400
"""Age up to which an event counts as current: bed-wetting last night must not lead to a stretch."""

BEGAN = CUES.beginning - {"first"}
"""Cues of a beginning; what began at another time may still go on."""


def places(run: Sequence[str], begin: int, end: int, phrases: Sequence[str]) -> Iterator[_Place]:
    """Yield the ranges of a clause that match one of the phrases."""
    padded = f" {' '.join(run[begin:end])} "
    for phrase in phrases:
        where = padded.find(f" {phrase} ")
        if where >= 0:
            first = begin + padded.count(" ", 1, where + 1)
            yield first, first + phrase.count(" ") + 1


def long_ago(run: Sequence[str]) -> bool:
    """Return whether a statement is about years ago."""
    youth = next(places(run, 0, len(run), CUES.in_youth), None)
    dated = any(_date(run, at) == "long ago" for at in range(len(run) - 1))
    return bool(CUES.long_ago & set(run)) or youth is not None or dated


def says_when(run: Sequence[str]) -> bool:
    """Return whether words say that something was lately, or give its time: "two weeks ago", "recovering from"."""
    return bool(CUES.lately & set(run)) or bool(spans(run)) or any(_date(run, at) for at in range(len(run) - 1))


def months_ago(run: Sequence[str]) -> bool:
    """Return whether a statement is about a time months ago: "last summer", "four months ago"."""
    ago = any(run[at] == "months" and run[at + 1] in {"ago", "back"} for at in range(len(run) - 1))
    return ago or any(f" {time} " in f" {' '.join(run)} " for time in CUES.last_years)


def dated_long_ago(run: Sequence[str], at: int) -> bool:
    """Return whether a date of years ago begins here: "years back", "in 2004", "since 2004", "in the nineties"."""
    if at + 1 >= len(run):
        return False
    if run[at] == "since":
        run, at = ("in", *run[at + 1 :]), 0
    back = run[at] in CUES.years - {"months"} and run[at + 1] in {"ago", "back"}
    return back or _date(run, at) == "long ago"


def earlier(run: Sequence[str], begin: int, end: int) -> _Place | None:
    """Return where a clause names a past time, unless it is within the last two days."""
    dated = next(((at, at + 2) for at in range(begin, end - 1) if _date(run, at)), None)
    return dated or next(
        (place for place in places(run, begin, end, CUES.before_now) if not _is_recent(run, place)), None
    )


_DECADES = frozenset(TENS)
_TEENS = frozenset(ONES[10:])
_NAMED_MONTHS = frozenset(MONTHS)
_MONTHS = SEASONS.union(MONTHS, (f"{decade[:-1]}ies" for decade in TENS))


def _date(run: Sequence[str], at: int) -> Literal["long ago", "earlier"] | None:
    """Return the kind of the date that begins here: "in nineteen eighty two", "in 2024", "back in february"."""
    said, after = run[at + 1], run[at + 2] if at + 2 < len(run) else ""
    if run[at] == "nineteen" and said in _DECADES:
        return "long ago"
    if run[at] != "in":
        return None
    if len(said) == len("1999") and said.isdecimal():
        return "long ago" if said < "2023" else "earlier"
    spoken = (said, after)
    if (said == "nineteen" and after in _DECADES) or (said == "twenty" and after in _TEENS):
        return "long ago"
    if spoken == ("two", "thousand"):
        return "long ago"
    back = run[at - 1 : at] == ["back"]
    if said in _NAMED_MONTHS and not CUES.was.isdisjoint(run[:at]):
        return "earlier"  # "I had the flu in January."
    if spoken == ("twenty", "twenty") or (back and said in _MONTHS):
        return "earlier"
    return "long ago" if (back and said in _DECADES) or (said == "the" and after in _MONTHS) else None


def _is_recent(run: Sequence[str], place: _Place) -> bool:
    """Return whether a past time is recent: "an hour ago", "earlier today", "when I was getting up"."""
    first, last = place
    if run[first] == "when":
        return last < len(run) and run[last].endswith("ing")
    if run[first] == "before":
        return run[last : last + 1] in _SUBJECT_NEXT and bool(CUES.before_i_knew & set(run[last + 1 : last + 4]))
    if run[first] == "earlier":
        return bool({"today", "tonight", "morning"} & set(run[last : last + 2])) or last == len(run)
    if run[first] != "ago" or not first:
        return False
    told = next((span for span in spans(run) if span.end == first), None)
    return run[first - 1] in CUES.moments or (told is not None and told.seconds <= RECENT_SECONDS)


_SUBJECT_NEXT = tuple([word] for word in ("i", "it", "we"))


def is_years(run: Sequence[str], place: _Place) -> bool:
    """Return whether a past time is so long ago that it implies the end of what happened then."""
    first, last = place
    if run[first] == "ago":
        return bool(CUES.years & set(run[max(0, first - 2) : first]))
    return run[first] in {"in", "nineteen"} or " ".join(run[first:last]) in CUES.last_years


def opened(run: Sequence[str], clauses: Sequence[_Place]) -> Iterator[tuple[int, int, int]]:
    """
    Yield the clauses that a preceding time expression puts in the past, each with the position of that expression.

    "Last year | I had fevers": the first clause consists of the time only, and the next is about it.
    """
    for at, (begin, end) in enumerate(clauses[:-1]):
        found = only_time(run, begin, end) or _dated(run, clauses[: at + 1])
        if found is None or "since" in run[begin:end]:
            continue
        place, whole = found
        for first, last in clauses[at + 1 :]:
            told = set(run[first:last])
            if (CUES.still | BEGAN) & told:
                break
            goes_on = run[first] in {"no", "not"} or (
                run[first] in {"and", "with", "or"} and not CUES.past_subjects & told
            )
            if not (CUES.was & told) and not whole and not goes_on:
                break
            whole = False  # Later clauses need a past tense: "years ago I broke it, it hurts".
            yield first, last, place[0]


def _dated(run: Sequence[str], clauses: Sequence[_Place]) -> tuple[_Place, bool] | None:
    """Return the time of a subordinate clause that dates what follows: "when I broke my back eight years ago"."""
    begin, end = clauses[-1]
    opener = next((first for first, _ in reversed(clauses) if run[first] in CUES.opens_past), None)
    place = earlier(run, begin, end) if opener is not None and "," not in run[opener : end - 1] else None
    return (place, False) if place and is_years(run, place) else None


def only_time(run: Sequence[str], begin: int, end: int) -> tuple[_Place, bool] | None:
    """Return the time of a clause that contains nothing else, and whether it is years ago."""
    young = next(places(run, begin, end, CUES.in_youth), None)
    place = young or earlier(run, begin, end)
    # "When I was at work" may be today, "when I was thirty weeks" may be now.
    if place is None or (run[place[0]] == "when" and (not young or run[place[1] : place[1] + 1] in _WEEKS)):
        return None
    counted = {at for span in spans(run) for at in range(span.start, span.end)}
    counted |= {at for number in numbers(run) for at in range(number.start, number.end)}
    others = {
        run[at] for at in range(begin, end) if not place[0] <= at < place[1] and at not in counted and run[at] != ","
    }
    if young:
        return (place, True) if not others & CUES.present_verbs else None
    return (place, is_years(run, place)) if others <= CUES.at_first | CUES.around_a_time else None


_WEEKS = tuple([unit] for unit in ("weeks", "months", "days", "minutes", "hours", "seconds"))


def was_then(run: Sequence[str]) -> bool:
    """Return whether a clause places what precedes it at another time: "that was years ago"."""
    if len(run) > _FEW or run[0] not in CUES.points_back or not _HAPPENED & set(run[1:3]) or BEGAN & set(run):
        return False
    return earlier(run, 1, len(run)) is not None or next(places(run, 1, len(run), CUES.in_youth), None) is not None


def persists(run: Sequence[str]) -> bool:
    """Return whether a clause says that what precedes it is still so: "and I still have it"."""
    pointing = len(run) <= _FEW and run[0] in CUES.points_back | {"i", "still", "never", "not", "now"}
    return pointing and next(places(run, 0, len(run), CUES.persists), None) is not None


_FEW = 8
_HAPPENED = frozenset("was were happened".split())
