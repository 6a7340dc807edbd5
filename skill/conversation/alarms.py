"""What came of timers and reminders: each outcome gets a sentence and a way on."""

from typing import Literal

from skill.conversation import flow
from skill.conversation.events import Consented, Performed
from skill.conversation.offers import spoken
from skill.conversation.reply import CancelReminders, ListReminders, Reply, Request
from skill.conversation.session import SetReminder, SetTimer
from skill.conversation.talk import Talk


def granted(talk: Talk) -> Reply:
    """The person said yes to what was offered: let the door do it."""
    about, wish = talk.session.turn.about, talk.session.wish
    if about == "cancel":
        return _request(talk, CancelReminders())
    if wish is None:
        return talk.ask_again("")
    return _request(talk, wish)


def declined(talk: Talk) -> None:
    """The person said no: the wish is gone, and no reminder is offered for a while."""
    if isinstance(talk.session.wish, SetReminder):
        talk.session.reminder = "declined"
    talk.session.wish = None


def _request(talk: Talk, request: Request) -> Reply:
    return Reply(talk.session, "silent", request=request)


def performed(talk: Talk, done: Performed) -> Reply:
    """Tell how it went; where a permission is missing, request it from the door once."""
    wish = talk.session.wish
    if done.outcome == "no_permission" and wish and not talk.session.asked_permission:
        talk.session.asked_permission = True
        talk.session.turn.awaiting = "permission"
        return Reply(talk.session, "silent", consent="timers" if isinstance(wish, SetTimer) else "reminders")
    talk.session.wish = None
    if isinstance(done.request, ListReminders) and done.outcome == "done":
        return _listed(talk, done)
    name = _NAMES[type(done.request)]
    if done.outcome == "done":
        if name in _REMINDERS_THEN:
            talk.session.reminder = _REMINDERS_THEN[name]
        return _go_on(talk, talk.line(f"{name}_done", when=spoken(talk, done.request)))
    instead = talk.line("timer_instead" if name == "timer" else "reminder_instead")
    return _go_on(talk, f"{talk.line(f'refused_{done.outcome}')} {instead}")


_NAMES: dict[type, str] = {
    SetTimer: "timer",
    SetReminder: "reminder",
    ListReminders: "reminders",
    CancelReminders: "cancel",
}


_REMINDERS_THEN: dict[str, Literal["set", "declined"]] = {"reminder": "set", "cancel": "declined"}
"""What is known of reminders after one was set, or all were cancelled; then none is offered for a while either."""


def _listed(talk: Talk, done: Performed) -> Reply:
    if not done.reminders:
        return _go_on(talk, talk.line("reminders_none"))
    when = ", and ".join(spoken(talk, reminder) for reminder in done.reminders[:3])
    return talk.ask(talk.line("cancel"), lead=talk.line("reminders_done", when=when), awaiting="offer", about="cancel")


def consented(talk: Talk, answer: Consented) -> Reply:
    """The person answered the door's question about the permission."""
    wish = talk.session.wish
    if answer.answer == "granted" and wish:
        return _request(talk, wish)
    instead = talk.line("reminder_instead" if isinstance(wish, SetReminder) else "timer_instead")
    if answer.answer != "declined":
        talk.session.wish = None
        return _go_on(talk, f"{talk.line('refused_no_permission')} {instead}")
    declined(talk)
    return _go_on(talk, f"{talk.line('not_permitted')} {instead}")


def _go_on(talk: Talk, said: str) -> Reply:
    """Back to what was going on before the wish; the last word where nothing was."""
    session = talk.session
    if session.finished:
        return talk.end(f"{said} {talk.line('net')}", level="selfcare")
    if session.screening and (session.eased or session.named):
        return flow.last_word(talk, said)
    if session.screening:
        return flow.proceed(talk, said)
    return talk.end(said)
