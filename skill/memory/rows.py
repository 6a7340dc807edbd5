"""Encoding of one person's memory, the same in every database."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import DecodeError, json
from msgspec.structs import replace

from skill import log
from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation.control import SLOWEST
from skill.conversation.profile import Profile

SCHEMA = 2
"""Version of the database schema."""


def written(remembered: Profile) -> bytes:
    """Encode what is remembered as JSON."""
    return json.encode(remembered)


def read(text: bytes | str) -> Profile | None:
    """
    Decode a row; None for a malformed one, which the next write then replaces.

    Values out of range are dropped: the coach never writes them, and a negative pace, say, would reach the speech.
    """
    try:
        known = json.decode(text, type=Profile)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        log.warning("memory unreadable")
        return None
    wrong = [name for name, is_valid in _VALID.items() if not is_valid(getattr(known, name))]
    return replace(known, **{name: getattr(_EMPTY, name) for name in wrong}) if wrong else known


_EMPTY = Profile()
_VALID: Mapping[str, Callable[[Any], bool]] = {
    "hold_seconds": lambda it: it is None or SHORTEST_HOLD <= it <= LONGEST_HOLD,
    "pace": lambda it: it is None or SLOWEST <= it <= 1,
    "finished": lambda it: it >= 0,
    "place": lambda it: it is None or (SHORTEST_HOLD <= it.hold.seconds <= LONGEST_HOLD and it.step >= 0),
}
"""Field -> whether a value of it is in range."""
