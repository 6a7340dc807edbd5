"""
Read slot values of a request: the words, and the id that they resolved to (entity resolution).

The words are in `value`, in `slotValue` (one or a list), or in `interpretedValue`; in follow-ups often in `slotValue`
alone. A custom slot type is not an enumeration: words outside of its values arrive with `ER_SUCCESS_NO_MATCH`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ask_sdk_model import Slot


class SlotValue(NamedTuple):
    """One value of a slot."""

    words: str
    id: str | None = None
    """Id that the words resolved to; None if they matched no value of the slot type."""


def values_of(slot: Slot | None) -> list[SlotValue]:
    """Return the distinct values of a slot, in order; empty if it was not filled."""
    found = [value for value in _values(slot) if value.words.strip() or value.id]
    return list(dict.fromkeys(found))


def _values(slot: Slot | None) -> Iterator[SlotValue]:
    if slot is None:
        return
    plain = SlotValue(_text(slot.value), _resolved(slot))
    yield plain
    inner = list(_inner(getattr(slot, "slot_value", None)))
    if not plain.words:
        yield from inner
    if not plain.words and not inner:
        yield from _inner(getattr(slot, "interpretedValue", None))


def _inner(value: Any) -> Iterator[SlotValue]:
    """Yield the values of a `SlotValue`, a list of them, or the like in plain JSON."""
    if isinstance(value, str):
        yield SlotValue(value)
    elif isinstance(value, dict):
        yield from _inner(value.get("values") or value.get("value"))
    elif isinstance(value, list):
        for each in value:
            yield from _inner(each)
    elif several := getattr(value, "values", None):
        yield from _inner(several)
    elif value is not None:
        yield SlotValue(_text(getattr(value, "value", None)), _resolved(value))


def _resolved(value: Any) -> str | None:
    """Return the id of the first match; a status that the SDK does not know counts as no match."""
    resolutions = getattr(value, "resolutions", None)
    for authority in (getattr(resolutions, "resolutions_per_authority", None) if resolutions else None) or ():
        status = getattr(authority, "status", None)
        code = getattr(status, "code", None) if status else None
        if str(getattr(code, "value", code)) == "ER_SUCCESS_MATCH" and (values := getattr(authority, "values", None)):
            match = getattr(values[0], "value", None)
            return _text(getattr(match, "id", None)) or None if match else None
    return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
