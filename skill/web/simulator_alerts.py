"""Timers and reminders as the simulator page shows them."""

from datetime import UTC, datetime, timedelta

from skill.alexa.local_time import time_in
from skill.alexa.reminders import clock_of
from skill.alexa.simulated_device import Json
from skill.conversation.session import DAYS
from skill.web.fake_alexa import FakeAlexa

_WEEK = 8
"""Days to look ahead: if today's time is over, a weekly reminder rings in seven days."""


def alerts(alexa: FakeAlexa) -> Json:
    """Return the pending timers and reminders, and the timers that have rung and were not dismissed."""
    # Marks due timers as rung, so that a new timer may take the label of one of them.
    alexa.ringing()
    return {"timers": [_timer(it) for it in alexa.timers.values()], "reminders": _reminders(alexa)}


def _reminders(alexa: FakeAlexa) -> list[Json]:
    shown = []
    for token, it in list(alexa.reminders.items()):
        rings = next_ring(it, alexa.clock(), alexa.zone)
        if rings is None:
            # A one-time reminder has rung; Alexa deletes it, too.
            del alexa.reminders[token]
            continue
        text = it["alertInfo"]["spokenInfo"]["content"][0]["text"]
        days = clock.days if (clock := clock_of(it)) else ()
        shown.append({"id": token, "label": text, "rings": rings, "days": days})
    return sorted(shown, key=lambda it: float(it["rings"]))


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
