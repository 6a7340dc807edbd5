"""Timers and reminders of the simulator page: each visitor has fake Alexa services, reached over loopback."""

import threading
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from skill.alexa.local_time import time_in
from skill.alexa.reminders import clock_of
from skill.conversation.session import DAYS
from skill.web.fake_alexa import Answer, FakeAlexa, serving

Json = dict[str, Any]

MAX_VISITORS = 64
"""Maximum number of visitors whose services are kept; the least recently used are dropped."""


_WEEK = 8
"""Days to look ahead: if today's time is over, a weekly reminder rings in seven days."""


class Visitor:
    """Fake Alexa services of one visitor, on the page's clock. At first, no permission is granted."""

    def __init__(self, person: str) -> None:
        """Start without timers and reminders; the token for the services is who the visitor is."""
        self.now = 0.0
        self.alexa = FakeAlexa(person, granted=set(), zone=None, clock=lambda: self.now)

    def set_clock(self, now: float, zone: str | None) -> None:
        """Set the page's clock and time zone; an unknown zone counts as not set."""
        self.now = now
        self.alexa.zone = zone if time_in(zone, now) else None

    def cancel(self, alert: str) -> None:
        """Delete a timer or reminder, whether it has rung or not."""
        self.alexa.timers.pop(alert, None)
        self.alexa.reminders.pop(alert, None)

    def alerts(self) -> Json:
        """Return the pending timers and reminders, and the timers that have rung and were not dismissed."""
        # Marks due timers as rung, so that a new timer may take the label of one of them.
        self.alexa.ringing()
        return {"timers": [_timer(it) for it in self.alexa.timers.values()], "reminders": self._reminders()}

    def _reminders(self) -> list[Json]:
        shown = []
        for token, it in list(self.alexa.reminders.items()):
            rings = next_ring(it, self.now, self.alexa.zone)
            if rings is None:
                # A one-time reminder has rung; Alexa deletes it, too.
                del self.alexa.reminders[token]
                continue
            text = it["alertInfo"]["spokenInfo"]["content"][0]["text"]
            shown.append(
                {"id": token, "label": text, "rings": rings, "days": clock.days if (clock := clock_of(it)) else ()}
            )
        return sorted(shown, key=lambda it: float(it["rings"]))


class Visitors:
    """Services of all visitors behind one address, which is opened at first use. Thread-safe."""

    def __init__(self) -> None:
        """Start without visitors."""
        self._kept = lru_cache(MAX_VISITORS)(Visitor)
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._endpoint = ""

    def of(self, person: str) -> Visitor:
        """Return a visitor's services; they are created at first use."""
        with self._lock:
            return self._kept(person)

    @property
    def endpoint(self) -> str:
        """Base URL of the services. They start at first use: the server forks after the page was built."""
        with self._lock:
            self._endpoint = self._endpoint or self._open.enter_context(serving(self._answer))
            return self._endpoint

    def _answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        return self.of(authorization.removeprefix("Bearer ")).alexa.answer(method, path, authorization, body)


def _timer(timer: Json) -> Json:
    began, rings = (datetime.fromisoformat(timer[name]).timestamp() for name in ("createdTime", "triggerTime"))
    return {"id": timer["id"], "label": timer["timerLabel"], "rings": rings, "seconds": round(rings - began)}


def next_ring(reminder: Json, after: float, zone: str | None) -> float | None:
    """
    Return when a reminder rings next, later than `after`; None if it won't ring again.

    Times are in seconds since 1970. `zone` is the device's time zone, for a reminder that names none.
    """
    trigger, clock = reminder["trigger"], clock_of(reminder)
    now = time_in(trigger.get("timeZoneId"), after) or time_in(zone, after) or datetime.fromtimestamp(after, UTC)
    if "recurrence" not in trigger or clock is None:
        once = datetime.fromisoformat(trigger["scheduledTime"]).replace(tzinfo=now.tzinfo).timestamp()
        return once if once > after else None
    rings = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
    for ahead in range(_WEEK):
        # Adding days to a local datetime keeps its hour across a change to or from summer time.
        at = rings + timedelta(days=ahead)
        if DAYS[at.weekday()] in clock.days and at.timestamp() > after:
            return at.timestamp()
    return None
