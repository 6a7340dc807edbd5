"""When pretend reminders ring next: rules and local times become seconds since 1970."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.conversation.session import DAYS

Json = dict[str, Any]

_WEEK = 8
"""Days to look ahead: today's time may be over, so that the next one is a week from today."""


def zone_of(name: str | None) -> tzinfo | None:
    """A time zone by its name; None if there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def days_of(reminder: Json) -> list[str]:
    """The days of the week on which a reminder rings; none if it rings once."""
    rule = _rule(reminder)
    if rule is None:
        return []
    named = rule.get("BYDAY", "").split(",")
    return [day for day in DAYS if day in named] or list(DAYS)


def next_ring(reminder: Json, after: float, zone: str | None) -> float | None:
    """
    The next time a reminder rings, later than a moment; None if it has rung for the last time.

    `zone` is the device's, for a reminder that names none.
    """
    local = zone_of(reminder["trigger"].get("timeZoneId")) or zone_of(zone) or UTC
    rule = _rule(reminder)
    if rule is None:
        once = datetime.fromisoformat(reminder["trigger"]["scheduledTime"]).replace(tzinfo=local).timestamp()
        return once if once > after else None
    today = datetime.fromtimestamp(after, local)
    rings = today.replace(hour=int(rule["BYHOUR"]), minute=int(rule["BYMINUTE"]), second=0, microsecond=0, fold=0)
    days = days_of(reminder)
    for ahead in range(_WEEK):
        # Adding days to a local time keeps the clock's hour over a change to summer time.
        at = rings + timedelta(days=ahead)
        if DAYS[at.weekday()] in days and at.timestamp() > after:
            return at.timestamp()
    return None


def _rule(reminder: Json) -> dict[str, str] | None:
    rules = (reminder["trigger"].get("recurrence") or {}).get("recurrenceRules")
    return dict(re.findall(r"(\w+)=([^;]+)", rules[0])) if rules else None
