"""
Read slot values of a request: the words, and the id that they resolved to (entity resolution).

The words are in `value`, in `slotValue` (one or a list), or in `interpretedValue`; in follow-ups often in `slotValue`
alone. A custom slot type is not an enumeration: words outside of its values arrive with `ER_SUCCESS_NO_MATCH`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from skill.alexa.envelope import inside, text_in


class SlotValue(NamedTuple):
    """One value of a slot."""

    words: str
    id: str | None = None
    """Id that the words resolved to; None if they matched no value of the slot type."""


def values_of(slot: Any) -> list[SlotValue]:
    """Return the distinct values of a slot, in order; empty if it was not filled."""
    found = [SlotValue(text_in(slot, "value"), _resolved(slot))]
    for form in ("slotValue", "interpretedValue"):
        if not any(value.words for value in found):
            found += _inner(inside(slot, form))
    return list(dict.fromkeys(value for value in found if value.words.strip() or value.id))


def _inner(value: Any) -> Iterator[SlotValue]:
    """Yield the values of a `slotValue`, of a list of them, or of plain words."""
    if isinstance(value, str):
        yield SlotValue(value)
    elif isinstance(value, list):
        for each in value:
            yield from _inner(each)
    elif nested := inside(value, "values"):
        yield from _inner(nested)
    elif isinstance(value, dict):
        yield SlotValue(text_in(value, "value"), _resolved(value))


def _resolved(value: Any) -> str | None:
    """Return the id of the first match; a status that is not documented counts as no match."""
    authorities = inside(value, "resolutions", "resolutionsPerAuthority")
    for authority in authorities if isinstance(authorities, list) else ():
        match authority:
            case {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": str(match)}}, *_]}:
                return match or None
    return None
