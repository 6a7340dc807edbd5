"""Read the timestamps of requests: ISO 8601, or the epoch numbers that Amazon's simulator has sent."""

from datetime import UTC, datetime
from typing import Any

_MILLISECONDS = 100_000_000_000
"""Epoch numbers from here on are milliseconds: as seconds, they would lie in the year 5138."""


def moment(sent: Any) -> datetime:
    """
    Return the moment of a timestamp; it has no time zone if none is told.

    Raises:
        ValueError: It names no moment.
    """
    if isinstance(sent, str) and sent.isascii() and sent.isdigit():
        sent = int(sent)
    try:
        if isinstance(sent, int | float) and not isinstance(sent, bool):
            return datetime.fromtimestamp(sent / 1000 if sent >= _MILLISECONDS else sent, UTC)
        return datetime.fromisoformat(sent)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ValueError("The timestamp is missing or malformed.") from error
