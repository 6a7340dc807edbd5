"""Parts of an interaction model, as Alexa's JSON has them."""

import re
from typing import Any

Json = dict[str, Any]

SEARCH = "AMAZON.SearchQuery"
"""Slot type that takes any words."""

SLOT = re.compile(r"\{(\w+)\}")
"""A slot in a sample."""


def kinds_of_slots(intent: Json) -> dict[str, str]:
    """Return the slot types of an intent by the names of its slots."""
    return {slot["name"]: slot["type"] for slot in intent["slots"]}


def names_of(value: Json) -> tuple[str, ...]:
    """Return the name of a slot value and its synonyms."""
    return (value["name"]["value"], *value["name"].get("synonyms", ()))
