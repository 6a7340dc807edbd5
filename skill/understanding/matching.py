"""Match one compiled pattern against the units of a text; the innermost loops of the package."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from skill.understanding.context_words import CUES

GAP = 5
"""Maximum words that `...` skips."""

LEASH = 12
"""Maximum words between two parts joined by `&`; further apart, they are unrelated."""


Key = TypeVar("Key")

Element = frozenset[int] | None
"""Units that match at one position, or None for `...`."""

Fit = tuple[int, int, int]
"""Begin and end of a matched part, and the bit mask of the positions that it names."""

Units = list[dict[int, list[int]]]
"""For each position, the units that begin there, each with the positions where it ends."""


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """One match of a pattern."""

    key: Key
    literals: int
    """Bit mask of the positions that the pattern names, without skipped words."""
    start: int
    end: int
    place: int
    """Index of the pattern among those that were compiled."""


def matches(
    parts: Sequence[Sequence[Element]], text: Sequence[str], units: Units, where: Mapping[int, list[int]]
) -> Iterator[Fit]:
    """
    Yield every match of a pattern with these parts.

    `where` maps each unit to the positions where it begins; soft words of `text` may be stepped over.
    """
    found: list[list[Fit]] = []
    for part in parts:
        first = part[0] or frozenset()
        starts = sorted({at for unit in first if unit in where for at in where[unit]})
        here = [(start, *rest) for start in starts if (rest := _rest(part, 0, start, 0, text, units))]
        if not here:
            return
        found.append(here)
    for fit in found[0]:
        if joined := _joined(fit, found[1:]):
            yield joined


def _joined(first: Fit, others: Sequence[Sequence[Fit]]) -> Fit | None:
    """Join the first part with the nearest match of every other part; None if one of them is too far away."""
    start, end, named = first
    for places in others:
        near = min(places, key=lambda fit: max(fit[0] - end, start - fit[1]))
        if max(near[0] - end, start - near[1]) > LEASH:
            return None
        start, end, named = min(start, near[0]), max(end, near[1]), named | near[2]
    return start, end, named


def _rest(  # noqa: PLR0917  # The innermost loop: naming the arguments would cost a third of its time.
    part: Sequence[Element], step: int, at: int, mask: int, plain: Sequence[str], units: Units
) -> tuple[int, int] | None:
    """Return the end of the rest of a part and the positions it names; None if it does not match."""
    if step == len(part):
        return at, mask
    element = part[step]
    if element is None:
        after_gap = part[step + 1] or frozenset()
        for begin in range(at, min(at + GAP + 1, len(units))):
            if not after_gap.isdisjoint(units[begin]) and (fits := _rest(part, step + 1, begin, mask, plain, units)):
                return fits
        return None
    for begin in _steps(at, mask, plain, len(units)):
        for unit, ends in units[begin].items():
            if unit in element:
                for end in ends:
                    named = mask | ((1 << end) - (1 << begin))
                    if fits := _rest(part, step + 1, end, named, plain, units):
                        return fits
    return None


def _steps(at: int, mask: int, plain: Sequence[str], size: int) -> Iterable[int]:
    """Yield the position itself and those after one or two skippable words (never before the first word of a part)."""
    if at < size:
        yield at
    skipped = 0
    while mask and skipped < 2 and at + 1 < len(plain) and plain[at] in CUES.soft:
        at += 1
        skipped += 1
        yield at
