"""Compute when a fake reminder rings next, from its recurrence rule or local time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from skill.alexa.local_time import time_in
from skill.alexa.reminders import clock_of
from skill.conversation.session import DAYS

Json = dict[str, Any]

_WEEK = 8
"""Days to look ahead: if today's time is over, a weekly reminder rings in seven days."""


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
