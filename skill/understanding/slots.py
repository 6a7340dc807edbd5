"""Fill slots: canonical ids for custom types, whole seconds for durations, and times of day."""

from collections.abc import Iterator, Mapping, Sequence

from skill.content.limits import SHORTEST_HOLD
from skill.understanding import clock, numbers, phonetics, similarity
from skill.understanding.files import Lists
from skill.understanding.normalise import words
from skill.understanding.phrases import Values

_CLOSE = 0.84
_TELLING = 5
"""Minimum letters or consonants of a name for approximate matching."""
_ALIKE = (0.8, 0.5)
"""Minimum spelling similarity of a misrecognised name, for short and for long ones."""
_MOST_WORDS = 6
"""Maximum words into which speech recognition splits an unknown name."""
_EXACT = frozenset(("Recurrence", "BodySide", "Posture"))
"""Types whose names are too similar to other words: "every morning" to "in the morning", "right" to "eight"."""
_WORDS = Lists("en/slots.yaml")


def names_of(values: Values) -> dict[str, str]:
    """Return every name of a type's values in plain words, with its value."""
    names: dict[str, str] = {}
    for value, called in values.items():
        for name in (*called, value.replace("_", " ")):
            names.setdefault(" ".join(words(name)), value)
    names.pop("", None)
    return names


def sounds_of(names: Mapping[str, str]) -> dict[str, str]:
    """Return phonetic keys of names that belong to one value only, without short names."""
    found: dict[str, str] = {}
    unclear = set()
    for name, value in names.items():
        sound = phonetics.of(name.split())
        if len(sound) >= phonetics.LEAST and found.setdefault(sound, name) != name and names[found[sound]] != value:
            unclear.add(sound)
    return {sound: name for sound, name in found.items() if sound not in unclear}


def misheard(plain: Sequence[str], heard: Mapping[str, str]) -> tuple[int, int, str] | None:
    """Return the position of words that sound like a name, and the name: "i be pro fen"."""
    for begin, end in _runs(range(len(plain)), _MOST_WORDS, len(plain)):
        sound = phonetics.of(plain[begin:end])
        name = heard.get(sound)
        if name and phonetics.likeness(" ".join(plain[begin:end]), name) >= _ALIKE[len(sound) > _TELLING]:
            return begin, end, name
    return None


def _runs(begins: Sequence[int], most: int, last: int) -> Iterator[tuple[int, int]]:
    """Return the runs of up to `most` words that begin at some positions and end by the last, longest first."""
    return ((at, at + size) for size in range(most, 0, -1) for at in begins if at + size <= last)


class SlotFinder:
    """Finds the values of one slot type in an utterance: exact matches first, then approximate ones."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the names that `names_of` returns."""
        self._exact = names
        self._words = tuple(sorted({word for name in names for word in name.split() if len(word) >= _TELLING}))
        self._first = frozenset(name.split()[0] for name in names)
        self._longest = max((name.count(" ") + 1 for name in names), default=0)

    def find(self, plain: Sequence[str]) -> str | None:
        """Return the value whose name occurs, the longest name first."""
        return next((value for _, _, value in self.places(plain)), None)

    def places(self, plain: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the positions of names with their values, longest first."""
        begins = [at for at, word in enumerate(plain) if word in self._first]
        for begin, end in _runs(begins, self._longest, len(plain)):
            if value := self._exact.get(" ".join(plain[begin:end])):
                yield begin, end, value

    def find_close(self, plain: Sequence[str]) -> str | None:
        """Return the value as `find` does, at need with misspelled words corrected."""
        return self.find(plain) or self.find([self._respelled(word) for word in plain])

    def _respelled(self, word: str) -> str:
        """Return the word of a name that a longer word is a misspelling of; otherwise the word."""
        if len(word) < _TELLING or word in self._words:
            return word
        return similarity.nearest(word, self._words, _CLOSE) or word


def fill(intent_slots: Mapping[str, str], plain: Sequence[str], finders: Mapping[str, SlotFinder]) -> dict[str, str]:
    """Return the slots of an intent that words fill."""
    filled = {name: _value(kind, plain, finders) for name, kind in intent_slots.items()}
    return {name: value for name, value in filled.items() if value}


def _value(kind: str, plain: Sequence[str], finders: Mapping[str, SlotFinder]) -> str | None:
    if kind == "AMAZON.DURATION":
        seconds = numbers.duration(plain, bare=_bare_unit(plain))
        return str(seconds) if seconds else None
    if kind == "AMAZON.TIME":
        return clock.time(plain)
    finder = finders.get(kind)  # None for an AMAZON.NUMBER: `ages` tells whose age a number is.
    if finder is None:
        return None
    if kind == "BodySide" and finder.find(plain) == "right" and not numbers.side(plain):
        return None  # "It's cramped right up."
    return finder.find(plain) if kind in _EXACT else finder.find_close(plain)


def _bare_unit(plain: Sequence[str]) -> str | None:
    """Return the unit of a bare number; rarely seconds: "hold it for forty", not "do the first two"."""
    number = next(iter(numbers.numbers(plain)), None)
    if number is None or number.value <= 1:
        return None
    if not _WORDS.timed.isdisjoint(plain):
        return "minute"
    opens = number.start == 0 or plain[number.start - 1] in _WORDS.before_seconds
    ends = number.end == len(plain) or plain[number.end] in _WORDS.after_seconds
    return "second" if opens and ends and number.value >= SHORTEST_HOLD else None
