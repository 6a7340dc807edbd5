"""Heat and ice timers, stretch reminders: offered with their cautions, and only after a yes."""

import re

from skill.content.models import Level, Remedy
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.reply import ListReminders, Reply
from skill.conversation.session import SetReminder, SetTimer, TimerKind

LONGEST_MINUTES: dict[TimerKind, int] = {"heat": 20, "ice": 15}
"""Warmth for 15 to 20 minutes (seed_001, seed_002), ice for 10 to 15 (reference, 4): longer burns."""

USUAL_EVENING = (19, 0)
"""Hour and minute of the reminder that is offered; any other can be asked for."""

_DAYS: dict[str, tuple[str, ...]] = {
    "daily": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    "weekdays": ("MO", "TU", "WE", "TH", "FR"),
    "weekends": ("SA", "SU"),
    "monday": ("MO",),
    "tuesday": ("TU",),
    "wednesday": ("WE",),
    "thursday": ("TH",),
    "friday": ("FR",),
    "saturday": ("SA",),
    "sunday": ("SU",),
}
_SPOKEN_DAYS = {days: name for name, days in _DAYS.items()}

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_PARTS_OF_DAY = {"morning": (8, 0), "afternoon": (14, 0), "evening": (19, 0), "night": (21, 0)}


def wants_timer(composer: Composer, said: Said) -> Reply:
    """A timer is asked for: say how long and on what skin not, and ask for a yes."""
    return timer(composer, "ice" if said.slots.get("remedy") == "ice" else "heat", said.seconds("duration"))


def timer(
    composer: Composer,
    kind: TimerKind,
    seconds: int | None = None,
    *,
    lead: str = "",
    level: Level | None = None,
    condition: str | None = None,
) -> Reply:
    """Offer a timer for so long, or for the usual time, perhaps after advice."""
    remedy = composer.content.remedies[kind]
    if not fits(composer, remedy):
        return composer.ask_again(composer.line("timer_not_right", kind=remedy.name))
    usual = remedy.timer_minutes or 0
    minutes = usual if seconds is None else max(1, round(seconds / 60))
    longest = LONGEST_MINUTES[kind]
    if minutes > longest:
        lead, minutes = composer.line(f"timer_longest_{kind}", minutes=str(longest)), longest
    composer.session.wish = SetTimer(kind, minutes * 60)
    return composer.ask(
        composer.line(f"timer_{kind}", minutes=str(minutes)),
        lead=lead,
        awaiting="offer",
        about="wish",
        reprompt=f"{composer.line('timer_reprompt')} {composer.line('net')}"
        if level
        else composer.line("timer_reprompt"),
        level=level,
        condition=condition,
    )


def fits(composer: Composer, remedy: Remedy) -> bool:
    """Nothing that was answered speaks against it."""
    return not any(composer.session.answers.get(name) in ("yes", "unknown") for name in remedy.not_if)


def wants_reminder(composer: Composer, said: Said) -> Reply:
    """A reminder is asked for: say it back, and ask for a yes; without a time, ask for one."""
    clock = _clock(said.slots.get("time", ""))
    if clock is None:
        return composer.ask(composer.line("reminder_when"), awaiting="offer", about="when")
    days = _DAYS.get(said.slots.get("recurrence", ""), ())
    composer.session.wish = SetReminder(clock[0], clock[1], days)
    when = spoken(composer, composer.session.wish)
    return composer.ask(composer.line("reminder", when=when), awaiting="offer", about="wish")


def offer_reminder(composer: Composer, lead: str) -> Reply:
    """Offer to remind of the stretch every evening, after a routine was done."""
    composer.session.wish = SetReminder(*USUAL_EVENING, _DAYS["daily"])
    when = spoken(composer, composer.session.wish)
    return composer.ask(
        composer.line("reminder_offer", when=when),
        lead=lead,
        awaiting="offer",
        about="wish",
        reprompt=composer.line("reminder_offer_reprompt", when=when),
        level="selfcare",
    )


def list_reminders(composer: Composer, _: Said) -> Reply:
    """Request the reminders that there are."""
    return Reply(composer.session, "silent", request=ListReminders())


def cancel_reminders(composer: Composer, _: Said) -> Reply:
    """Ask for a yes before reminders go."""
    return composer.ask(composer.line("cancel"), awaiting="offer", about="cancel")


def _clock(text: str) -> tuple[int, int] | None:
    """Return hour and minute of a time of day; each part of the day has an hour of its own."""
    found = _TIME.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else _PARTS_OF_DAY.get(text)


def spoken(composer: Composer, wish: object) -> str:
    """When a reminder rings, or how long a timer runs, in words."""
    if isinstance(wish, SetTimer):
        return f"{wish.seconds // 60} minutes"
    if not isinstance(wish, SetReminder):
        return ""
    half = "AM" if wish.hour < 12 else "PM"  # noqa: PLR2004  # noon
    minute = f":{wish.minute:02}" if wish.minute else ""
    clock = f"{wish.hour % 12 or 12}{minute} {half}"
    days = composer.line(f"days_{_SPOKEN_DAYS.get(wish.days, 'some')}") if wish.days else composer.line("days_once")
    return f"{days} at {clock}"
