"""
Compile the patterns of `Heard` and match them against tokens.

A plain word matches itself and its regular inflections; `a|b` matches either; `<name>` is a class of words.yaml,
whose members may have several words; `...` skips up to five words; `&` joins two patterns in any order.

Every word, multi-word member and class becomes a number (a unit). A pattern is tried only where its rarest unit occurs,
which keeps three thousand patterns within a fraction of a millisecond.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import contains
from typing import Generic

from msgspec import Struct

from skill.errors import ContentError
from skill.understanding.matching import Element, Key, Match, Units, matches
from skill.understanding.normalise import SPECIAL, bases, words

Spec = tuple[str, Key, str, bool]
"""A pattern, its meaning, its file, and whether it is strict: a strict pattern skips no soft words."""

_Units = tuple[int, ...] | None
"""Units that match at one position of a pattern, or None for `...`."""


class Table(Struct, frozen=True):
    """Compiled patterns without their meanings, in a serializable form."""

    words: dict[str, list[tuple[int, tuple[str, ...]]]]
    """First word -> unit and further words of everything to look for."""
    patterns: list[list[list[_Units]]]
    """Parts of each pattern, in the order of addition, with the units of each element, or None for `...`."""
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


class Compiler:
    """Compiles patterns into a table."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        """Take the word classes that patterns may name."""
        self._classes = classes
        self._patterns: list[list[list[_Units]]] = []
        self._unit_of: dict[str, int] = {}
        self._by_first_word: dict[str, list[tuple[int, tuple[str, ...]]]] = {}

    def add(self, pattern: str, where: str) -> None:
        """
        Compile one pattern.

        Raises:
            ContentError: The pattern is invalid; the message names `where`, the pattern and the mistake.
        """
        try:
            self._patterns.append([self._part(part) for part in pattern.lower().split(" & ")])
        except ValueError as error:
            raise ContentError(f"{where}: the pattern {pattern!r} {error}") from None

    def table(self) -> Table:
        """Index what was added, and return the table."""
        uses = Counter(unit for parts in self._patterns for part in parts for element in part for unit in element or ())
        anchors: dict[int, list[int]] = defaultdict(list)
        for place, parts in enumerate(self._patterns):
            elements = [element for part in parts for element in part if element]
            for unit in min(elements, key=lambda element: sum([uses[unit] for unit in element])):
                anchors[unit].append(place)
        return Table(self._by_first_word, self._patterns, anchors)

    def _part(self, part: str) -> list[_Units]:
        elements: list[_Units] = []
        for piece in part.split():
            if piece not in {"...", "…"}:
                elements += self._piece(piece)
            elif elements and elements[-1] is not None:
                elements.append(None)
        if elements and elements[-1] is None:
            elements.pop()
        if not elements:
            raise ValueError("has a part without a word; write one.")
        return elements

    def _piece(self, piece: str) -> Sequence[tuple[int, ...]]:
        """Return the elements of one run of characters: words, alternatives, or a class."""
        options = piece.split("|")
        if len(options) == 1 and not _is_class(piece):
            return [(self._unit(word),) for word in _plain(piece)]
        units = (self._unit(each if _is_class(each) else " ".join(_plain(each))) for each in options)
        return [tuple(dict.fromkeys(units))]

    def _unit(self, name: str) -> int:
        """Return the number of a class, a word, or several words."""
        if name not in self._unit_of:
            unit = self._unit_of[name] = len(self._unit_of)
            for first, *rest in self._members(name):
                self._by_first_word.setdefault(first, []).append((unit, tuple(rest)))
        return self._unit_of[name]

    def _members(self, name: str) -> Sequence[Sequence[str]]:
        if not _is_class(name):
            return [name.split()]
        if name[1:-1] not in self._classes:
            raise ValueError(f"names {name}, which is not a class of words.yaml.")
        return [words(member) for member in self._classes[name[1:-1]]]


def _is_class(piece: str) -> bool:
    return piece.startswith("<") and piece.endswith(">")


def _plain(option: str) -> Sequence[str]:
    if option.isalpha() and option not in SPECIAL:
        return (option,)
    plain = words(option)
    if not plain or set(option) & set("<>()[]*+?"):
        raise ValueError(f"has {option!r}, which can't be read; use words, a|b, <class>, ... and &.")
    return plain


class Patterns(Generic[Key]):
    """Matches patterns against tokens. Thread-safe."""

    def __init__(self, table: Table, specs: Sequence[Spec[Key]]) -> None:
        """Take the table and the specs from which it was compiled."""
        self._table, self._specs = table, specs
        self._parts = cache(self._parts_of)  # Most patterns are never looked at.
        self.find = lru_cache(maxsize=64)(self._find)  # Each statement is read several times.

    def _parts_of(self, place: int) -> Sequence[Sequence[Element]]:
        parts = self._table.patterns[place]
        return [[None if units is None else frozenset(units) for units in part] for part in parts]

    def _units(self, plain: Sequence[str]) -> Units:
        """Return the units that begin at each token; multi-word members do not extend past the end."""
        lemmas = [bases(token) for token in plain]
        found: Units = []
        for at, options in enumerate(lemmas):
            here: dict[int, list[int]] = defaultdict(list)
            for option in options:
                for unit, rest in self._table.words.get(option, ()):
                    end = at + 1 + len(rest)
                    if end <= len(lemmas) and all(map(contains, lemmas[at + 1 : end], rest)):
                        here[unit].append(end)
            found.append(here)
        return found

    def source(self, place: int) -> dict[str, str]:
        """Return the pattern with an index, and its file."""
        pattern, _, where, _ = self._specs[place]
        return {"pattern": pattern, "file": where}

    def _find(self, plain: tuple[str, ...]) -> Sequence[Match[Key]]:
        """Return all matches, at most one for each pattern and first word."""
        units = self._units(plain)
        where: dict[int, list[int]] = defaultdict(list)
        for at, here in enumerate(units):
            for unit in here:
                where[unit].append(at)
        found: list[Match[Key]] = []
        said = frozenset(where)
        for place in dict.fromkeys(place for unit in where for place in self._table.anchors.get(unit, ())):
            if any(element and element.isdisjoint(said) for part in self._parts(place) for element in part):
                continue
            _, key, _, strict = self._specs[place]
            fits = matches(self._parts(place), () if strict else plain, units, where)
            found += [Match(key, named, start, end, place) for start, end, named in fits]
        return found
