"""
What Alexa heard in a slot: the words, wherever she put them, and the id of ours that they resolved to.

The words stand in `value`, in `slotValue` (one, or a list of several), or in `interpretedValue`; on follow-ups often in
`slotValue` alone. A custom slot is no enumeration: words that are none of its values come with `ER_SUCCESS_NO_MATCH`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ask_sdk_model import Slot


class Given(NamedTuple):
    """One value of a slot."""

    words: str
    id: str | None = None
    """The id of ours that Alexa matched; None where the words match nothing of ours."""


def given(slot: Slot | None) -> list[Given]:
    """Return the values that came in a slot, in order; none where nothing was said in it."""
    found = [value for value in _values(slot) if value.words.strip() or value.id]
    return list(dict.fromkeys(found))


def _values(slot: Slot | None) -> Iterator[Given]:
    if slot is None:
        return
    plain = Given(_text(slot.value), _resolved(slot))
    yield plain
    inner = list(_inner(getattr(slot, "slot_value", None)))
    if not plain.words:
        yield from inner
    if not plain.words and not inner:
        yield from _inner(getattr(slot, "interpretedValue", None))


def _inner(value: Any) -> Iterator[Given]:
    """Yield the values of a `SlotValue`, a list of them, or the like in plain JSON."""
    if isinstance(value, str):
        yield Given(value)
    elif isinstance(value, dict):
        yield from _inner(value.get("values") or value.get("value"))
    elif isinstance(value, list):
        for each in value:
            yield from _inner(each)
    elif value is not None:
        several = getattr(value, "values", None)
        yield from _inner(several) if several else iter([Given(_text(getattr(value, "value", None)), _resolved(value))])


def _resolved(value: Any) -> str | None:
    """Return the id that Alexa matched; a status that the SDK does not know counts as no match."""
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
