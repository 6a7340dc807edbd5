"""How a person's memory is written down, in every database alike."""

from msgspec import DecodeError, json

from skill import log
from skill.conversation.remembered import Remembered

SCHEMA = 2
"""The version of what the databases hold."""


def written(remembered: Remembered) -> bytes:
    """Write down what is remembered."""
    return json.encode(remembered)


def read(text: bytes | str | None) -> Remembered | None:
    """Read what a database kept; what can't be read counts as nothing, so that the next write heals it."""
    if text is None:
        return None
    try:
        return json.decode(text, type=Remembered)
    except DecodeError:
        log.warning("memory unreadable")
        return None
