"""Numbers, durations and times of day as spoken text."""

from skill.conversation.composer import Composer
from skill.conversation.session import DAYS, SetReminder

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_NAMED: dict[str, tuple[str, ...]] = {
    "daily": DAYS,
    "weekdays": DAYS[:5],
    "weekends": DAYS[5:],
    **{name: (day,) for name, day in zip(_WEEK, DAYS, strict=True)},
}
"""Names of the recurrences of a reminder, as in the slot type Recurrence and in lines.yaml, and their days."""

_NAMES_OF_DAYS = {(): "once", **{days: name for name, days in DAYS_NAMED.items()}}
_MINUTE = 60
_NOON = 12


def counted(number: float, noun: str) -> str:
    """Return a number with its noun: "1 minute", "15 minutes"."""
    whole = round(number)
    return f"{whole} {noun}" if whole == 1 else f"{whole} {noun}s"


def length(seconds: float) -> str:
    """Return a duration: in seconds below one minute, otherwise in whole minutes."""
    return counted(max(seconds, 1), "second") if seconds < _MINUTE else counted(seconds / _MINUTE, "minute")


def when(composer: Composer, reminder: SetReminder) -> str:
    """Return the days and the time at which a reminder rings."""
    half = "AM" if reminder.hour < _NOON else "PM"
    minute = f":{reminder.minute:02}" if reminder.minute else ""
    clock = f"{reminder.hour % _NOON or _NOON}{minute} {half}"
    name = _NAMES_OF_DAYS.get(reminder.days, "some")
    return f"{composer.line(f'days_{name}')} at {clock}"
