"""Check the wording of a store page: forbidden claims, required sentences, and promises that are not kept."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from publishing.alexa.model_parts import Json
from publishing.alexa.samples import intents_of
from skill.content.yaml_file import parsed

_PLAIN = re.compile(r"[\w\s.,;:?!'\"()/%\-\u2019]*")


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """What is forbidden or required; `store_wording.yaml` explains each list."""

    claims: tuple[str, ...]
    absent: tuple[str, ...]
    crude: tuple[str, ...]
    must_say: tuple[str, ...]
    needs: dict[str, str]
    declared: dict[str, Any]


@cache
def rules() -> Rules:
    """Return the rules."""
    name = "store_wording.yaml"
    return msgspec.convert(parsed(Path(__file__).with_name(name), name), Rules)


def _named(words: tuple[str, ...], text: str) -> str | None:
    """Return the first of the words (regular expressions) that occurs in a text."""
    found = re.search(rf"\b(?:{'|'.join(words)})\b", text, re.IGNORECASE)
    return found[0] if found else None


def problems(text: str) -> Iterator[str]:
    """Yield the problems of a text in any field of a page."""
    if claim := _named(rules().claims, text):
        yield f"claims {claim!r}; say what the skill does, not what it achieves."
    if crude := _named(rules().crude, text):
        yield f"says {crude!r}; on a store page, write glute, buttock or backside."
    if not _PLAIN.fullmatch(text):
        odd = sorted(set(text) - {char for char in text if _PLAIN.fullmatch(char)})
        yield f"has characters that may not be displayed everywhere; replace them: {' '.join(odd)}"
    if text != text.strip() or "  " in text or "TODO" in text:
        yield "has stray spaces or contains TODO; remove them."


def missing(description: str) -> Iterator[str]:
    """Yield required sentences of a health skill that its description lacks."""
    for needed in rules().must_say:
        if needed not in description:
            yield f"'description' must say {needed!r}."


def absent(description: str, language: Json) -> Iterator[str]:
    """Yield features that the description promises and the interaction model lacks."""
    reachable = {intent["name"] for intent in language["intents"] if intent["samples"]}
    for promise, intent in rules().needs.items():
        if promise in description.lower() and intent not in reachable:
            yield f"'description' promises {promise!r}, but {intent} has no samples."
    if lacking := _named(rules().absent, description):
        yield f"'description' names {lacking!r}, which the skill does not have."
    yield from (f"'description' {problem}" for problem in unsayable(description, language))


_BUILT_IN = frozenset("yes no stop help cancel repeat pause next".split())
"""Words for which Amazon's own intents need no samples."""


def unsayable(text: str, language: Json) -> Iterator[str]:
    """Yield the quoted sentences of a text that match no sample of the model word for word."""
    name = language["invocationName"]
    for quoted in re.findall(r'"([^"]+)"', text):
        said = quoted.lower().removeprefix("alexa, ")
        if said not in _BUILT_IN and said != f"open {name}" and not intents_of(language, said, free_text=True):
            yield f"quotes {quoted!r}, which is no sample of the model."
