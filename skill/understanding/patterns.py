"""
Compile the patterns of `Heard` and match them against tokens.

A plain word matches itself and its regular inflections; `a|b` matches either; `<name>` is a class of words.yaml,
whose members may have several words; `...` skips up to five words; `&` joins two patterns in any order.

Every word, multi-word member and class becomes a number (a unit). A pattern is tried only where its rarest unit occurs,
which keeps three thousand patterns within a fraction of a millisecond.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from msgspec import Struct

from skill.errors import ContentError
from skill.understanding.matching import Compiled, Element, Key, Match, Units, matches
from skill.understanding.normalise import SPECIAL, bases, words

Spec = tuple[str, Key, str, bool]
"""A pattern, its meaning, its file, and whether it is strict: a strict pattern skips no soft words."""


class Table(Struct, frozen=True):
    """Compiled patterns without their meanings, in a serializable form."""

    words: dict[str, list[tuple[int, tuple[str, ...]]]]
    """First word -> unit and further words of everything to look for."""
    elements: list[tuple[int, ...] | None]
    patterns: list[tuple[tuple[int, ...], ...]]
    """Parts of each pattern, in the order of addition: indexes of their elements in `elements`."""
    anchors: dict[int, list[int]]
    """Unit -> patterns that are tried where it occurs."""


def compiled(classes: Mapping[str, Sequence[str]], specs: Iterable[Spec[Key]]) -> Table:
    """
    Compile patterns; `classes` are the word classes that they may name.

    Raises:
        ContentError: A pattern is invalid; the message names the file, the pattern and the mistake.
    """
    compiler = Compiler(classes)
    for pattern, _, where, _ in specs:
        compiler.add(pattern, where)
    return compiler.table()


@dataclass(slots=True)
class Compiler:
    """Compiles patterns into a table."""

    classes: Mapping[str, Sequence[str]]
    _patterns: list[tuple[tuple[Element, ...], ...]] = field(default_factory=list)
    _unit_of: dict[tuple[str, ...] | str, int] = field(default_factory=dict)
    _by_first_word: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    _uses: list[int] = field(default_factory=list)
    """Unit -> number of patterns that name it."""
    _pieces: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    def add(self, pattern: str, where: str) -> None:
        """
        Compile one pattern.

        Raises:
            ContentError: The pattern is invalid; the message names `where`, the pattern and the mistake.
        """
        self._patterns.append(tuple(self._part(part.split(), pattern, where) for part in pattern.lower().split(" & ")))

    def table(self) -> Table:
        """Index what was added, and return the table."""
        places: dict[Element, int] = {}
        patterns = [
            tuple(tuple(places.setdefault(element, len(places)) for element in part) for part in parts)
            for parts in self._patterns
        ]
        anchors: dict[int, list[int]] = defaultdict(list)
        for place, parts in enumerate(self._patterns):
            elements = [element for part in parts for element in part if element]
            for unit in min(elements, key=lambda element: sum([self._uses[unit] for unit in element])):
                anchors[unit].append(place)
        plain = [None if element is None else tuple(element) for element in places]
        return Table(self._by_first_word, plain, patterns, anchors)

    def _part(self, pieces: Sequence[str], pattern: str, where: str) -> tuple[Element, ...]:
        elements: list[Element] = []
        for piece in pieces:
            if piece in {"...", "…"}:
                if elements and elements[-1] is not None:
                    elements.append(None)
                continue
            known = self._pieces.get(piece)
            if known is None:
                known = self._pieces[piece] = self._piece(piece, pattern, where)
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
        """Return the elements of one run of characters: words, alternatives, or a class."""
        options = [self._option(option, pattern, where) for option in piece.split("|")]
        if len(options) == 1 and not isinstance(options[0], int):
            return tuple(frozenset({self._unit((word,))}) for word in options[0])
        return (frozenset([each if isinstance(each, int) else self._unit(each) for each in options]),)

    def _option(self, option: str, pattern: str, where: str) -> tuple[str, ...] | int:
        """Return the unit of a class, or the words of a plain option."""
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


class Patterns(Generic[Key]):
    """Matches patterns against tokens. Thread-safe."""

    def __init__(self, table: Table, specs: Sequence[Spec[Key]]) -> None:
        """Take the table and the specs from which it was compiled."""
        self._table, self._specs = table, specs
        self._compiled: dict[int, Compiled[Key]] = {}
        """By place; only those that were ever looked at, since most never are."""

    def _at(self, place: int) -> Compiled[Key]:
        found = self._compiled.get(place)
        if found is None:
            _, key, _, strict = self._specs[place]
            parts = tuple(tuple(map(self._element, part)) for part in self._table.patterns[place])
            found = self._compiled[place] = Compiled(key, parts, strict, place)
        return found

    def _element(self, at: int) -> Element:
        units = self._table.elements[at]
        return None if units is None else frozenset(units)

    def _units(self, plain: Sequence[str]) -> Units:
        """Return the units that begin at each token; multi-word members do not extend past the end."""
        lemmas = [bases(token) for token in plain]
        found: Units = []
        for at, options in enumerate(lemmas):
            here: dict[int, list[int]] = {}
            for option in options:
                for unit, rest in self._table.words.get(option, ()):
                    if not rest:
                        here.setdefault(unit, []).append(at + 1)
                    elif _follows(lemmas, at + 1, rest):
                        here.setdefault(unit, []).append(at + 1 + len(rest))
            found.append(here)
        return found

    def source(self, place: int) -> tuple[str, str]:
        """Return the pattern with an index, and its file."""
        pattern, _, where, _ = self._specs[place]
        return pattern, where

    def find(self, plain: Sequence[str]) -> list[Match[Key]]:
        """Return all matches, at most one for each pattern and first word."""
        units = self._units(plain)
        where: dict[int, list[int]] = {}
        for at, here in enumerate(units):
            for unit in here:
                where.setdefault(unit, []).append(at)
        found: list[Match[Key]] = []
        seen: set[int] = set()
        for unit in where:
            for place in self._table.anchors.get(unit, ()):
                if place not in seen:
                    seen.add(place)
                    found += matches(self._at(place), plain, units, where)
        return found


def _follows(lemmas: Sequence[tuple[str, ...]], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(lemmas):
        return False
    return all(word in lemmas[at + step] for step, word in enumerate(rest))
