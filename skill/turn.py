"""
Take one turn of a conversation, on any platform: respond to an event, perform effects, update the memory.

A platform (such as skill/alexa) converts requests to events, keeps the session between turns, and renders the reply.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from skill.content.locale import Locale
from skill.content.models import Answer, Content
from skill.conversation.events import Event, Performed, Platform, Said
from skill.conversation.profile import Change, Profile, begin, changes
from skill.conversation.reply import Forget, Reply, Request, Tell
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.understanding.echo import is_echo
from skill.understanding.heard import Heard
from skill.understanding.hearing import hear

_LAUNCHES = ("open cramp coach", "start cramp coach", "launch cramp coach")
_ONE_SHOTS = ("ask cramp coach to ", "ask cramp coach ", "tell cramp coach to ", "tell cramp coach ")


class Memory(Protocol):
    """What is remembered of users: read once per session, written if something changed."""

    def recall(self, user_id: str | None) -> Profile | None:
        """Return what is remembered of a user, an empty `Profile` for a new one; None if unavailable."""

    def change(self, user_id: str | None, change: Change) -> Profile | None:
        """Apply `change` to what is remembered of a user and return the result; None if unavailable."""

    def forget(self, user_id: str | None) -> bool:
        """Erase what is stored of a user; False if that failed."""


Effects = Callable[[Request, Event], Performed]
"""Performs what only the platform can, timers and reminders, and returns the outcome; never raises."""


def no_effects(request: Request, event: Event) -> Performed:
    """Return the outcome on a platform that can set neither timers nor reminders; the coach says so."""
    return Performed.of(request, "unsupported", event)


WENT_WRONG = "Sorry, something went wrong on my side, so I have stopped."


def apology(locale: Locale, platform: Platform) -> str:
    """Return what is said after a fault of the program, with the emergency number of the country."""
    call = locale.call_emergency[:1].lower() + locale.call_emergency[1:]
    return f"{WENT_WRONG} To start again, {platform.again}. If you feel very unwell, {call}"


class Turn(Struct, frozen=True):
    """Result of one turn."""

    reply: Reply
    done: Performed | None = None
    """What was performed for the reply, if it requested something."""


def take(
    event: Event,
    session: Session,
    content: Content,
    *,
    memory: Memory,
    effects: Effects = no_effects,
    user: str | None = None,
    known: Profile | None = None,
) -> Turn:
    """
    Respond to one event, and store what is to be remembered.

    Args:
        event: What happened.
        session: The session before this turn; the next one is in the reply.
        content: The coach's content.
        memory: Where users are remembered.
        effects: The platform's timers and reminders.
        user: The platform's id of the user; None if unknown.
        known: What is remembered of the user, at the beginning of a session; None later.
    """
    if known:
        begin(session, known, event.now, event.hour)
    reply, done = respond(event, session, content), None
    if reply.request:
        done = _performed(reply.request, event, memory, effects, user)
        reply = respond(done, reply.session, content)
    forgotten = done is not None and isinstance(done.request, Forget)
    if not forgotten and (change := changes(session, reply, event.now)):
        memory.change(user, change)
    return Turn(reply, done)


def _performed(request: Request, event: Event, memory: Memory, effects: Effects, user: str | None) -> Performed:
    """Perform a request: those that concern the memory here, all others by the platform."""
    if isinstance(request, Forget):
        return Performed.of(request, "done" if memory.forget(user) else "away", event)
    if isinstance(request, Tell):
        return replace(Performed.of(request, "done", event), known=memory.recall(user))
    return effects(request, event)


def invocation(text: str) -> tuple[bool, str]:
    """Return whether words open the coach, and the words without an invocation such as "ask cramp coach to"."""
    plain = " ".join(text.split())
    lowered = plain.lower().rstrip(".!?")
    if lowered in _LAUNCHES:
        return True, ""
    opening = next((it for it in _ONE_SHOTS if lowered.startswith(it)), "")
    return False, plain[len(opening) :] if opening else text


def said(text: str, session: Session, *, now: float, locale: str, platform: Platform, hour: int | None = None) -> Said:
    """Return the event of an utterance, for a platform that delivers its text."""
    heard = hear_in(session, text, locale)
    return Said(
        now=now,
        locale=locale,
        platform=platform,
        hour=hour,
        intent=heard.intent,
        slots=heard.slots,
        findings=told(heard),
        suspected=suspected(heard),
        answer=heard.answer,
        of=heard.of,
    )


def hear_in(session: Session, text: str, locale: str) -> Heard:
    """Understand a text as a reply to what the session's last turn asked; the coach's own words are no reply."""
    turn = session.turn
    awaiting = {"again": "again", "crisis": "again", "since": "since"}.get(turn.about, turn.awaiting)
    heard = hear(text, locale, turn.asks if awaiting == "finding" else (), awaiting)
    # "I can't reach the phone" nearly repeats "I can't call for you, use your phone".
    if "help" not in heard.slots and is_echo(text, f"{turn.lead} {turn.ask} {turn.reprompt}"):
        return Heard(text=text, intent="Repeat", score=1.0)
    return heard


def told(heard: Heard) -> dict[str, Answer]:
    """Return the findings of the person concerned: the user, or somebody who is with them."""
    # What a pattern found and nothing confirmed is asked about first.
    findings = {
        name: answer for name, answer in heard.findings.items() if answer != "yes" or name not in heard.suspected
    }
    if heard.of == "me" or heard.intent == "Fallback":  # Fallback: out of scope.
        return findings
    return {**findings, **dict.fromkeys(heard.theirs, "yes")}


def suspected(heard: Heard) -> dict[str, Answer]:
    """Return the suspected red flags, each with what the patterns found."""
    return {name: "yes" if heard.findings.get(name) == "yes" else "unknown" for name in heard.suspected}
