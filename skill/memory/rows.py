"""Encoding of one person's memory, the same in every database."""

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


def read(text: bytes | str | None) -> Profile | None:
    """
    Decode a row; None for a missing or malformed one, which the next write then replaces.

    Values out of range are dropped: the coach never writes them, and a negative pace, say, would reach the speech.
    """
    if text is None:
        return None
    try:
        known = json.decode(text, type=Profile)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        log.warning("memory unreadable")
        return None
    wrong = _out_of_range(known)
    return replace(known, **wrong) if wrong else known


def _out_of_range(known: Profile) -> dict[str, Any]:
    """Return the fields whose values are out of range, each with its default."""
    wrong: dict[str, Any] = {}
    if known.hold_seconds is not None and not SHORTEST_HOLD <= known.hold_seconds <= LONGEST_HOLD:
        wrong["hold_seconds"] = None
    if known.pace is not None and not SLOWEST <= known.pace <= 1:
        wrong["pace"] = None
    if known.finished < 0:
        wrong["finished"] = 0
    place = known.place
    if place and not (SHORTEST_HOLD <= place.hold.seconds <= LONGEST_HOLD and place.step >= 0):
        wrong["place"] = None
    return wrong
