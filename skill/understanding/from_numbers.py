"""Findings derived from numbers and spans of time, and denials of something else: rows of en/from_numbers.yaml."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from skill.content.models import Answer
from skill.understanding import ages
from skill.understanding.files import Words, read_rows
from skill.understanding.numbers import numbers, spans
from skill.understanding.statements import Neighbours, demanded


class _Row(Neighbours, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells of a finding, or against it; the head of from_numbers.yaml describes the fields."""

    finding: str
    answer: Answer | None = None
    of: str = ""
    was: Answer | None = None
    least: float = 0
    most: float = 1e9
    near: Words = frozenset()
    not_near: Words = frozenset()
    soon: Words = frozenset()
    not_soon: Words = frozenset()
    within: Words = frozenset()
    without: Words = frozenset()
    told: Words = frozenset()
    untold: Words = frozenset()

    def holds(self, said: AbstractSet[str], found: Mapping[str, Answer]) -> bool:
        """Return whether a text and its findings are as demanded."""
        told = [name for name, answer in found.items() if answer == "yes"]
        is_so = self.was is None or found.get(self.of or self.finding) == self.was
        return is_so and demanded(said, self.within, self.without) and demanded(told, self.told, self.untold)

    def stands(self, plain: Sequence[str], start: int, end: int) -> bool:
        """Return whether the words around a number are as demanded."""
        before, after = plain[max(0, start - _NEAR) : start], plain[end : end + _SOON]
        beside = demanded(before, self.near, self.not_near) and demanded(after, self.soon, self.not_soon)
        return beside and self.fit(plain, start, end)


_NEAR, _SOON = 4, 2
_, _ROWS = read_rows("en/from_numbers.yaml", _Row)


def derived(plain: Sequence[str], found: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the findings that follow from the numbers of an utterance; the last number counts."""
    more: dict[str, Answer] = {}
    said = set(plain)
    for kind, measured in (("numbers", numbers(plain)), ("spans", spans(plain))):
        rows = [row for row in _ROWS[kind] if row.holds(said, found)] if measured else []
        for amount, start, end in measured:
            for row in rows:
                fits = row.least <= amount <= row.most and row.stands(plain, start, end)
                if fits and row.answer and found.get(row.finding) != "unknown":
                    more[row.finding] = row.answer
    old = ages.told(plain).get("age", 0) >= ages.OLD or found.get("thin_bones") == "yes"
    if old and found.get("fall_or_injury") in {"yes", "unknown"}:
        more["major_trauma"] = "yes"
    return more


def placed(plain: Sequence[str], found: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the findings without those that, by the rest of the text, concern something else."""
    said = set(plain)
    wrong = {row.finding for row in _ROWS["misplaced"] if row.holds(said, found)}
    implied = {row.finding: row.answer for row in _ROWS["implied"] if row.answer and row.holds(said, found)}
    return {**implied, **{name: answer for name, answer in found.items() if name not in wrong}}
