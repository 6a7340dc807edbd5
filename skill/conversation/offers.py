"""Heat and ice timers, and stretch reminders: offered with their cautions, set only after a yes."""

import re

from msgspec.structs import replace

from skill.content.models import Level
from skill.conversation.amounts import DAYS_NAMED, counted, length, when
from skill.conversation.composer import Composer
from skill.conversation.events import RunningTimer, Said
from skill.conversation.reply import ListTimers, Reply
from skill.conversation.session import DAYS, SetReminder, SetTimer, TimerKind, Turn
from skill.conversation.triage import suits

LONGEST_MINUTES: dict[TimerKind, int] = {"heat": 20, "ice": 15}
"""Maximum minutes: heat 15 to 20 (seed_001, seed_002), ice 10 to 15 (reference, 4); more can burn the skin."""

USUAL_EVENING = SetReminder(19, 0, DAYS)
"""Time of the reminder that is offered; the user can ask for any other."""

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_OFFERS_WISH = Turn(awaiting="offer", about="wish")
_PARTS_OF_DAY = {"morning": (8, 0), "afternoon": (14, 0), "evening": (19, 0), "night": (21, 0)}
"""Hour and minute that each part of the day stands for."""


def wants_timer(composer: Composer, said: Said) -> Reply:
    """Request the running timers first: a second one of a kind can only replace the first."""
    kind: TimerKind = "ice" if said.slots.get("remedy") == "ice" else "heat"
    if not suits(composer.content.remedies[kind], composer.session.answers):
        return timer(composer, kind)
    return composer.request(ListTimers(kind, said.number("duration") or None))


def timer(
    composer: Composer, kind: TimerKind, seconds: int | None = None, *, lead: str = "", advised: Turn | None = None
) -> Reply:
    """Offer a timer of the given or the usual duration, optionally after what was advised."""
    remedy = composer.content.remedies[kind]
    if not suits(remedy, composer.session.answers):
        return composer.ask_again(composer.line("timer_not_right", kind=remedy.name))
    minutes, capped = _minutes(composer, kind, seconds)
    composer.session.wish = SetTimer(kind, minutes * 60)
    asked, spoken = replace(advised or Turn(awaiting="offer"), about="wish"), counted(minutes, "minute")
    again = "timer_net" if advised else "timer_reprompt"
    return composer.ask(f"timer_{kind}", asked, lead=capped or lead, reprompt=again, minutes=spoken)


def replacement(composer: Composer, running: RunningTimer, seconds: int | None) -> Reply:
    """Offer to replace a running timer with one of another duration."""
    minutes, capped = _minutes(composer, running.kind, seconds)
    composer.session.wish = SetTimer(running.kind, minutes * 60, replace=True)
    name, left = composer.content.remedies[running.kind].name, length(running.seconds_left)
    lead = f"{composer.line('timer_running', kind=name, left=left)} {capped}".strip()
    return composer.ask("timer_replace", _OFFERS_WISH, lead=lead, minutes=counted(minutes, "minute"))


def _minutes(composer: Composer, kind: TimerKind, seconds: int | None) -> tuple[int, str]:
    """Return the whole minutes of a timer, and the reason if they are fewer than requested."""
    usual, longest = composer.content.remedies[kind].timer_minutes or 0, LONGEST_MINUTES[kind]
    minutes = usual if seconds is None else max(1, round(seconds / 60))
    if minutes <= longest:
        return minutes, ""
    return longest, composer.line(f"timer_longest_{kind}", minutes=counted(longest, "minute"))


def wants_reminder(composer: Composer, said: Said) -> Reply:
    """
    Read back the requested reminder and ask for a yes; ask for the time if it is missing.

    What is not told again stays as it was just offered: "in the morning obviously", "no, half past nine".
    """
    time, offered = said.slots.get("time", ""), composer.session.wish
    found, days = _TIME.fullmatch(time), DAYS_NAMED.get(said.slots.get("recurrence", ""), ())
    clock = (int(found[1]), int(found[2])) if found else _PARTS_OF_DAY.get(time)
    if isinstance(offered, SetReminder) and composer.session.turn.about == "wish":
        if time in _PARTS_OF_DAY:
            clock = (offered.hour % 12 + (0 if time == "morning" else 12), offered.minute)
        elif clock is None and days:
            clock = (offered.hour, offered.minute)
        days = days or offered.days
    if clock is None:
        return composer.ask("reminder_when", Turn(awaiting="offer", about="when"))
    composer.session.wish = wish = SetReminder(clock[0], clock[1], days)
    return composer.ask("reminder", _OFFERS_WISH, when=when(composer, wish))


def offer_reminder(composer: Composer, wish: SetReminder, lead: str, *, level: Level | None = None) -> Reply:
    """Offer a reminder that was not asked for, optionally after advice."""
    composer.session.wish = wish
    return composer.ask("reminder_offer", replace(_OFFERS_WISH, level=level), lead=lead, when=when(composer, wish))
