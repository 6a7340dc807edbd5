"""Build Alexa's response from a reply: speech, card, directives and session attributes."""

from typing import Any

import msgspec
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.ui import Card, SimpleCard

from skill.alexa import consent, session_attributes
from skill.content.models import Content
from skill.conversation.events import Event
from skill.conversation.reply import Reply
from skill.settings import Countdown
from skill.speech.markup import written
from skill.speech.render import Spoken, render
from skill.turn import Turn

KEPT = ("emergency", "care", "explanation", "guide")
"""Manners of replies that are also sent as a card."""


class Responses:
    """Builder of responses. Thread-safe."""

    def __init__(self, content: Content, countdown: Countdown) -> None:
        """Keep what every response needs."""
        self._content = content
        self._countdown = countdown

    def of(
        self,
        handler_input: HandlerInput,
        taken: Turn,
        event: Event,
        card: Card | None,
        *,
        lost: bool,
        ssml_only: bool = False,
    ) -> Response:
        """
        Return the response for a reply.

        With `lost`, it begins with an apology for the lost session; with `ssml_only`, it has no audio document.
        """
        reply = taken.reply
        if reply.manner == "silent":
            return Response()
        countdown = "ssml" if ssml_only else self._countdown
        spoken = render(reply, self._content, event.locale, countdown=countdown)
        if reply.session.guiding and reply.guide:
            reply.session.guiding.lead = spoken.lead_seconds
        ssml = spoken.ssml
        if lost and reply.manner != "emergency" and ssml:
            ssml = ssml.replace("<speak>", f"<speak>{self._content.lines['lost_place']} ", 1)
        handler_input.attributes_manager.session_attributes = session_attributes.dump(
            reply.session, ssml_only=ssml_only
        )
        reprompt: Any = {"outputSpeech": _speech(spoken.reprompt)}
        return Response(
            output_speech=_speech(ssml) if ssml else None,
            card=card or _card(reply, spoken),
            reprompt=reprompt if reply.open else None,
            directives=self._directives(taken, spoken, event) or None,
            should_end_session=not reply.open,
        )

    def asking_for(self, handler_input: HandlerInput, reply: Reply) -> Response:
        """Return the response that makes Alexa ask for a permission; the answer arrives as a separate request."""
        scope = consent.TIMERS if reply.consent == "timers" else consent.REMINDERS
        handler_input.attributes_manager.session_attributes = session_attributes.dump(reply.session)
        return Response(directives=[consent.ask_for(scope, "coach")])

    def _directives(self, taken: Turn, spoken: Spoken, event: Event) -> list[Any]:
        directives: list[Any] = []
        if spoken.document:
            kind = "Alexa.Presentation.APLA.RenderDocument"
            directives.append({"type": kind, "token": "coach", "document": spoken.document})
        if not event.screen:
            return directives
        # Imported only for devices with a screen.
        from skill.alexa.screens import draw

        screen = draw(taken.reply, self._content, event.locale, taken.done, spoken.table)
        shown = {"document": msgspec.Raw(screen.document), "datasources": {"coach": screen.data}}
        directives.append({"type": "Alexa.Presentation.APL.RenderDocument", "token": "coach", **shown})
        return directives


def _speech(ssml: str) -> Any:
    """Return speech as plain JSON, like the directives: objects of the SDK would be converted back to it."""
    return {"type": "SSML", "ssml": ssml}


def _card(reply: Reply, spoken: Spoken) -> SimpleCard | None:
    """Return a card for the Alexa app with the spoken words; None for questions, which are not worth rereading."""
    if reply.manner not in KEPT:
        return None
    said = [cue.say for cue in spoken.table.cues] if spoken.table else [reply.say]
    return SimpleCard(title="Cramp Coach", content=written(" ".join(part for part in (*said, reply.ask) if part)))
