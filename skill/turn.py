"""
One turn, whatever platform it came through: recall, hear, respond, perform, remember.

A platform turns what reaches it into an event, keeps the session between turns, and says the reply.
"""

from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from skill.content.models import Answer, Content
from skill.conversation.events import Event, Performed, Platform, Said
from skill.conversation.profile import Change, Profile, begin, changes
from skill.conversation.reply import Forget, Reply, Request, Tell
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.understanding.hearing import Heard, hear


class Memory(Protocol):
    """What is remembered of people: read once a session, written when something changed."""

    def recall(self, user_id: str | None) -> Profile | None:
        """Return what is remembered of somebody, an empty one of a stranger; None if that can't be told now."""

    def change(self, user_id: str | None, change: Change) -> Profile | None:
        """Change what is remembered of somebody; None if that can't be kept now."""

    def forget(self, user_id: str | None) -> bool:
        """Erase what is kept of somebody; False if that could not be done."""


class Effects(Protocol):
    """What only a platform can do: timers and reminders."""

    def perform(self, request: Request, event: Event) -> Performed:
        """Do what a reply requests, and return what came of it; never raises."""


class Turn(Struct, frozen=True):
    """What came of one turn."""

    reply: Reply
    done: Performed | None = None
    """What the platform did for it."""


def take(
    event: Event,
    session: Session,
    content: Content,
    *,
    memory: Memory,
    effects: Effects,
    user: str | None = None,
    known: Profile | None = None,
) -> Turn:
    """
    Answer one event, and keep what it gives to remember.

    `known` is what is remembered of the user, at the beginning of a session; None in the middle of one. The session
    given is the one before this turn; the next one is in the reply.
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
    """Do what the memory can do; leave the rest to the platform."""
    if isinstance(request, Forget):
        return Performed.of(request, "done" if memory.forget(user) else "away", event)
    if isinstance(request, Tell):
        return replace(Performed.of(request, "done", event), known=memory.recall(user))
    return effects.perform(request, event)


def said(
    text: str,
    session: Session,
    *,
    now: float,
    locale: str,
    screen: bool = False,
    platform: Platform | None = None,
    hour: int | None = None,
) -> Said:
    """Return the event of a person saying something, for a platform that gets their words."""
    heard = hear_in(session, text, locale)
    return Said(
        now=now,
        locale=locale,
        screen=screen,
        platform=platform or Platform(),
        hour=hour,
        intent=heard.intent,
        slots=heard.slots,
        findings=told(heard),
        answer=heard.answer,
        of=heard.of,
    )


def hear_in(session: Session, text: str, locale: str) -> Heard:
    """Understand a text as a reply to what the session's last turn asked."""
    turn = session.turn
    return hear(text, locale, turn.asks if turn.awaiting == "finding" else (), turn.awaiting)


def told(heard: Heard) -> dict[str, Answer]:
    """Return what was told of the person whom it is about: the speaker, or who is there with them."""
    if heard.of == "me" or heard.intent == "Fallback":  # What is none of the coach's business is not taken in.
        return dict(heard.findings)
    return {**heard.findings, **dict.fromkeys(heard.theirs, "yes")}
