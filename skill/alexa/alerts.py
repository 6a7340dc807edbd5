"""Set, list and cancel timers and reminders with Alexa; the outcome is returned as one event."""

import hashlib
from typing import Any

from msgspec.structs import replace

from skill.alexa import reminders, services, timers
from skill.alexa.envelope import Envelope, text_in
from skill.alexa.services import Access, Api, RefusalError
from skill.conversation.events import Event, Performed, RunningTimer
from skill.conversation.profile import Profile
from skill.conversation.reply import CancelTimers, ListReminders, ListTimers, Request
from skill.conversation.session import SetReminder, SetTimer
from skill.turn import Memory


def perform(request: Request, envelope: Envelope, people: Memory, event: Event) -> Performed:
    """Perform one request with Alexa, with the endpoint and the token of the envelope."""
    done = Performed.of(request, "done", event)
    access = services.access(envelope)
    if access is None:
        return replace(done, outcome="unsupported")
    # An idempotency key: a hash that does not reveal the request id.
    code = hashlib.sha256(text_in(envelope.asked, "requestId").encode()).hexdigest()[:16]
    user = envelope.user
    sets = isinstance(request, SetTimer | SetReminder)
    if sets and not _claimed(code, user, people):
        # A retry of the same request: it was already performed.
        return done
    try:
        return replace(done, **_performed(request, access, event.now))
    except RefusalError as refusal:
        if sets:
            people.change(user, lambda kept: replace(kept, errand=None) if kept.errand == code else kept)
        refused = replace(done, outcome=refusal.reason)
        if isinstance(request, SetTimer) and refusal.ends_at:
            running = RunningTimer(request.kind, max(refusal.ends_at - event.now, 0.0))
            return replace(refused, timers=(running,))
        return refused


def _claimed(code: str, user: str | None, people: Memory) -> bool:
    """Return whether this request is new, on any machine; without storage it counts as new."""
    new = True

    def claim(kept: Profile) -> Profile:
        nonlocal new
        new = kept.errand != code
        return replace(kept, errand=code)

    people.change(user, claim)
    return new


def _performed(request: Request, access: Access, now: float) -> dict[str, Any]:
    """Perform a request, and return what there is to say of it, by the name of its field in `Performed`."""
    if isinstance(request, SetTimer):
        timers.set_timer(access, request.kind, request.seconds, replace=request.replace)
        return {}
    if isinstance(request, SetReminder):
        reminders.set_reminder(access, request, now=now, zone=services.time_zone(access))
        return {}
    if isinstance(request, ListTimers | CancelTimers):
        listed = timers.timers(access, now=now)
        if isinstance(request, CancelTimers):
            Api(access).delete(timers.PATH, listed)
        return {"timers": tuple(listed.values())}
    pending = reminders.reminders(access)
    if isinstance(request, ListReminders):
        return {"reminders": tuple(pending.values())}
    Api(access).delete(reminders.PATH, pending)
    return {}
