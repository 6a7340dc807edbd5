"""One reply for every kind of screen, said by the real dialogue over the real content."""

import json
from functools import cache

from skill.alexa.screens import draw
from skill.alexa.screens.document import Screen
from skill.content.loader import load
from skill.conversation.events import Event, Launched, Performed, Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Hold, Session, SetTimer, Turn
from skill.speech.render import render
from tests.conversation.people import after

CONTENT = load()


def said(intent: str, **more) -> Said:
    return Said(intent=intent, now=1000.0, screen=True, **more)


CRAMP = said("StopCramp", slots={"side": "left"})
NO, YES = said("No"), said("Yes")


def guided(name: str, side: str) -> Reply:
    """The reply that guides one stretch."""
    stretch = CONTENT.stretches[name]
    hold = Hold(name, side if stretch.one_sided else None, float(stretch.hold_seconds))
    session = Session(turn=Turn(awaiting="did_help", holds=[hold]))
    lead = f"Good, that's safe to stretch. {stretch.name.capitalize()}, {hold.side} side."
    return Reply(session, "guide", say=lead, guide=hold, ask="Is it letting go?", reprompt="?", open=True)


def paused(reply: Reply) -> Reply:
    """The answer to "pause" with twelve seconds left; the renderer knows when the hold began."""
    reply.session.guiding.lead = render(reply, CONTENT, "en-US").lead_seconds
    now = 1000.0 + reply.session.guiding.lead + reply.guide.seconds - 12
    return talk_again(reply, Said(intent="Pause", now=now))


def until_guided(*events: Event) -> Reply:
    """Answer no until a hold is guided."""
    reply = after(*events)
    for _ in range(12):
        if reply.guide:
            return reply
        reply = respond(NO, reply.session, CONTENT)
    raise AssertionError("no hold was guided")


@cache
def replies() -> dict[str, tuple[Reply, str]]:
    """Each scene's reply and locale."""
    us = {
        "welcome": after(Launched(now=1000.0)),
        "question": after(CRAMP),
        "question_after": respond(said("DidHelp"), until_guided(CRAMP).session, CONTENT),
        "emergency": after(said("DescribeSymptom", findings={"saddle_numb": "yes"})),
        "crisis": after(said("Crisis")),
        "urgent": after(said("DescribeSymptom", findings={"fever_chills": "yes"})),
        "soon": after(said("DescribeSymptom", findings={"night_pain": "yes"})),
        "explanation": after(said("AskCauses")),
        "condition": after(said("AskCondition", slots={"condition": "sciatica"})),
        "goodbye": after(said("Stop")),
        "guided": until_guided(CRAMP),
        "routine": until_guided(said("StartStretch", slots={"stretch": "five_minute_plan"})),
        "did_help": talk_again(until_guided(CRAMP), said("Help")),
        "paused": paused(until_guided(CRAMP)),
    }
    scenes = {name: (reply, "en-US") for name, reply in us.items()}
    scenes["emergency_elsewhere"] = (
        respond(said("Emergency", locale="en-ZA"), Session(), CONTENT),
        "en-ZA",
    )
    return scenes


def talk_again(reply: Reply, event: Event) -> Reply:
    return respond(event, reply.session, CONTENT)


@cache
def screens() -> dict[str, Screen]:
    """Every screen by its name: the scenes above, every stretch on every side, and a timer."""
    drawn = {name: draw(reply, CONTENT, locale) for name, (reply, locale) in replies().items()}
    for name, stretch in CONTENT.stretches.items():
        for side in ("left", "right", "sore") if stretch.one_sided else ("both",):
            drawn[f"{name}_{side}"] = draw(guided(name, side), CONTENT, "en-US")
    done = Performed(now=1000.0, request=SetTimer("heat", 900), outcome="done")
    drawn["timer"] = draw(respond(done, Session(), CONTENT), CONTENT, "en-US", done)
    asking = Reply(
        Session(turn=Turn(awaiting="offer")), "question", say="Done, fifteen minutes.", ask="Shall we go on?", open=True
    )
    drawn["timer_and_a_question"] = draw(asking, CONTENT, "en-US", done)
    return drawn


@cache
def documents() -> dict[str, dict]:
    """What the device gets of every screen but the data."""
    return {name: json.loads(screen.document) for name, screen in screens().items()}
