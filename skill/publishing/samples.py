"""Which intents of a built model an utterance is a sample of, word for word."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def intents_of(language: Json, said: str) -> set[str]:
    """The intents that have these words as a sample; only values of our own types stand in slots."""
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
    """All that a sample stands for with values that are among the words."""
    ways = {sample.lower()}
    for slot in slots:
        place = f"{{{slot['name'].lower()}}}"
        fitting = [name for name in names.get(slot["type"], ()) if name in words]
        ways = {filled for way in ways for filled in ([way.replace(place, name) for name in fitting] or [way])}
    return ways
