"""Reminders in Alexa's Reminders API. Anyone in the room hears them, so the text contains nothing about health."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from skill.alexa.envelope import inside
from skill.alexa.local_time import time_in
from skill.alexa.services import Access, Api, RefusalError
from skill.conversation.session import DAYS, SetReminder

TEXT = "Time for your stretch"

PATH = "/v1/alerts/reminders"
"""Path of the API; that of a reminder ends in its token."""


def set_reminder(access: Access, wish: SetReminder, *, now: float, zone: str | None) -> None:
    """
    Set a reminder at a local time of the device, on some days of the week, or once at the next occurrence of the time.

    `zone` is the time zone of the device (`services.time_zone`); with None, Alexa applies it itself, and a single day
    can't be set.

    Raises:
        RefusalError: Alexa refused, or the time zone is needed.
    """
    answer = Api(access).call("POST", PATH, _body(access.locale, wish, now=now, zone=zone))
    # Only what Alexa has confirmed is promised to the user.
    if not inside(answer, "alertToken"):
        raise RefusalError("away")


def reminders(access: Access) -> dict[str, SetReminder]:
    """
    Return the pending reminders of the skill, by the token of each.

    Raises:
        RefusalError: Alexa refused.
    """
    alerts = inside(Api(access).call("GET", PATH), "alerts") or ()
    listed = ((alert, clock_of(alert)) for alert in alerts if alert.get("status") == "ON")
    return {str(alert.get("alertToken")): clock for alert, clock in listed if clock}


def _body(locale: str, wish: SetReminder, *, now: float, zone: str | None) -> dict[str, Any]:
    """
    Return the request body.

    Raises:
        RefusalError: The time zone is needed: without it, the date of a single day is unknown.
    """
    there = time_in(zone, now)
    trigger: dict[str, Any] = {"type": "SCHEDULED_ABSOLUTE"}
    if wish.days:
        trigger["recurrence"] = {"recurrenceRules": [_rule(wish)]}
        if there:
            trigger["recurrence"]["startDateTime"] = _written(there)
    elif there:
        at = there.replace(hour=wish.hour, minute=wish.minute, second=0, microsecond=0)
        trigger["scheduledTime"] = _written(at if at > there else at + timedelta(days=1))
    else:
        raise RefusalError("no_time_zone")
    if zone:
        trigger["timeZoneId"] = zone
    return {
        "requestTime": _written(there or datetime.fromtimestamp(now, UTC)),
        "trigger": trigger,
        "alertInfo": {"spokenInfo": {"content": [{"locale": locale, "text": TEXT}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def _rule(wish: SetReminder) -> str:
    named = [day for day in DAYS if day in wish.days]
    often = "FREQ=DAILY" if len(named) == len(DAYS) else f"FREQ=WEEKLY;BYDAY={','.join(named)}"
    return f"{often};BYHOUR={wish.hour};BYMINUTE={wish.minute};BYSECOND=0;INTERVAL=1;"


def _written(moment: datetime) -> str:
    """Return a local time as Alexa expects it, without an offset."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def clock_of(alert: Mapping[str, Any]) -> SetReminder | None:
    """Return the time and the days of a reminder; None for one with a format the skill does not use."""
    rules = inside(alert, "trigger", "recurrence", "recurrenceRules")
    if not rules:
        once = re.match(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)", str(inside(alert, "trigger", "scheduledTime")))
        return SetReminder(int(once[1]), int(once[2])) if once else None
    parts = dict(part.split("=", 1) for part in str(rules[0]).split(";") if "=" in part)
    try:
        hour, minute = int(parts["BYHOUR"]), int(parts["BYMINUTE"])
    except (KeyError, ValueError):
        return None
    named = parts.get("BYDAY", "").split(",")
    return SetReminder(hour, minute, tuple(day for day in DAYS if day in named) or DAYS)
