"""Compiled patterns as numbers: the form in which a file keeps them, read in no time and put together when needed."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from msgspec import Struct

from skill.understanding.matching import Compiled, Element, Key

_GAP, _NEXT_PART = -1, -2
"""What stands for `...` and for `&` where a pattern is written as numbers."""


class Frozen(Struct, frozen=True, array_like=True):
    """Compiled patterns without their keys, in a form that can be written to a file and read in no time."""

    words: dict[str, list[tuple[int, tuple[str, ...]]]]
    """First word -> unit and further words of everything that is looked for."""
    elements: list[tuple[int, ...]]
    steps: bytes
    """All patterns one after the other, in the order in which they were added: their elements, as 16-bit numbers."""
    starts: bytes
    """Where each pattern begins among the steps, as 32-bit numbers, and where the last one ends."""
    strict: bytes
    anchors: dict[int, list[int]]
    """Unit -> the patterns that are looked at where it occurs."""


def freeze(
    words: dict[str, list[tuple[int, tuple[str, ...]]]],
    patterns: Sequence[Compiled[Key]],
    anchors: dict[int, list[int]],
) -> Frozen:
    """Write patterns as numbers."""
    places: dict[Element, int] = {None: _GAP}
    steps, starts = array("h"), array("i", [0])
    for compiled in patterns:
        for part in compiled.parts:
            if len(steps) > starts[-1]:
                steps.append(_NEXT_PART)
            steps.extend(places.setdefault(element, len(places) - 1) for element in part)
        starts.append(len(steps))
    return Frozen(
        words,
        [tuple(sorted(element)) for element in places if element is not None],
        steps.tobytes(),
        starts.tobytes(),
        bytes(compiled.strict for compiled in patterns),
        anchors,
    )


@dataclass(frozen=True, slots=True)
class Thawing(Generic[Key]):
    """Patterns as a file has them; each is put together when it is first looked at."""

    frozen: Frozen
    steps: "array[int]"
    starts: "array[int]"
    keys: Sequence[Key]

    @classmethod
    def of(cls, frozen: Frozen, keys: Sequence[Key]) -> "Thawing[Key]":
        """The patterns of a file, with their keys in the order in which they were added."""
        return cls(frozen, array("h", frozen.steps), array("i", frozen.starts), keys)

    def compiled(self, place: int) -> Compiled[Key]:
        """The pattern at its place in that order."""
        parts: list[list[Element]] = [[]]
        for step in self.steps[self.starts[place] : self.starts[place + 1]]:
            if step == _NEXT_PART:
                parts.append([])
            else:
                parts[-1].append(None if step == _GAP else frozenset(self.frozen.elements[step]))
        return Compiled(self.keys[place], tuple(map(tuple, parts)), strict=bool(self.frozen.strict[place]), place=place)
