"""
Find what a text means by rows of wordings: what is said, what stands around it, and at what moment.

The rows are those of en/*.yaml, by group and in order; the head of replies.yaml describes the fields. This module knows
no language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from skill.understanding.context_words import CUES, NEAR_ONES, PEOPLE
from skill.understanding.files import Words, read_rows
from skill.understanding.statements import Placed, Range, demanded


class Wording(Placed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people say, and what it means."""

    intent: str = ""
    slots: Mapping[str, str] = {}
    score: float = 0
    of: Literal["me", "other"] = "me"
    says: Words = frozenset()
    fewest: int = 1
    ignoring: Words = frozenset()
    among: int = 400
    awaiting: Words = frozenset()
    given: Words = frozenset()
    unless: Words = frozenset()

    def fits(self, plain: tuple[str, ...], facts: Words) -> bool:
        """Return whether words mean this, given what the coach awaits and what else is known."""
        held = _held(plain)
        if self.says and (self.says.isdisjoint(held) or len(self.says & held.keys()) < self.fewest):
            return False  # Most rows fail here.
        if not (demanded(facts, self.awaiting, self.unless) and demanded(facts, self.given, frozenset())):
            return False
        if ignored := {at for phrase in self.ignoring & held.keys() for place in held[phrase] for at in range(*place)}:
            plain = tuple(word for at, word in enumerate(plain) if at not in ignored)
            held = _held(plain)
        places = (place for phrase in self.says & held.keys() for place in held[phrase])
        stands = not self.says or any(begin < self.among and self.stands(plain, begin, end) for begin, end in places)
        return stands and len(plain) <= self.longest and demanded(held, self.within, self.without)


_SHARED = {"people": PEOPLE, "companions": NEAR_ONES, "family": CUES.family, "animals": CUES.animals}
GROUPS: dict[str, Sequence[Wording]] = {}
for _name in ("replies", "asides", "help", "relevance", "leanings"):
    GROUPS |= read_rows(f"en/{_name}.yaml", Wording, **_SHARED)[1]
_ROWS = [row for rows in GROUPS.values() for row in rows]
_PHRASES = frozenset().union(*(row.says | row.within | row.without | row.ignoring for row in _ROWS))
_LONGEST_PHRASE = max(phrase.count(" ") for phrase in _PHRASES) + 1


@lru_cache(maxsize=64)
def _held(plain: tuple[str, ...]) -> Mapping[str, Sequence[Range]]:
    """Return the phrases of all rows that words hold, with their places."""
    held: dict[str, list[Range]] = {}
    for begin in range(len(plain)):
        for end in range(begin + 1, min(begin + _LONGEST_PHRASE, len(plain)) + 1):
            if (phrase := " ".join(plain[begin:end])) in _PHRASES:
                held.setdefault(phrase, []).append((begin, end))
    return held


def fitting(group: str, plain: Sequence[str], facts: Iterable[str] = ()) -> Iterator[Wording]:
    """Yield the rows of a group that fit, in order; `facts` names what is awaited, and what else is given."""
    words, known = tuple(plain), frozenset(facts)
    return (row for row in GROUPS[group] if row.fits(words, known))


def slots(group: str, plain: Sequence[str], facts: Iterable[str] = ()) -> dict[str, str]:
    """Return the slots that rows of a group fill; the first row that has a slot fills it."""
    rows = tuple(fitting(group, plain, facts))
    return {name: value for row in reversed(rows) for name, value in row.slots.items()}


def intent(group: str, plain: Sequence[str], facts: Iterable[str] = ()) -> str | None:
    """Return the intent of the first row of a group that fits."""
    return row.intent if (row := first(group, plain, facts)) else None


def first(group: str, plain: Sequence[str], facts: Iterable[str] = ()) -> Wording | None:
    """Return the first row of a group that fits."""
    return next(fitting(group, plain, facts), None)
