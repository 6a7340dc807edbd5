"""The user's local hour, from the device's time zone, which Alexa provides and the memory stores."""

import time
from datetime import datetime

from msgspec.structs import replace

from skill.alexa.envelope import Envelope
from skill.turn import Memory

WAIT_SECONDS = 0.3
"""Timeout of the request for the time zone; without the hour, the coach only does not offer to whisper."""

PAUSE_SECONDS = 60.0
"""Pause after a failed request, so that an unavailable service delays at most one reply per minute."""


def time_in(zone: str | None, now: float) -> datetime | None:
    """Return the local time in a time zone; None if the zone is not given or unknown to this machine."""
    if not zone:
        return None
    from zoneinfo import ZoneInfo  # Slow to import, and new users have no zone.

    try:
        return datetime.fromtimestamp(now, ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        return None


def hour_in(zone: str | None, now: float) -> int | None:
    """Return the hour, 0 to 23, in a time zone; None if the zone is not given or unknown to this machine."""
    there = time_in(zone, now)
    return there.hour if there else None


class LocalTime:
    """Client for the user's local hour. Thread-safe."""

    def __init__(self, people: Memory) -> None:
        """Assume that the service is available."""
        self._people = people
        self._rests_until = 0.0

    def learned(self, envelope: Envelope, user: str | None, now: float) -> int | None:
        """Request the time zone from Alexa, remember it, and return the hour; None if it was not received in time."""
        if user is None or time.monotonic() < self._rests_until:
            return None
        # Slow to import, and needed for new users only.
        from skill.alexa import services

        access = services.access(envelope)
        if access is None:
            return None
        zone = services.time_zone(access, WAIT_SECONDS)
        if zone is None:
            self._rests_until = time.monotonic() + PAUSE_SECONDS
            return None
        self._people.change(user, lambda kept: replace(kept, zone=zone, zone_at=now))
        return hour_in(zone, now)
