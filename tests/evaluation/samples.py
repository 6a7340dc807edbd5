"""
Find the samples of a built interaction model that an utterance matches.

Alexa matches a sample word for word first, so these are the intents that an utterance surely can lead to.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from publishing.alexa.model_parts import SEARCH
from publishing.alexa.samples import is_of_amazons_type

Json = dict[str, Any]


class Match(NamedTuple):
    """A sample that an utterance matches."""

    intent: str
    sample: str
    slots: Mapping[str, tuple[str, str | None]]
    """Slot -> the words in it, and the id that they resolve to; None if they are no value of the type."""
    literal: int
    """Words of the utterance that are words of the sample."""
    search: bool
    """Whether a slot takes any words: AMAZON.SearchQuery."""


class Samples:
    """The samples of one model, ready for matching."""

    def __init__(self, language: Json) -> None:
        """Take the `languageModel` of a built model."""
        self._types = {kind["name"]: _ids(kind) for kind in language.get("types", ())}
        self._samples = [
            (intent["name"], sample, sample.lower().split(), {f"{{{s['name'].lower()}}}": s for s in intent["slots"]})
            for intent in language["intents"]
            for sample in intent["samples"]
        ]

    def matches(self, said: str, *, any_words: bool = False) -> list[Match]:
        """
        Return the samples that an utterance matches, the most literal first and free text last.

        With `any_words`, a slot of a custom type also takes words that are none of its values, as Alexa may.
        """
        spoken = said.lower().split()
        present = set(spoken)
        found = []
        for intent, sample, pieces, slots in self._samples:
            if not all(piece in present or piece in slots for piece in pieces):
                continue
            for filled in _fillings(pieces, spoken, slots, self._types, any_words=any_words):
                taken = sum(len(words.split()) for words, _ in filled.values())
                search = any(slot["type"] == SEARCH for key, slot in slots.items() if key in pieces)
                found.append(Match(intent, sample, filled, len(spoken) - taken, search))
        return sorted(found, key=lambda match: (match.search, -match.literal))


def _ids(kind: Json) -> dict[str, str | None]:
    return {
        name.lower(): value.get("id")
        for value in kind["values"]
        for name in (value["name"]["value"], *value["name"]["synonyms"])
    }


def _fillings(
    pieces: Sequence[str],
    spoken: Sequence[str],
    slots: Mapping[str, Json],
    types: Mapping[str, Mapping[str, str | None]],
    *,
    any_words: bool,
) -> Iterator[dict[str, tuple[str, str | None]]]:
    """Yield each way in which the pieces of a sample, literal words and slots, cover the spoken words."""
    if not pieces:
        if not spoken:
            yield {}
        return
    slot, rest = slots.get(pieces[0]), pieces[1:]
    if slot is None:
        if spoken and spoken[0] == pieces[0]:
            yield from _fillings(rest, spoken[1:], slots, types, any_words=any_words)
        return
    for size in range(1, len(spoken) - len(rest) + 1):
        value = " ".join(spoken[:size])
        values = types.get(slot["type"], {})
        if not (value in values or is_of_amazons_type(slot["type"], value, free_text=True) or (any_words and values)):
            continue
        for filled in _fillings(rest, spoken[size:], slots, types, any_words=any_words):
            yield {slot["name"]: (value, values.get(value)), **filled}
