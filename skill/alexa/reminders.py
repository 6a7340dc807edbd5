"""Reminders in Alexa's Reminders API. Anybody in the room hears them, so the text says nothing about health."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from skill.alexa.services import Access, Api, RefusalError, Refused
from skill.conversation.session import DAYS, Day

TEXT = "Time for your stretch"

_PATH = "/v1/alerts/reminders"


@dataclass(frozen=True, slots=True)
class ReminderSet:
    """A reminder is set."""

    token: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of ours that will ring."""

    token: str
    hour: int
    minute: int
    days: tuple[Day, ...]
    """In the order of the week; empty for one that rings once."""


ReminderOutcome = ReminderSet | Refused


def set_reminder(
    access: Access, hour: int, minute: int, days: tuple[Day, ...], *, now: float, zone: str | None
) -> ReminderOutcome:
    """
    Set a reminder at a time of the device's day, on some days of the week; without days the next time it is that late.

    `zone` is the device's (`services.time_zone`); None leaves it to Alexa, who then can't be told a single day.
    """
    body = _body(access.locale, (hour, minute), days, now=now, zone=zone)
    if body is None:
        return Refused("no_time_zone")
    try:
        answer = Api(access).call("POST", _PATH, body)
    except RefusalError as error:
        return Refused(error.reason)
    token = answer.get("alertToken") if isinstance(answer, dict) else None
    # Nothing is promised to the person that Alexa has not confirmed.
    return ReminderSet(str(token)) if token else Refused("away")


def reminders(access: Access) -> tuple[Reminder, ...] | Refused:
    """Those of ours that will ring."""
    try:
        return tuple(_read(Api(access).call("GET", _PATH)))
    except RefusalError as error:
        return Refused(error.reason)


def cancel_reminders(access: Access, tokens: tuple[str, ...]) -> Refused | None:
    """Cancel some of ours; None once all are gone, also those that were gone already."""
    api = Api(access)
    for token in tokens:
        try:
            api.call("DELETE", f"{_PATH}/{quote(token, safe='')}")
        except RefusalError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                return Refused(error.reason)
    return None


def _body(
    locale: str, clock: tuple[int, int], days: tuple[Day, ...], *, now: float, zone: str | None
) -> dict[str, Any] | None:
    """The request; None for a single day where the day is not known."""
    local = _local(now, zone)
    trigger: dict[str, Any] = {"type": "SCHEDULED_ABSOLUTE"}
    if days:
        trigger["recurrence"] = {"recurrenceRules": [_rule(clock, days)]}
        if local:
            trigger["recurrence"] = {"startDateTime": _written(local)} | trigger["recurrence"]
    elif local:
        trigger["scheduledTime"] = _written(_next(local, clock))
    else:
        return None
    if zone:
        trigger["timeZoneId"] = zone
    return {
        "requestTime": _written(local or datetime.fromtimestamp(now, UTC)),
        "trigger": trigger,
        "alertInfo": {"spokenInfo": {"content": [{"locale": locale, "text": TEXT}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def _rule(clock: tuple[int, int], days: tuple[Day, ...]) -> str:
    hour, minute = clock
    named = [day for day in DAYS if day in days]
    often = "FREQ=DAILY" if len(named) == len(DAYS) else f"FREQ=WEEKLY;BYDAY={','.join(named)}"
    return f"{often};BYHOUR={hour};BYMINUTE={minute};BYSECOND=0;INTERVAL=1;"


def _local(now: float, zone: str | None) -> datetime | None:
    """The device's clock; None where its zone is unknown, here or to us."""
    try:
        return datetime.fromtimestamp(now, ZoneInfo(zone)) if zone else None
    except (KeyError, ValueError, OSError):
        return None


def _next(local: datetime, clock: tuple[int, int]) -> datetime:
    at = local.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    return at if at > local else at + timedelta(days=1)


def _written(moment: datetime) -> str:
    """Alexa takes local times without an offset."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _read(answer: Any) -> Iterator[Reminder]:
    alerts = answer.get("alerts") if isinstance(answer, dict) else None
    for alert in alerts or ():
        trigger = alert.get("trigger") or {}
        rules = (trigger.get("recurrence") or {}).get("recurrenceRules") or []
        clock = _clock(str(rules[0]) if rules else None, str(trigger.get("scheduledTime")))
        if clock and alert.get("status") == "ON":
            yield Reminder(str(alert.get("alertToken")), *clock)


def _clock(rule: str | None, scheduled: str) -> tuple[int, int, tuple[Day, ...]] | None:
    """Hour, minute and days; None for one that is not of our making."""
    if rule is None:
        once = re.match(r"\d{4}-\d\d-\d\dT(\d\d):(\d\d)", scheduled)
        return (int(once[1]), int(once[2]), ()) if once else None
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    try:
        clock = int(parts["BYHOUR"]), int(parts["BYMINUTE"])
    except (KeyError, ValueError):
        return None
    named = parts.get("BYDAY", "").split(",")
    return *clock, tuple(day for day in DAYS if day in named) or DAYS
