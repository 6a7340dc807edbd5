"""Find samples of an interaction model that Alexa may take for something else: two intents, two slots, or any words."""

import re
from collections.abc import Iterator

from publishing.alexa.model_parts import SEARCH, SLOT, Json, kinds_of_slots, names_of
from skill.alexa.intents import HEARD_AS_TYPED, own_name

_FREE = "{}"
"""Stands for free text when samples are compared."""


def ambiguities(model: Json) -> list[str]:
    """Return a sentence for each ambiguous sample; empty if there is none."""
    language = model["interactionModel"]["languageModel"]
    return [*_overlaps(language), *(problem for intent in language["intents"] for problem in _loose(intent))]


def _overlaps(language: Json) -> Iterator[str]:
    """Yield utterances that two intents have, with any value in a slot."""
    types = {kind["name"]: [name for value in kind["values"] for name in names_of(value)] for kind in language["types"]}
    types[SEARCH] = [_FREE]
    first: dict[str, str] = {}
    for intent in language["intents"]:
        kinds = kinds_of_slots(intent)
        for sample in intent["samples"]:
            for said in _said(sample, kinds, types):
                if (other := first.setdefault(said, intent["name"])) != intent["name"]:
                    yield f"{said!r} can be {other} and {intent['name']}, there as {sample!r}: leave it to one of them."


def _said(sample: str, kinds: dict[str, str], types: dict[str, list[str]]) -> Iterator[str]:
    """Yield what a sample with at most one slot stands for; those with two have too many words of their own."""
    used = SLOT.findall(sample)
    if not used:
        yield sample.lower()
    elif len(used) == 1:
        before, after = sample.lower().split(f"{{{used[0].lower()}}}")
        yield from (f"{before}{name.lower()}{after}" for name in types.get(kinds.get(used[0], ""), ()))


def _loose(intent: Json) -> Iterator[str]:
    name = intent["name"]
    kinds = kinds_of_slots(intent)
    only_words = bool({SEARCH, "RedFlag"} & set(kinds.values()))
    for sample in intent["samples"]:
        if re.search(r"\}\s+\{", sample):
            yield f"{name}: {sample!r} has two slots side by side, which Alexa can't tell apart; put a word between."
        if SLOT.fullmatch(sample) and own_name(name) not in HEARD_AS_TYPED:
            yield f"{name}: {sample!r} is nothing but a slot, so any sentence may end up in it; put words around it."
        if only_words and not SLOT.search(sample):
            yield f"{name}: {sample!r} has no slot, so the coach would not learn what was said."
