"""Outcomes of timer and reminder requests: each gets a sentence and a way to continue."""

from typing import Literal

from msgspec.structs import replace

from skill.conversation import flow, offers
from skill.conversation.amounts import length, when
from skill.conversation.composer import Composer
from skill.conversation.events import Consented, Performed
from skill.conversation.reply import CancelReminders, CancelTimers, ListReminders, ListTimers, Reply, Request
from skill.conversation.session import DAYS, SetReminder, SetTimer, Turn


def granted(composer: Composer) -> Reply:
    """Request what the user has accepted."""
    accepted = CancelReminders() if composer.session.turn.about == "cancel" else composer.session.wish
    return composer.request(accepted) if accepted else composer.ask_again("")


def declined(composer: Composer) -> None:
    """Drop what the user has declined, and offer no reminder for a while."""
    if isinstance(composer.session.wish, SetReminder):
        composer.session.reminder = "declined"
    composer.session.wish = None


def performed(composer: Composer, done: Performed) -> Reply:
    """Report the outcome of a request; if a permission is missing, ask the platform for it once."""
    if isinstance(done.request, ListTimers | CancelTimers):
        return _timers(composer, done, done.request)
    wish = composer.session.wish
    if done.outcome == "no_permission" and wish and not composer.session.asked_permission:
        composer.session.asked_permission = True
        return Reply(composer.session, "silent", consent="timers" if isinstance(wish, SetTimer) else "reminders")
    composer.session.wish = None
    if isinstance(done.request, ListReminders) and done.outcome == "done":
        return _listed(composer, done)
    if isinstance(done.request, SetTimer) and done.outcome == "duplicate" and done.timers:
        return offers.replacement(composer, done.timers[0], done.request.seconds)
    if isinstance(done.request, SetReminder) and done.outcome == "no_time_zone":
        # A single day needs a known time zone; every day does not.
        daily = replace(done.request, days=DAYS)
        return offers.offer_reminder(composer, daily, composer.line("refused_no_time_zone"))
    name = _NAMES[type(done.request)]
    if done.outcome == "done":
        if name in _REMINDERS_THEN:
            composer.session.reminder = _REMINDERS_THEN[name]
        return _go_on(composer, composer.line(f"{name}_done", when=_spoken(composer, done.request)))
    instead = composer.line("timer_instead" if name == "timer" else "reminder_instead")
    return _go_on(composer, f"{composer.line(f'refused_{done.outcome}')} {instead}")


_NAMES: dict[type, str] = {
    SetTimer: "timer",
    SetReminder: "reminder",
    ListReminders: "reminders",
    CancelReminders: "cancel",
}


_REMINDERS_THEN: dict[str, Literal["set", "declined"]] = {"reminder": "set", "cancel": "declined"}
"""State of reminders after one was set or all were cancelled; both pause further offers."""


def _spoken(composer: Composer, request: Request) -> str:
    """Return when a reminder rings, or how long a timer runs."""
    if isinstance(request, SetTimer):
        return length(request.seconds)
    return when(composer, request) if isinstance(request, SetReminder) else ""


def _timers(composer: Composer, done: Performed, request: ListTimers | CancelTimers) -> Reply:
    """Offer the requested timer, or list the running or cancelled ones and repeat the open question."""
    if isinstance(request, ListTimers) and request.wanted:
        same = next((it for it in done.timers if it.kind == request.wanted), None)
        if same:
            return offers.replacement(composer, same, request.seconds)
        return offers.timer(composer, request.wanted, request.seconds)
    if done.outcome not in ("done", "no_permission"):  # Without the permission, the skill has set none.
        said = composer.line(f"refused_{done.outcome}")
    elif not done.timers and isinstance(request, ListTimers) and composer.session.turn.awaiting == "finding":
        said = flow.count_left(composer)  # "How much longer?", in the middle of the questions.
    elif not done.timers:
        said = composer.line("timers_none")
    elif isinstance(request, CancelTimers):
        said = composer.line("timer_cancelled")
    else:
        remedies = composer.content.remedies
        left = [
            composer.line("timer_left", kind=remedies[it.kind].name, left=length(it.seconds_left)) for it in done.timers
        ]
        said = " ".join(left)
    return composer.end(said) if composer.session.turn.awaiting is None else composer.ask_again(said)


def _listed(composer: Composer, done: Performed) -> Reply:
    if not done.reminders:
        return _go_on(composer, composer.line("reminders_none"))
    told = ", and ".join(when(composer, reminder) for reminder in done.reminders[:3])
    asked = Turn(awaiting="offer", about="cancel")
    return composer.ask("cancel", asked, lead=composer.line("reminders_done", when=told))


def consented(composer: Composer, answer: Consented) -> Reply:
    """Handle the user's answer to the platform's permission prompt."""
    wish = composer.session.wish
    if answer.answer == "granted" and wish:
        return composer.request(wish)
    instead = composer.line("reminder_instead" if isinstance(wish, SetReminder) else "timer_instead")
    if answer.answer != "declined":
        composer.session.wish = None
        return _go_on(composer, f"{composer.line('refused_no_permission')} {instead}")
    declined(composer)
    return _go_on(composer, f"{composer.line('not_permitted')} {instead}")


def _go_on(composer: Composer, said: str) -> Reply:
    """Return to what was going on before the timer or reminder, or end if there was nothing."""
    session = composer.session
    if session.finished:
        return composer.end(f"{said} {composer.line('net')}", level="selfcare")
    if session.screening and (session.eased or session.named):
        return flow.wrap_up(composer, said)
    if session.screening:
        return flow.proceed(composer, said)
    return composer.end(said)
