"""Parse spoken numbers, durations and sides."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

from skill.understanding.numerals import NUMBERS, spelled

UNITS = {f"{unit}{ending}": seconds for unit, seconds in NUMBERS.units.items() for ending in ("", "s")}
"""Seconds in each unit of time."""
_YEAR = 31557600


def _whole_numbers() -> dict[str, float]:
    """Return the whole numbers below two thousand by all ways to say them."""
    plain = {" ".join(spelled(value)): float(value) for value in range(2000)}
    plain |= {said.replace("one hundred", "a hundred"): value for said, value in plain.items()}
    return plain | {said.replace(" and ", " "): value for said, value in plain.items()}


def _counts() -> dict[str, float]:
    """Return the counts of units of time without a number: "half an" (hour), "a couple of" (weeks)."""
    halves = {"half": 0.5, "half a": 0.5, "half an": 0.5, "quarter of an": 0.25, "three quarters of an": 0.75}
    ones = {f"{article}{whole}": 1.0 for article in ("a", "an") for whole in ("", *(f" {it}" for it in NUMBERS.whole))}
    vague = {
        f"{article}{many}{of}": value
        for (many, value), article, of in product(NUMBERS.vague.items(), ("", "a ", "the "), ("", " of"))
    }
    return halves | ones | vague


_WHOLE, _COUNTS = _whole_numbers(), _counts()
_FIRST = {phrase.split()[0] for phrase in (*_WHOLE, *_COUNTS)}
_LONGEST = 5
"""Most words of a whole number or a count: "nine hundred and twenty five"."""


class Number(NamedTuple):
    """A number and its position."""

    value: float
    start: int
    end: int


class Span(NamedTuple):
    """A duration in seconds and its position."""

    seconds: float
    start: int
    end: int


_Amount = TypeVar("_Amount", Number, Span)


def number_at(plain: Sequence[str], at: int) -> Number | None:
    """Return the number that begins at a position: "twenty five", "a hundred and one", "two and a half", "38.5"."""
    whole = whole_at(plain, at)
    if not whole:
        return None
    value, end = whole
    if tuple(plain[end : end + 3]) == ("and", "a", "half"):
        return Number(value + 0.5, at, end + 3)
    if tuple(plain[end : end + 1]) == ("point",) and (tenth := whole_at(plain, end + 1)) and tenth[0] < 10:
        return Number(value + tenth[0] / 10, at, tenth[1])
    return Number(value, at, end)


def whole_at(plain: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return the whole or written number that begins at a position, and its end."""
    if at < len(plain) and plain[at][:1].isdigit() and re.fullmatch(r"\d{1,6}(\.\d{1,3})?", plain[at]):
        return float(plain[at]), at + 1
    return _longest(plain, at, _WHOLE)


def _longest(plain: Sequence[str], at: int, values: Mapping[str, float]) -> tuple[float, int] | None:
    """Return the value of the longest phrase that begins at a position, and its end."""
    for end in range(min(at + _LONGEST, len(plain)), at, -1) if plain[at : at + 1] and plain[at] in _FIRST else ():
        if (value := values.get(" ".join(plain[at:end]))) is not None:
            return value, end
    return None


def numbers(plain: Sequence[str]) -> list[Number]:
    """Return all numbers, left to right."""
    return list(_all(list(plain), number_at))


def spans(plain: Sequence[str]) -> list[Span]:
    """Return all durations: "a minute and a half", "half an hour", "couple of weeks", "two times thirty seconds"."""
    return [] if UNITS.keys().isdisjoint(plain) else list(_all(list(plain), _whole_span_at))


def _all(plain: list[str], read_at: Callable[[list[str], int], _Amount | None]) -> Iterator[_Amount]:
    """Yield what is read at each position that is not part of what was read before."""
    at = 0
    while at < len(plain):
        amount = read_at(plain, at)
        if amount:
            yield amount
        at = amount.end if amount else at + 1


def _whole_span_at(plain: list[str], at: int) -> Span | None:
    """Return the duration that begins at a position, with all its parts: "an hour and ten minutes"."""
    span = _span_at(plain, at)
    while span and (more := _span_at(plain, span.end + (plain[span.end : span.end + 1] == ["and"]))):
        if more.seconds >= span.seconds or plain[more.start] == "half":
            break
        span = Span(span.seconds + more.seconds, span.start, more.end)
    return span and _with_bare_seconds(plain, span)


def _with_bare_seconds(plain: list[str], span: Span) -> Span:
    """Extend a duration by a number without a unit: "one minute thirty"."""
    rest = number_at(plain, span.end)
    whole_minutes = span.seconds % 60 == 0 and span.seconds < 3600
    if rest and whole_minutes and 1 < rest.value < 60 and rest.end == len(plain):
        return Span(span.seconds + rest.value, span.start, rest.end)
    return span


def _span_at(plain: list[str], at: int) -> Span | None:
    counted = _count_at(plain, at)
    if not counted or counted[1] >= len(plain):
        return None
    count, after = counted
    if plain[after] in {"times", "by"}:
        each = _span_at(plain, after + 1)
        return Span(count * each.seconds, at, each.end) if each else None
    unit = UNITS.get(plain[after])
    if unit is None:
        return None
    half = plain[after + 1 : after + 4] == ["and", "a", "half"]
    return Span((count + half / 2) * unit, at, after + 4 if half else after + 1)


def _count_at(plain: list[str], at: int) -> tuple[float, int] | None:
    """Return the number of units, and the position where the unit should be."""
    number, count = number_at(plain, at), _longest(plain, at, _COUNTS)
    if number and (not count or number.end >= count[1]):
        return number.value, number.end + 2 * (plain[number.end : number.end + 2] == ["or", "so"])
    return count


def covered(counted: Iterable[Number | Span]) -> set[int]:
    """Return the positions of the words of numbers or durations."""
    return {at for it in counted for at in range(it.start, it.end)}


def duration(plain: Sequence[str], bare: str | None = None) -> int | None:
    """
    Return the first duration in whole seconds; None if there is none, or if it exceeds a year.

    A number without a unit counts `bare` units, if given.
    """
    seconds = 0
    if found := spans(plain):
        seconds = round(found[0].seconds)
    elif bare and (alone := numbers(plain)):
        seconds = round(alone[0].value * UNITS[bare])
    return seconds if 0 < seconds <= _YEAR else None


def side(plain: Sequence[str]) -> str | None:
    """Return the side that is named: left, right or both."""
    if plain and plain[-1] in NUMBERS.left | NUMBERS.right and "not" in plain[-4:]:
        plain = plain[: plain.index("not")]  # "The left, not the right."
    left, right = not NUMBERS.left.isdisjoint(plain), any(_is_the_right(plain, at) for at in range(len(plain)))
    if not NUMBERS.both.isdisjoint(plain) or (left and right):
        return "both"
    return "left" if left else "right" if right else None


def _is_the_right(plain: Sequence[str], at: int) -> bool:
    """Return whether the right side is named at a position: not in "right now" and "it's cramped right up"."""
    named = plain[at - 1 : at] and plain[at - 1] in NUMBERS.before_right
    return plain[at] in NUMBERS.right and bool(named or NUMBERS.not_right.isdisjoint(plain[at + 1 : at + 2]))
