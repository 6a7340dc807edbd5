"""What hour it is where somebody is: by the time zone of their device, which Alexa tells and the memory keeps."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

from ask_sdk_model import RequestEnvelope
from msgspec.structs import replace

from skill.turn import Memory

UserOf = Callable[[RequestEnvelope], str | None]

WAIT_SECONDS = 0.3
"""How long a reply waits for Alexa's settings; without the hour it only doesn't offer to whisper."""

PAUSE_SECONDS = 60.0
"""How long nobody is asked after no answer came, so that a dead service slows one reply a minute."""


def hour_in(zone: str | None, now: float) -> int | None:
    """The hour, 0 to 23, in a time zone; None where the zone is not known, or not to this machine."""
    if zone is None:
        return None
    from zoneinfo import ZoneInfo  # Takes its time to load, and strangers have no zone.

    try:
        return datetime.fromtimestamp(now, ZoneInfo(zone)).hour
    except (KeyError, ValueError, OSError):
        return None


class LocalTime:
    """Asks Alexa for the hour of a person's day. Threads may share it."""

    def __init__(self, people: Memory) -> None:
        """Begin in good hope."""
        self._people = people
        self._rests_until = 0.0

    def learned(self, envelope: RequestEnvelope, user_of: UserOf, now: float) -> int | None:
        """Ask Alexa, remember the answer, and give the hour; None where none came in time."""
        return hour_in(self._zone(envelope, user_of, now), now)

    def _zone(self, envelope: RequestEnvelope, user_of: UserOf, now: float) -> str | None:
        if time.monotonic() < self._rests_until or (user := user_of(envelope)) is None:
            return None
        # Needed for strangers only, and takes its time to load.
        from skill.alexa import services

        ours = services.access(envelope)
        if ours is None:
            return None
        heard: list[str | None] = []
        # In a thread of its own, as looking up a host's address can't be given up.
        asking = threading.Thread(target=lambda: heard.append(services.time_zone(ours)), daemon=True)
        asking.start()
        asking.join(WAIT_SECONDS)
        zone = heard[0] if heard else None
        if zone is None:
            self._rests_until = time.monotonic() + PAUSE_SECONDS
        else:
            self._people.change(user, lambda kept: replace(kept, zone=zone, zone_at=now))
        return zone
