"""Build Alexa's response from a reply: speech, card and directives, as JSON."""

from typing import Any

import msgspec

from skill.alexa import consent
from skill.content.models import Content
from skill.conversation.events import Event
from skill.conversation.reply import Reply
from skill.settings import Countdown
from skill.speech.markup import written
from skill.speech.render import Spoken, render
from skill.turn import Turn

Json = dict[str, Any]

KEPT = ("emergency", "care", "explanation", "guide")
"""Manners of replies that are also sent as a card."""


def respond(
    taken: Turn, event: Event, content: Content, countdown: Countdown, *, card: Json | None, lost: bool
) -> Json:
    """
    Return the response for a reply, and note in its session when a guided hold begins.

    With `lost`, it begins with an apology for the lost session.
    """
    reply = taken.reply
    spoken = render(reply, content, event.locale, countdown=countdown)
    if reply.session.guiding and reply.guide:
        reply.session.guiding.lead = spoken.lead_seconds
    ssml = spoken.ssml
    if lost and reply.manner != "emergency" and ssml:
        ssml = ssml.replace("<speak>", f"<speak>{content.lines['lost_place']} ", 1)
    response = {
        "outputSpeech": _speech(ssml) if ssml else None,
        "card": card or _card(reply, spoken),
        "reprompt": {"outputSpeech": _speech(spoken.reprompt)} if reply.open else None,
        "directives": _directives(taken, spoken, event, content),
        "shouldEndSession": not reply.open,
    }
    return {name: value for name, value in response.items() if value not in (None, [])}


def asking_for(reply: Reply) -> Json:
    """Return the response that makes Alexa ask for a permission; the answer arrives as a separate request."""
    scope = consent.TIMERS if reply.consent == "timers" else consent.REMINDERS
    return {"directives": [consent.ask_for(scope, "coach")]}


def _directives(taken: Turn, spoken: Spoken, event: Event, content: Content) -> list[Json]:
    directives: list[Json] = []
    if spoken.document:
        kind = "Alexa.Presentation.APLA.RenderDocument"
        directives.append({"type": kind, "token": "coach", "document": spoken.document})
    if event.screen:
        # Imported only for devices with a screen.
        from skill.alexa.screens import draw

        screen = draw(taken.reply, content, event.locale, taken.done, spoken.table)
        shown = {"document": msgspec.Raw(screen.document), "datasources": {"coach": screen.data}}
        directives.append({"type": "Alexa.Presentation.APL.RenderDocument", "token": "coach", **shown})
    return directives


def _speech(ssml: str) -> Json:
    return {"type": "SSML", "ssml": ssml}


def _card(reply: Reply, spoken: Spoken) -> Json | None:
    """Return a card for the Alexa app with the spoken words; None for questions, which are not worth rereading."""
    if reply.manner not in KEPT:
        return None
    said = [cue.say for cue in spoken.table.cues] if spoken.table else [reply.say]
    words = written(" ".join(part for part in (*said, reply.ask) if part))
    return {"type": "Simple", "title": "Cramp Coach", "content": words}
