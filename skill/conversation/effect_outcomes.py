"""Outcomes of requests to the platform and the memory: each gets a sentence and a way to continue."""

from msgspec.structs import replace

from skill.conversation import flow, offers
from skill.conversation.amounts import counted, length, when
from skill.conversation.composer import Composer
from skill.conversation.events import Consented, Performed
from skill.conversation.profile import Profile
from skill.conversation.reply import CancelReminders, CancelTimers, Forget, ListReminders, ListTimers, Reply, Tell
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
    session, request = composer.session, done.request
    if isinstance(request, ListTimers | CancelTimers):
        return _timers(composer, done, request)
    if isinstance(request, Tell):
        return composer.ask_again(_stored(composer, done.known))
    if isinstance(request, Forget):
        return composer.end(composer.line("forgotten" if done.outcome == "done" else "not_forgotten"))
    if done.outcome == "no_permission" and session.wish and not session.asked_permission:
        session.asked_permission = True
        return Reply(session, "silent", consent="timers" if isinstance(session.wish, SetTimer) else "reminders")
    session.wish = None
    return _reported(composer, done)


def _reported(composer: Composer, done: Performed) -> Reply:
    """Say what became of a timer or of reminders, or offer what is possible instead."""
    session, request = composer.session, done.request
    match request, done.outcome:
        case SetTimer(), "done":
            session.warmed = True
            said = composer.line("timer_done", when=length(request.seconds))
        case SetTimer(), "duplicate" if done.timers:
            return offers.replacement(composer, done.timers[0], request.seconds)
        case SetReminder(), "done":
            session.reminder = "set"
            said = composer.line("reminder_done", when=when(composer, request))
        case SetReminder(), "no_time_zone":
            # A single day needs a known time zone; every day does not.
            daily = replace(request, days=DAYS)
            return offers.offer_reminder(composer, daily, composer.line("refused_no_time_zone"))
        case CancelReminders(), "done":
            session.reminder = "declined"
            said = composer.line("cancel_done")
        case ListReminders(), "done" if done.reminders:
            told = ", and ".join(when(composer, reminder) for reminder in done.reminders[:3])
            asked = Turn(awaiting="offer", about="cancel")
            return composer.ask("cancel", asked, lead=composer.line("reminders_done", when=told))
        case ListReminders(), "done":
            said = composer.line("reminders_none")
        case _:
            said = _refused(composer, composer.line(f"refused_{done.outcome}"), request)
    return _go_on(composer, said)


def _stored(composer: Composer, known: Profile | None) -> str:
    if known is None or not known.finished:
        return composer.line("history" if known else "history_away")
    return composer.line("history_holds", holds=counted(known.finished, "hold"))


def _refused(composer: Composer, why: str, wished: object) -> str:
    """Return why there is no timer or reminder, and how to get one without the coach."""
    return f"{why} {composer.line('timer_instead' if isinstance(wished, SetTimer) else 'reminder_instead')}"


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
        left = [(composer.content.remedies[it.kind].name, length(it.seconds_left)) for it in done.timers]
        said = " ".join(composer.line("timer_left", kind=kind, left=seconds) for kind, seconds in left)
    return composer.end(said) if composer.session.turn.awaiting is None else composer.ask_again(said)


def consented(composer: Composer, answer: Consented) -> Reply:
    """Handle the user's answer to the platform's permission prompt."""
    wish = composer.session.wish
    if answer.answer == "granted" and wish:
        return composer.request(wish)
    if answer.answer == "declined":
        declined(composer)
    composer.session.wish = None
    why = composer.line("not_permitted" if answer.answer == "declined" else "refused_no_permission")
    return _go_on(composer, _refused(composer, why, wish))


def _go_on(composer: Composer, said: str) -> Reply:
    """Return to what was going on before the timer or reminder, or end if there was nothing."""
    session = composer.session
    if session.finished:
        return composer.end(f"{said} {composer.line('net')}", level="selfcare")
    if not session.screening:
        return composer.end(said)
    return flow.wrap_up(composer, said) if session.eased or session.named else flow.proceed(composer, said)
