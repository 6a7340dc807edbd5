"""Find the intents of a built interaction model that have an utterance as a sample, word for word."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def intents_of(language: Json, said: str) -> set[str]:
    """Return the names of intents with a sample that gives `said`; slots take values of custom types only."""
    words = said.lower()
    names = {kind["name"]: list(_names(kind)) for kind in language["types"]}
    return {
        intent["name"]
        for intent in language["intents"]
        if any(words in _spoken(sample, intent["slots"], names, words) for sample in intent["samples"])
    }


def _names(kind: Json) -> Iterator[str]:
    for value in kind["values"]:
        yield from (name.lower() for name in (value["name"]["value"], *value["name"]["synonyms"]))


def _spoken(sample: str, slots: list[Json], names: dict[str, list[str]], words: str) -> set[str]:
    """Return the utterances that a sample gives with slot values that occur in `words`."""
    ways = {sample.lower()}
    for slot in slots:
        place = f"{{{slot['name'].lower()}}}"
        fitting = [name for name in names.get(slot["type"], ()) if name in words]
        ways = {filled for way in ways for filled in ([way.replace(place, name) for name in fitting] or [way])}
    return ways
