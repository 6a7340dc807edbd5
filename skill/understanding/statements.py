"""Split a text into sentences, statements and clauses, which limit how far a cue reaches."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal

from msgspec import Struct

from skill.understanding.context_words import CUES
from skill.understanding.files import Words, read_rows

Range = tuple[int, int]
Runs = Sequence[tuple[int, tuple[str, ...]]]
"""Statements of a text, each with its position."""


class Neighbours(Struct, frozen=True):
    """Words that must or must not stand directly beside others; the empty word is the end of the text."""

    after: Words = frozenset()
    not_after: Words = frozenset()
    before: Words = frozenset()
    not_before: Words = frozenset()

    def fit(self, run: Sequence[str], begin: int, end: int) -> bool:
        """Return whether the neighbours of a range of words are as demanded."""
        left, right = run[begin - 1] if begin else "", run[end] if end < len(run) else ""
        return demanded((left,), self.after, self.not_after) and demanded((right,), self.before, self.not_before)


class Placed(Neighbours, frozen=True):
    """Where words must stand: at the beginning or the end, with no other words but those `beside` them."""

    at: Literal["anywhere", "opens", "closes", "alone", "first"] = "anywhere"
    """At what end of their clause, or `first` of all words."""
    beside: Words = frozenset()
    within: Words = frozenset()
    without: Words = frozenset()
    longest: int = 400

    def stands(self, run: Sequence[str], begin: int, end: int, clause: Range | None = None) -> bool:
        """Return whether a range of words stands where it must in its clause, between neighbours as demanded."""
        first, last = clause or (0, len(run))
        opens = self.at not in {"opens", "alone"} or self.beside.issuperset(run[first:begin])
        closes = self.at not in {"closes", "alone"} or self.beside.issuperset(run[end:last])
        return opens and closes and (self.at != "first" or not begin) and self.fit(run, begin, end)


def demanded(said: Iterable[str], wanted: Words, unwanted: Words) -> bool:
    """Return whether words contain one of those that are wanted, if any are, and none that is unwanted."""
    return unwanted.isdisjoint(said) and (not wanted or not wanted.isdisjoint(said))


class Start(Neighbours, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that begin a statement or a clause, between certain neighbours."""

    says: Words


_, _STARTS = read_rows("en/statements.yaml", Start)


def _starts(kind: str, plain: Sequence[str], at: int) -> bool:
    return any(plain[at] in start.says and start.fit(plain, at, at + 1) for start in _STARTS[kind])


def sentences(plain: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return the runs of words between full stops."""
    return (tuple(run) for is_stop, run in groupby(plain, ".".__eq__) if not is_stop)


@lru_cache(maxsize=256)
def split(plain: tuple[str, ...]) -> Runs:
    """
    Return the statements of a text with their positions, split at stops, "but", and new subjects.

    A tag question such as "is that normal?" after a statement belongs to no statement.
    """
    found, begin, skipped = [], 0, 0
    for at in range(len(plain) + 1):
        skipped = max(skipped, _end_of_tag(plain, at))
        if at == len(plain) or at < skipped or is_cut(plain, at):
            if begin < at:
                found.append((begin, plain[begin:at]))
            begin = at + 1
    return tuple(found)


def _end_of_tag(plain: Sequence[str], at: int) -> int:
    """Return where the tag question that begins here ends: "my foot is numb, | is that normal | ?"."""
    if not 0 < at < len(plain) - 1 or plain[at] not in CUES.tag_asks or plain[at - 1] in CUES.before_no_tag:
        return 0
    if plain[at + 1] not in CUES.tag_this:
        return 0
    asked = next((place for place in range(at + 2, min(at + 5, len(plain))) if plain[place] not in CUES.tag_small), at)
    # "Is that bad" is a question only after a stop: "the pain is that bad" is a statement.
    known = CUES.tag_words if plain[at - 1] in {",", "."} else CUES.tag_words - CUES.tag_bad
    return asked + 1 if plain[asked] in known else 0


def is_cut(plain: Sequence[str], at: int) -> bool:
    """Return whether one statement ends at this word and another begins after it."""
    return plain[at] == "." or _starts("statement", plain, at) or correction(plain, at) is not None


def correction(plain: Sequence[str], at: int) -> int | None:
    """
    Return where the denied half of a correction begins, if its affirmed half begins at this word.

    "It's not that | I can't go, it is that | I can't feel it", "not so much | pain as | numbness".
    """
    text = " ".join(plain[at : at + 3]) + " "
    if not any(text.startswith(f"{phrase} ") for phrase in CUES.corrects):
        return None
    phrases = ("not so much",) if plain[at] == "as" else CUES.not_quite
    return next((last for _, last in places(plain, max(0, at - _REACH_OF_NOT), at, phrases)), None)


_REACH_OF_NOT = 14


def places(run: Sequence[str], begin: int, end: int, phrases: Iterable[str]) -> Iterator[Range]:
    """Yield the ranges of a clause that match one of the phrases."""
    padded = f" {' '.join(run[begin:end])} "
    for phrase in phrases:
        where = padded.find(f" {phrase} ")
        if where >= 0:
            first = begin + padded.count(" ", 1, where + 1)
            yield first, first + phrase.count(" ") + 1


def clauses(run: Sequence[str]) -> list[Range]:
    """Return the ranges of a statement that limit the scope of a negation."""
    cuts = [at for at in range(1, len(run)) if run[at - 1] == "," or _starts("clause", run, at)]
    return list(pairwise([0, *cuts, len(run)]))


def is_list_item(run: Sequence[str], begin: int, end: int) -> bool:
    """Return whether a clause continues a list ("chills", "or weight loss"); a subject, verb or "just" starts anew."""
    return run[begin] in CUES.list_joints or (end - begin <= _ITEM and CUES.no_list_item.isdisjoint(run[begin:end]))


_ITEM = 5


def stops(run: Sequence[str], at: int, words: Words) -> bool:
    """Return whether a word is one of these, and no pronoun that only continues: "if it hurts when I sit"."""
    return run[at] in words and (run[at] not in CUES.pronouns or _starts("clause", run, at))
