"""What hour it is where somebody is: by the time zone of their device, which is asked for seldom and remembered."""

import threading
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from ask_sdk_model import RequestEnvelope
from msgspec.structs import replace

from skill.alexa import services
from skill.alexa.memory import Memory
from skill.conversation.remembered import Remembered

WAIT_SECONDS = 0.3
"""How long the first reply waits for Alexa's settings; without the hour it only doesn't offer to whisper."""

ASKED_AGAIN_SECONDS = 30 * 86_400.0
"""How long a time zone is believed: people move, though seldom."""

PAUSE_SECONDS = 60.0
"""How long nobody is asked after no answer came, so that a dead service slows one reply a minute."""


class LocalTime:
    """Knows the hour of a person's day. Threads may share it."""

    def __init__(self, people: Memory) -> None:
        """Begin in good hope."""
        self._people = people
        self._rests_until = 0.0

    def hour(self, envelope: RequestEnvelope, user: str | None, known: Remembered, now: float) -> int | None:
        """The hour, 0 to 23, at the beginning of a session; None where the zone is not known."""
        zone = known.zone
        if now - known.zone_at >= ASKED_AGAIN_SECONDS:
            zone = self._learned(envelope, user, now) or zone
        try:
            return datetime.fromtimestamp(now, ZoneInfo(zone)).hour if zone else None
        except (KeyError, ValueError, OSError):
            # A zone that this machine's list does not have.
            return None

    def _learned(self, envelope: RequestEnvelope, user: str | None, now: float) -> str | None:
        ours = services.access(envelope)
        if ours is None or user is None or time.monotonic() < self._rests_until:
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
