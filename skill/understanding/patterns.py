"""
Compiles the patterns of `Heard` and finds them in a run of tokens.

A plain word stands for itself and its regular inflections; `a|b` is either; `<name>` is a class of words.yaml, whose
members may have several words; `...` skips up to five words; `&` joins two patterns that may come in any order.
Every word, several-word member and class becomes a number (a unit); a pattern is looked at only where its rarest
unit occurs, which is what keeps three thousand patterns within a fraction of a millisecond.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from skill.errors import ContentError
from skill.understanding.frozen import Frozen, Thawing, freeze
from skill.understanding.matching import Compiled, Element, Key, Match, Units, matches
from skill.understanding.normalise import SPECIAL, bases, words


@dataclass(slots=True)
class Patterns(Generic[Key]):
    """Many patterns, each with a key that says what it means."""

    classes: Mapping[str, tuple[str, ...]]
    _unit_of: dict[tuple[str, ...] | str, int] = field(default_factory=dict)
    _by_first_word: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    _by_anchor: dict[int, list[int]] = field(default_factory=dict)
    _compiled: dict[int, Compiled[Key]] = field(default_factory=dict)
    """By place. Of a file, only those that were ever looked at: most never are."""
    _kept: "Thawing[Key] | None" = None
    _uses: list[int] = field(default_factory=list)
    """By unit: how many patterns name it."""
    _elements: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    def add(self, pattern: str, key: Key, where: str, *, strict: bool = False) -> None:
        """
        Compile one pattern; a strict one steps over no soft words.

        Raises:
            ContentError: The pattern can't be read; the message names `where`, the pattern and the mistake.
        """
        parts = tuple(self._part(part.split(), pattern, where) for part in pattern.lower().split(" & "))
        place = len(self._compiled)
        self._compiled[place] = Compiled(key, parts, strict=strict, place=place)

    def _part(self, pieces: Sequence[str], pattern: str, where: str) -> tuple[Element, ...]:
        elements: list[Element] = []
        for piece in pieces:
            if piece in {"...", "…"}:
                if elements and elements[-1] is not None:
                    elements.append(None)
                continue
            known = self._elements.get(piece)
            if known is None:
                known = self._elements[piece] = self._piece(piece, pattern, where)
            elements += known
            for element in known:
                for unit in element or ():
                    self._uses[unit] += 1
        if elements and elements[-1] is None:
            elements.pop()
        if not elements:
            raise ContentError(f"{where}: the pattern {pattern!r} has a part without a word; write one.")
        return tuple(elements)

    def _piece(self, piece: str, pattern: str, where: str) -> tuple[Element, ...]:
        """What one run of characters stands for: a word or several, either of some, or a class."""
        options = [self._option(option, pattern, where) for option in piece.split("|")]
        if len(options) == 1 and not isinstance(options[0], int):
            return tuple(frozenset({self._unit((word,))}) for word in options[0])
        return (frozenset([each if isinstance(each, int) else self._unit(each) for each in options]),)

    def _option(self, option: str, pattern: str, where: str) -> tuple[str, ...] | int:
        """The unit of a class, or the words of a plain option."""
        if option.startswith("<") and option.endswith(">"):
            return self._class_unit(option[1:-1], pattern, where)
        if option.isalpha() and option not in SPECIAL:
            return (option,)
        plain = words(option)
        if not plain or set(option) & set("<>()[]*+?"):
            raise ContentError(
                f"{where}: {option!r} in the pattern {pattern!r} can't be read; use words, a|b, <class>, ... and &."
            )
        return plain

    def _class_unit(self, name: str, pattern: str, where: str) -> int:
        if name not in self.classes:
            raise ContentError(f"{where}: <{name}> in the pattern {pattern!r} is not a class of words.yaml.")
        if name not in self._unit_of:
            unit = self._unit_of[name] = len(self._uses)
            self._uses.append(0)
            for member in self.classes[name]:
                self._index(words(member), unit)
        return self._unit_of[name]

    def _unit(self, plain: tuple[str, ...]) -> int:
        if plain not in self._unit_of:
            self._unit_of[plain] = len(self._uses)
            self._uses.append(0)
            self._index(plain, self._unit_of[plain])
        return self._unit_of[plain]

    def _index(self, plain: tuple[str, ...], unit: int) -> None:
        self._by_first_word.setdefault(plain[0], []).append((unit, plain[1:]))

    def seal(self) -> "Patterns[Key]":
        """Index what was added; call it once, after the last pattern."""
        uses = self._uses
        for place, compiled in self._compiled.items():
            elements = [element for part in compiled.parts for element in part if element]
            for unit in min(elements, key=lambda element: sum([uses[unit] for unit in element])):
                self._by_anchor.setdefault(unit, []).append(place)
        return self

    def frozen(self) -> Frozen:
        """What is to be written to a file; only once it is sealed."""
        return freeze(self._by_first_word, list(self._compiled.values()), dict(sorted(self._by_anchor.items())))

    @classmethod
    def thawed(cls, frozen: Frozen, keys: Sequence[Key]) -> "Patterns[Key]":
        """The patterns of a file, with their keys in the order in which they were added."""
        return cls({}, _by_first_word=frozen.words, _by_anchor=frozen.anchors, _kept=Thawing.of(frozen, keys))

    def _at(self, place: int) -> Compiled[Key]:
        found = self._compiled.get(place)
        if found is None and self._kept:
            found = self._compiled[place] = self._kept.compiled(place)
        if found is None:
            raise LookupError(place)
        return found

    def units(self, plain: Sequence[str]) -> Units:
        """The units that begin at each token; several-word members do not reach across the end."""
        lemmas = [bases(token) for token in plain]
        found: Units = []
        for at, options in enumerate(lemmas):
            here: dict[int, list[int]] = {}
            for option in options:
                for unit, rest in self._by_first_word.get(option, ()):
                    if not rest:
                        here.setdefault(unit, []).append(at + 1)
                    elif _follows(lemmas, at + 1, rest):
                        here.setdefault(unit, []).append(at + 1 + len(rest))
            found.append(here)
        return found

    def find(self, plain: Sequence[str], units: Units) -> list[Match[Key]]:
        """All places where a pattern fits, at most one for each pattern and starting word."""
        where: dict[int, list[int]] = {}
        for at, here in enumerate(units):
            for unit in here:
                where.setdefault(unit, []).append(at)
        found: list[Match[Key]] = []
        seen: set[int] = set()
        for unit in where:
            for place in self._by_anchor.get(unit, ()):
                if place not in seen:
                    seen.add(place)
                    found += matches(self._at(place), plain, units, where)
        return found


def _follows(lemmas: Sequence[tuple[str, ...]], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(lemmas):
        return False
    return all(word in lemmas[at + step] for step, word in enumerate(rest))
