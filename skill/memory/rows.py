"""How a person's memory is written down, in every database alike."""

from msgspec import DecodeError, json

from skill import log
from skill.conversation.profile import Profile

SCHEMA = 2
"""The version of what the databases hold."""


def written(remembered: Profile) -> bytes:
    """Write down what is remembered."""
    return json.encode(remembered)


def read(text: bytes | str | None) -> Profile | None:
    """Read what a database kept; what can't be read counts as nothing, so that the next write heals it."""
    if text is None:
        return None
    try:
        return json.decode(text, type=Profile)
    except DecodeError:
        log.warning("memory unreadable")
        return None
