"""Pretend people for the dialogue: they answer by a rule and keep going until the session ends."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from skill.content.models import Answer, Content
from skill.conversation.events import Event, Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.understanding.hearing import content

INTENT_OF: dict[Answer, str] = {"yes": "Yes", "no": "No", "unknown": "NotSure"}

LONGEST = 60
"""Turns after which a conversation counts as endless."""


def after(*events: Event, session: Session | None = None) -> Reply:
    """The last reply of a conversation of these events."""
    reply = Reply(session or Session(), "silent")
    for event in events:
        reply = respond(event, reply.session, content())
    return reply


def assert_asks_something(reply: Reply) -> None:
    """An open reply asks something and has a reprompt; any other says something or is meant to be silent."""
    if reply.open:
        assert reply.ask.rstrip().endswith("?")
        assert reply.reprompt.strip()
        assert reply.session.turn.awaiting
    else:
        assert reply.manner == "silent" or reply.say.strip()


def compound(asks: list[str], truth: Mapping[str, Answer]) -> Answer:
    """The honest answer to a compound question: yes if any part is, else unknown if any is."""
    answers = [truth.get(name, "no") for name in asks]
    if "yes" in answers:
        return "yes"
    return "unknown" if "unknown" in answers else "no"


def honest(truth: Mapping[str, Answer], otherwise: str = "No") -> Callable[[Reply], Event]:
    """Somebody who answers every question about themselves truthfully, and everything else with one intent."""

    def answer(reply: Reply) -> Event:
        turn = reply.session.turn
        if turn.awaiting == "finding":
            return Said(intent=INTENT_OF[compound(turn.asks, truth)], now=1000.0)
        if turn.awaiting == "kind":
            return Said(intent="StopCramp", now=1000.0)
        return Said(intent=otherwise, now=1000.0)

    return answer


def converse(first: Event, answer: Callable[[Reply], Event], content: Content) -> Iterator[Reply]:
    """Yield each reply of a conversation; every session goes through JSON, as it does at a platform."""
    session = Session()
    event = first
    for _ in range(LONGEST):
        reply = respond(event, session, content)
        yield reply
        if not reply.open:
            return
        session = msgspec.json.decode(msgspec.json.encode(reply.session), type=Session)
        event = answer(reply)
    raise AssertionError("this conversation does not end")
