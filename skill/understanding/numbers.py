"""Parse spoken numbers, durations and sides."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from skill.understanding.normalise import words
from skill.understanding.numerals import NUMBERS
from skill.understanding.numerals import ONES as ONES_BY_VALUE

ONES = {word: value for value, word in enumerate(ONES_BY_VALUE)}
"""Number words below twenty."""
_TENS = {word: 10 * value for value, word in enumerate(NUMBERS.tens.listed, start=2)}
UNITS = NUMBERS.units
"""Seconds in each unit of time."""
_YEAR = 31557600


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
    value, end = _whole_at(plain, at)
    if value is None:
        return None
    if tuple(plain[end : end + 3]) == ("and", "a", "half"):
        return Number(value + 0.5, at, end + 3)
    if tuple(plain[end : end + 1]) == ("point",):
        tenth, after = _whole_at(plain, end + 1)
        if tenth is not None and tenth < 10:
            return Number(value + tenth / 10, at, after)
    return Number(value, at, end)


def _whole_at(plain: Sequence[str], at: int) -> tuple[float | None, int]:
    if at >= len(plain):
        return None, at
    word = plain[at]
    if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", word):
        return float(word), at + 1
    if word in ONES:
        value, at = float(ONES[word]), at + 1
    elif word in _TENS:
        value, at = float(_TENS[word]), at + 1
        if at < len(plain) and 0 < ONES.get(plain[at], 0) < 10:
            value, at = value + ONES[plain[at]], at + 1
    elif word in {"a", "one"} and plain[at + 1 : at + 2] == ["hundred"]:
        value, at = 1.0, at + 1
    else:
        return None, at
    if at < len(plain) and plain[at] == "hundred":
        rest, after = _whole_at(plain, at + 2 if plain[at + 1 : at + 2] == ["and"] else at + 1)
        return (100 * value + rest, after) if rest is not None and rest < 100 else (100 * value, at + 1)
    return value, at


def numbers(plain: Sequence[str]) -> list[Number]:
    """Return all numbers, left to right."""
    return list(_all(list(plain), number_at))


def spans(plain: Sequence[str]) -> list[Span]:
    """Return all durations: "a minute and a half", "half an hour", "couple of weeks", "two times thirty seconds"."""
    return list(_all(list(plain), _whole_span_at))


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
    count, after = _count_at(plain, at)
    if count is None or after >= len(plain):
        return None
    if plain[after] == "times" or plain[after] == "by":
        each = _span_at(plain, after + 1)
        return Span(count * each.seconds, at, each.end) if each else None
    unit = UNITS.get(plain[after]) or UNITS.get(plain[after].removesuffix("s"))
    if unit is None:
        return None
    end = after + 1
    seconds = count * unit
    if plain[end : end + 3] == ["and", "a", "half"]:
        seconds, end = seconds + unit / 2, end + 3
    return Span(seconds, at, end)


def _count_at(plain: list[str], at: int) -> tuple[float | None, int]:
    """Return the number of units, and the position where the unit should be."""
    word = plain[at] if at < len(plain) else ""
    if word == "half":
        return 0.5, at + 1 + (plain[at + 1 : at + 2] in (["a"], ["an"]))
    if word in {"quarter", "three"} and plain[at + 1 : at + 4] in (["of", "an", "hour"], ["quarters", "of", "an"]):
        return (0.25, at + 3) if word == "quarter" else (0.75, at + 4)
    number = number_at(plain, at)
    if number:
        return number.value, number.end + 2 * (plain[number.end : number.end + 2] == ["or", "so"])
    start = at + 1 if word in {"a", "the"} else at
    if plain[start : start + 1] and plain[start] in NUMBERS.vague:
        return NUMBERS.vague[plain[start]], start + 1 + (plain[start + 1 : start + 2] == ["of"])
    if word in {"a", "an"}:
        return 1.0, at + 1 + (not NUMBERS.whole.isdisjoint(plain[at + 1 : at + 2]))
    return None, at


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


def side(text: str) -> str | None:
    """Return the side that is named: left, right or both."""
    plain = words(text)
    if plain and plain[-1] in NUMBERS.left | NUMBERS.right and "not" in plain[-4:]:
        plain = plain[: plain.index("not")]  # "The left, not the right."
    said, left = set(plain), not NUMBERS.left.isdisjoint(plain)
    if not NUMBERS.both.isdisjoint(said) or (left and not NUMBERS.right.isdisjoint(said)):
        return "both"
    if left:
        return "left"
    followers = (plain[at + 1 : at + 2] for at, word in enumerate(plain) if word in NUMBERS.right)
    return "right" if any(map(NUMBERS.not_right.isdisjoint, followers)) else None
