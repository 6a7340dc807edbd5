"""Find the intents with a sample that gives an utterance word for word: those that it surely can lead to."""

import re
from collections.abc import Mapping

from publishing.alexa.model_parts import SEARCH, SLOT, Json, kinds_of_slots, names_of
from skill.understanding import clock, numbers
from skill.understanding.normalise import words as normalised


def intents_of(language: Json, said: str, *, free_text: bool = False) -> set[str]:
    """
    Return the names of the intents.

    Args:
        language: The `languageModel` of a built model.
        said: The utterance.
        free_text: Whether AMAZON.SearchQuery, which takes any words, counts.
    """
    values = {
        kind["name"]: {name.lower() for value in kind["values"] for name in names_of(value)}
        for kind in language["types"]
    }
    found = set()
    for intent in language["intents"]:
        kinds = kinds_of_slots(intent)
        if any(_gives(it, said.lower(), kinds, values, free_text=free_text) for it in intent["samples"]):
            found.add(intent["name"])
    return found


def _gives(
    sample: str, said: str, kinds: Mapping[str, str], values: Mapping[str, set[str]], *, free_text: bool
) -> bool:
    literals, slots = SLOT.split(sample.lower())[::2], SLOT.findall(sample)
    if not all(words in said for words in literals):
        return False
    found = re.fullmatch("(.+?)".join(map(re.escape, literals)), said)
    return found is not None and all(
        words in values.get(kinds[slot], ()) or is_of_amazons_type(kinds[slot], words, free_text=free_text)
        for slot, words in zip(slots, found.groups(), strict=True)
    )


def is_of_amazons_type(kind: str, value: str, *, free_text: bool) -> bool:
    """Return whether words are a value of a built-in slot type; of AMAZON.SearchQuery, if `free_text` counts."""
    plain = normalised(value)
    whole = (0, len(plain))
    return (
        (kind == SEARCH and free_text)
        or (kind == "AMAZON.DURATION" and [(span.start, span.end) for span in numbers.spans(plain)] == [whole])
        or (kind == "AMAZON.TIME" and whole in clock.spans(plain))
        or (kind == "AMAZON.NUMBER" and [(number.start, number.end) for number in numbers.numbers(plain)] == [whole])
    )
