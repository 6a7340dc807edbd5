"""Reminders in Alexa's Reminders API. Anyone in the room hears them, so the text contains nothing about health."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from skill.alexa.local_time import time_in
from skill.alexa.services import Access, Api, RefusalError
from skill.conversation.session import DAYS, Day, SetReminder

TEXT = "Time for your stretch"

_PATH = "/v1/alerts/reminders"


def set_reminder(
    access: Access, hour: int, minute: int, days: tuple[Day, ...], *, now: float, zone: str | None
) -> None:
    """
    Set a reminder at a local time of the device, on some days of the week, or once at the next occurrence of the time.

    `zone` is the time zone of the device (`services.time_zone`); with None, Alexa applies it itself, and a single day
    can't be set.

    Raises:
        RefusalError: Alexa refused, or the time zone is needed.
    """
    body = _body(access.locale, (hour, minute), days, now=now, zone=zone)
    if body is None:
        raise RefusalError("no_time_zone")
    answer = Api(access).call("POST", _PATH, body)
    # Only what Alexa has confirmed is promised to the user.
    if not isinstance(answer, dict) or not answer.get("alertToken"):
        raise RefusalError("away")


def reminders(access: Access) -> dict[str, SetReminder]:
    """
    Return the pending reminders of the skill, by the token of each.

    Raises:
        RefusalError: Alexa refused.
    """
    answer = Api(access).call("GET", _PATH)
    alerts = answer.get("alerts") if isinstance(answer, dict) else None
    listed = ((alert, clock_of(alert)) for alert in alerts or () if alert.get("status") == "ON")
    return {str(alert.get("alertToken")): clock for alert, clock in listed if clock}


def cancel_reminders(access: Access, tokens: Iterable[str]) -> None:
    """
    Cancel reminders of the skill.

    Raises:
        RefusalError: Alexa refused.
    """
    Api(access).delete(_PATH, tokens)


def _body(
    locale: str, clock: tuple[int, int], days: tuple[Day, ...], *, now: float, zone: str | None
) -> dict[str, Any] | None:
    """Return the request body; None for a single day if the date is unknown."""
    there = time_in(zone, now)
    trigger: dict[str, Any] = {"type": "SCHEDULED_ABSOLUTE"}
    if days:
        trigger["recurrence"] = {"recurrenceRules": [_rule(clock, days)]}
        if there:
            trigger["recurrence"] = {"startDateTime": _written(there)} | trigger["recurrence"]
    elif there:
        trigger["scheduledTime"] = _written(_next(there, clock))
    else:
        return None
    if zone:
        trigger["timeZoneId"] = zone
    return {
        "requestTime": _written(there or datetime.fromtimestamp(now, UTC)),
        "trigger": trigger,
        "alertInfo": {"spokenInfo": {"content": [{"locale": locale, "text": TEXT}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def _rule(clock: tuple[int, int], days: tuple[Day, ...]) -> str:
    hour, minute = clock
    named = [day for day in DAYS if day in days]
    often = "FREQ=DAILY" if len(named) == len(DAYS) else f"FREQ=WEEKLY;BYDAY={','.join(named)}"
    return f"{often};BYHOUR={hour};BYMINUTE={minute};BYSECOND=0;INTERVAL=1;"


def _next(local: datetime, clock: tuple[int, int]) -> datetime:
    at = local.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    return at if at > local else at + timedelta(days=1)


def _written(moment: datetime) -> str:
    """Return a local time as Alexa expects it, without an offset."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def clock_of(alert: Mapping[str, Any]) -> SetReminder | None:
    """Return the time and the days of a reminder; None for one with a format the skill does not use."""
    trigger = alert.get("trigger") or {}
    rules = (trigger.get("recurrence") or {}).get("recurrenceRules")
    if not rules:
        once = re.match(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)", str(trigger.get("scheduledTime")))
        return SetReminder(int(once[1]), int(once[2])) if once else None
    parts = dict(part.split("=", 1) for part in str(rules[0]).split(";") if "=" in part)
    try:
        hour, minute = int(parts["BYHOUR"]), int(parts["BYMINUTE"])
    except (KeyError, ValueError):
        return None
    named = parts.get("BYDAY", "").split(",")
    return SetReminder(hour, minute, tuple(day for day in DAYS if day in named) or DAYS)
