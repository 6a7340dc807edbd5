"""
Scopes of context cues around a finding: denied, over, supposed, another person's, unsure, likened (NegEx, ConText).

The cues are rows of en/cues.yaml: what is said, where it stands, and how far it reaches. This module knows no language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Literal, NamedTuple, Self

from skill.cache import cached
from skill.understanding import exceptions, statements, times
from skill.understanding.context_words import CUES, PEOPLE
from skill.understanding.files import Words, read_rows
from skill.understanding.matching import Match
from skill.understanding.patterns import Patterns, Table, compiled
from skill.understanding.statements import Placed, Range

Effect = Literal["denied", "over", "supposed", "others", "unsure", "likened"]
EFFECTS: tuple[Effect, ...] = ("denied", "over", "supposed", "others", "unsure", "likened")
_OWN = 2
"""Words after a cue that belong to it, such as its subject: "what if I"."""
_IN_A_CLAUSE = frozenset(("after", "before", "clause", "earlier"))
"""Reaches with which a cue, and the words around it that a row demands, stand in one clause."""
BEFORE: Range = (0, 0)
"""Reach of a cue in a first clause back to the statement before."""


class Row(Placed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of cue; the head of cues.yaml describes the fields."""

    says: tuple[str, ...]
    reach: Literal["itself", "after", "before", "clause", "rest", "earlier", "back", "all"] = "itself"
    until: Words = frozenset()
    most: int = 400
    not_reaching: Words = frozenset()
    lists: bool = False


class Cue(NamedTuple):
    """A cue in a statement, and the range of words that it reaches."""

    does: str
    start: int
    end: int
    words: int
    """Bit mask of the positions of its words."""
    reach: Range

    @property
    def reached(self) -> int:
        """Bit mask of the positions of the words that it reaches."""
        return (1 << self.reach[1]) - (1 << self.reach[0])

    def moved(self, by: int) -> Self:
        """Return the cue in a text with as many more words before it."""
        reach = self.reach[0] + by, self.reach[1] + by
        return self._replace(start=self.start + by, end=self.end + by, words=self.words << by, reach=reach)


@dataclass(frozen=True, slots=True)
class Scopes:
    """Cues of a statement or a sentence, by what they do to the words that they reach."""

    cues: Sequence[Cue]

    def reaching(self, effect: Effect, match: Match[Any], *, own: bool = False) -> int:
        """Return the cues that reach what a match names; without `own`, excluding cues in the match itself."""
        reached = self.on(effect, match.literals)
        return reached if own else reached & ~_beginnings(cue for cue in self.cues if cue.words & match.literals)

    def on(self, effect: Effect, places: int) -> int:
        """Return the cues that reach any of some positions, as a bit mask of the positions where they begin."""
        return _beginnings(cue for cue in self.cues if cue.does == effect and cue.reached & places)


def _beginnings(cues: Iterable[Cue]) -> int:
    return reduce(or_, (1 << cue.start for cue in cues), 0)


@lru_cache(maxsize=512)
def read(run: tuple[str, ...]) -> Scopes:
    """Return the scopes of all cues in one statement."""
    people = (Cue("others", at, at + 1, 1 << at, (at, end)) for at, end in exceptions.experiencers(run))
    return Scopes([cue for cue in _effective((*found(run), *people)) if cue.does in EFFECTS])


def says(does: str, run: Sequence[str]) -> bool:
    """Return whether words have a cue of a group."""
    return any(cue.does == does for cue in _effective(found(tuple(run))))


def revisions(run: tuple[str, ...]) -> frozenset[str]:
    """Return what a statement does to the one before it: what begins it and reaches back."""
    return frozenset(cue.does for cue in _effective(found(run)) if cue.reach == BEFORE)


def whole(sentence: Sequence[str]) -> Scopes:
    """Return the scopes of a sentence, computed for each of its statements separately."""
    return Scopes([cue.moved(begin) for begin, run in statements.split(sentence) for cue in read(run).cues])


def _effective(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues that no row of the `never` of their group covers."""
    for cue in cues:
        hidden = (other.reach for other in cues if other.does == f"{cue.does}_never")
        if not any(first <= cue.start < last for first, last in hidden):
            yield cue


@lru_cache(maxsize=512)
def found(run: tuple[str, ...]) -> tuple[Cue, ...]:
    """Return all cues of one statement, also those that hide others or revise what was said before."""
    clauses = statements.clauses(run)
    said = times.marked(run)
    cues = []
    for match in _PATTERNS.find(said):
        does, row = match.key
        place = next(at for at, (_, end) in enumerate(clauses) if match.start < end)
        end = next((at for at in range(match.end, len(run)) if said[at] != times.REST), len(run))
        in_clause = end <= clauses[place][1] or row.reach not in _IN_A_CLAUSE or row.at == "first"
        clause = clauses[place][0], next(edge for _, edge in clauses if end <= edge)
        if in_clause and _stands(row, run, match.start, end, clause):
            opens = row.reach == "earlier" and row.beside.issuperset(run[: match.start])
            reach = BEFORE if opens else _reached(row, run, match.start, end, clauses[place:])
            if row.not_reaching.isdisjoint(run[reach[0] : reach[1]]):
                cues.append(Cue(does, match.start, end, match.literals, reach))
    return tuple(cues)


def _stands(row: Row, run: Sequence[str], start: int, end: int, clause: Range) -> bool:
    """Return whether a cue stands where its row demands."""
    first, last = clause if row.reach in _IN_A_CLAUSE else (0, len(run))
    around = (*run[first:start], *run[end:last])
    fits = clause[1] - clause[0] <= row.longest and statements.demanded(around, row.within, row.without)
    return fits and row.stands(run, start, end, clause)


def _reached(row: Row, run: Sequence[str], start: int, end: int, clauses: Sequence[Range]) -> Range:
    """Return the range of words that a cue reaches; `clauses` are its own and those after it."""
    begin, last = clauses[0]
    if row.reach in {"after", "rest", "clause"}:
        last = len(run) if row.reach == "rest" else last
        for first, edge in clauses[1:] if row.lists else ():
            if run[first - 1] != "," or not statements.is_list_item(run, first, edge):
                break
            last = edge
        since = end if row.reach == "clause" else end + _OWN
        stops = (at for at in range(since, last) if statements.stops(run, at, row.until))
        return begin if row.reach == "clause" else start, min(next(stops, last), end + row.most)
    if row.reach in {"before", "earlier", "back"}:
        last, first = begin if row.reach == "earlier" else start, begin if row.reach == "before" else 0
        stops = (at + 1 for at in reversed(range(first, last - 1)) if run[at] in row.until)
        return max(next(stops, first), last - row.most), last
    return (start, end) if row.reach == "itself" else (0, len(run))


_CLASSES, _GROUPS = read_rows("en/cues.yaml", Row, people=PEOPLE | CUES.generic | CUES.pairs)
_ROWS = [(does, row) for does, group in _GROUPS.items() for row in group]
_SPECS = [(said, (does, row), "cues.yaml", True) for does, row in _ROWS for said in row.says]
_PATTERNS = Patterns(cached("cues", Table, lambda: compiled(_CLASSES, _SPECS)), _SPECS)
