"""Fills slots: canonical ids for our own types, ISO values for lengths and times."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from skill.understanding import clock, numbers
from skill.understanding.normalise import words
from skill.understanding.phrases import Values

_CLOSE = 84.0


class SlotFinder:
    """Finds the values of one slot type in an utterance: exact words first, then what sounds close."""

    def __init__(self, values: Values) -> None:
        """Index every name by its words."""
        self._exact: dict[tuple[str, ...], str] = {}
        for value, names in values.items():
            for name in (*names, value.replace("_", " ")):
                self._exact.setdefault(words(name), value)
        self._exact.pop((), None)
        self._longest = max(map(len, self._exact), default=0)
        self._names = [" ".join(name) for name in self._exact]
        self._values = list(self._exact.values())

    def find(self, plain: Sequence[str]) -> str | None:
        """The value whose name is said, the longest name first."""
        place = self.place(plain)
        return self._exact[tuple(plain[place[0] : place[1]])] if place else None

    def place(self, plain: Sequence[str]) -> tuple[int, int] | None:
        """Where the longest name stands."""
        for size in range(min(self._longest, len(plain)), 0, -1):
            for at in range(len(plain) - size + 1):
                if tuple(plain[at : at + size]) in self._exact:
                    return at, at + size
        return None

    def find_close(self, plain: Sequence[str]) -> str | None:
        """As `find`, and else the name that comes closest, if it comes close."""
        exact = self.find(plain)
        if exact or not plain:
            return exact
        best = process.extractOne(" ".join(plain), self._names, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE)
        if best is None or min(len(self._names[best[2]]), len(" ".join(plain))) < 5:
            return None
        return self._values[best[2]]


def fill(intent_slots: Mapping[str, str], utterance: str, finders: Mapping[str, SlotFinder]) -> dict[str, str]:
    """The slots of an intent that the utterance fills."""
    plain = words(utterance)
    filled: dict[str, str] = {}
    for name, kind in intent_slots.items():
        value = _value(kind, utterance, plain, finders)
        if value:
            filled[name] = value
    return filled


def _value(kind: str, utterance: str, plain: Sequence[str], finders: Mapping[str, SlotFinder]) -> str | None:
    if kind == "AMAZON.DURATION":
        bare = "minute" if {"heat", "timer", "ice", "hot", "pad"} & set(plain) else "second"
        return numbers.duration(utterance, bare=bare)
    if kind == "AMAZON.TIME":
        return clock.time(utterance)
    if kind == "AMAZON.NUMBER":
        found = numbers.numbers(plain)
        return f"{found[0].value:g}" if found else None
    finder = finders.get(kind)
    return finder.find_close(plain) if finder else None
