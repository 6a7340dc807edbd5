"""Match samples with any values in their slots, as Alexa does: "count down {duration} of heat"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from skill.understanding import clock, numbers
from skill.understanding.normalise import words
from skill.understanding.phrases import SLOT, Phrases

_Place = tuple[int, int, str]
"""Position of a value, and its type."""

_MOST_PLACES = 40
"""Maximum values that are tried together, more than any request names."""


def keys_of(phrases: Phrases) -> dict[str, str]:
    """Return the samples whose values can be recognised by the words alone, unlike free text, with their intents."""
    found: dict[str, str] = {}
    for intent, told in phrases.intents.items():
        for sample in (*told.samples, *told.everyday):
            kinds = [told.slots.get(name, "") for name in SLOT.findall(sample)]
            if kinds and "AMAZON.SearchQuery" not in kinds:
                found.setdefault(_key(sample, kinds), intent)
    return found


class Templates:
    """All samples with slots."""

    def __init__(self, keys: Mapping[str, str], names: Mapping[str, Mapping[str, str]]) -> None:
        """Take the samples that `keys_of` returns, and the names of each type."""
        self._intents = keys
        self._types: dict[str, list[str]] = defaultdict(list)
        for kind, called in names.items():
            for name in called:
                self._types[name].append(kind)
        self._longest = 1 + max((name.count(" ") for name in self._types), default=0)

    def intent(self, plain: Sequence[str]) -> str | None:
        """Return the intent of the sample that matches; the one with the most literal words wins."""
        found: tuple[int, str] | None = None
        places = list(self._places(plain))[:_MOST_PLACES]
        for start, end, kind in places:
            intent = self._intents.get(" ".join((*plain[:start], kind, *plain[end:])))
            if intent and (found is None or start - end > found[0]):
                found = start - end, intent
        return found[1] if found else self._with_two(plain, places)

    def _with_two(self, plain: Sequence[str], places: Sequence[_Place]) -> str | None:
        for first in places:
            for second in places:
                if first[1] <= second[0]:
                    between = plain[first[1] : second[0]]
                    key = (*plain[: first[0]], first[2], *between, second[2], *plain[second[1] :])
                    if intent := self._intents.get(" ".join(key)):
                        return intent
        return None

    def _places(self, plain: Sequence[str]) -> Iterator[_Place]:
        for size in range(min(self._longest, len(plain)), 0, -1):
            for at in range(len(plain) - size + 1):
                for kind in self._types.get(" ".join(plain[at : at + size]), ()):
                    yield at, at + size, kind
        for span in numbers.spans(plain):
            yield span.start, span.end, "AMAZON.DURATION"
        for start, end in clock.spans(plain):
            yield start, end, "AMAZON.TIME"


_HOLDER = "slotted"
"""Placeholder for a value while a sample is normalised, as normalisation considers neighbouring words."""


def _key(sample: str, kinds: Sequence[str]) -> str:
    """Return the words of a sample, with the type of each slot in its place."""
    following = iter(kinds)
    return " ".join(next(following) if word == _HOLDER else word for word in words(SLOT.sub(_HOLDER, sample)))
