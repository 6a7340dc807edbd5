"""Does what a reply requests of the door: memory, timers, reminders. What came of it goes back as one event."""

from ask_sdk_model import RequestEnvelope

from skill.alexa import reminders, services, timers
from skill.alexa.memory import Memory
from skill.alexa.services import Access, Refused
from skill.conversation.events import Event, Outcome, Performed
from skill.conversation.reply import Forget, ListReminders, Request, Tell
from skill.conversation.session import SetReminder, SetTimer


def run(request: Request, envelope: RequestEnvelope, user: str | None, people: Memory, event: Event) -> Performed:
    """Do one request, with the address and the token that came with the envelope."""
    if isinstance(request, Forget):
        return _told(request, event, "done" if people.forget(user) else "away")
    if isinstance(request, Tell):
        return Performed(now=event.now, locale=event.locale, request=request, outcome="done", known=people.recall(user))
    access = services.access(envelope)
    if access is None:
        return _told(request, event, "unsupported")
    return _with_alexa(request, access, event)


def _with_alexa(request: Request, access: Access, event: Event) -> Performed:
    if isinstance(request, SetTimer):
        return _told(request, event, _outcome(timers.set_timer(access, request.kind, request.seconds)))
    if isinstance(request, SetReminder):
        days = tuple(day for day in reminders.EVERY_DAY if day in request.days)
        zone = services.time_zone(access)
        done = reminders.set_reminder(access, request.hour, request.minute, days, now=event.now, zone=zone)
        return _told(request, event, _outcome(done))
    listed = reminders.reminders(access)
    if isinstance(listed, Refused):
        return _told(request, event, listed.reason)
    if isinstance(request, ListReminders):
        told = tuple(SetReminder(it.hour, it.minute, it.days) for it in listed)
        return Performed(now=event.now, locale=event.locale, request=request, outcome="done", reminders=told)
    return _told(request, event, _outcome(reminders.cancel_reminders(access, tuple(it.token for it in listed))))


def _outcome(answer: object) -> Outcome:
    return answer.reason if isinstance(answer, Refused) else "done"


def _told(request: Request, event: Event, outcome: Outcome) -> Performed:
    return Performed(now=event.now, locale=event.locale, screen=event.screen, request=request, outcome=outcome)
