"""Match samples with any values in their slots, as Alexa does: "count down {duration} of heat"."""

from collections.abc import Iterator, Mapping, Sequence

from skill.understanding import clock, numbers
from skill.understanding.normalise import words
from skill.understanding.phrases import SLOT, Phrases
from skill.understanding.slots import SlotFinder

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


def intent(plain: Sequence[str], samples: Mapping[str, str], finders: Mapping[str, SlotFinder]) -> str | None:
    """Return the intent of the sample that matches with one value, the shortest, otherwise with two."""
    places = list(_places(plain, finders))[:_MOST_PLACES]
    shortest = [(place,) for place in sorted(places, key=lambda place: place[1] - place[0])]
    pairs = ((one, other) for one in places for other in places if one[1] <= other[0])
    found = (samples.get(_with_values(plain, chosen)) for chosen in (*shortest, *pairs))
    return next(filter(None, found), None)


def _places(plain: Sequence[str], finders: Mapping[str, SlotFinder]) -> Iterator[_Place]:
    named = [(start, end, kind) for kind, finder in finders.items() for start, end, _ in finder.places(plain)]
    yield from sorted(named, key=lambda place: place[0] - place[1])
    yield from ((span.start, span.end, "AMAZON.DURATION") for span in numbers.spans(plain))
    yield from ((start, end, "AMAZON.TIME") for start, end in clock.spans(plain))


def _with_values(plain: Sequence[str], places: Sequence[_Place]) -> str:
    """Return words with the types of values in their places."""
    said: list[str] = []
    last = 0
    for start, end, kind in places:
        said += (*plain[last:start], kind)
        last = end
    return " ".join((*said, *plain[last:]))


_HOLDER = "slotted"
"""Placeholder for a value while a sample is normalised, as normalisation considers neighbouring words."""


def _key(sample: str, kinds: Sequence[str]) -> str:
    """Return the words of a sample, with the type of each slot in its place."""
    following = iter(kinds)
    return " ".join(next(following) if word == _HOLDER else word for word in words(SLOT.sub(_HOLDER, sample)))
