"""The skill's one request handler: an envelope becomes an event, the reply becomes a response."""

from typing import Any, Protocol

import structlog
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, Response, SessionEndedRequest
from ask_sdk_model.interfaces.alexa.presentation.apla import RenderDocumentDirective
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill.alexa import state
from skill.alexa.intents import Hears, said
from skill.content.models import Content
from skill.conversation.events import Ended, Event, Forgotten, Launched, Said
from skill.conversation.remembered import Change, Remembered, begin, changes
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.errors import SessionError
from skill.settings import Countdown
from skill.speech.render import render

_log = structlog.get_logger("cramp-coach")


class Memory(Protocol):
    """The part of the memory that a turn needs: read once a session, written when something changed."""

    def recall(self, user_id: str | None) -> Remembered | None:
        """What is remembered of somebody, an empty one of a stranger; None if that can't be told now."""

    def change(self, user_id: str | None, change: Change) -> Remembered | None:
        """Change what is remembered of somebody; None if that can't be kept now."""

    def forget(self, user_id: str | None) -> bool:
        """Erase what is kept of somebody; False if that could not be done."""


class CoachHandler(AbstractRequestHandler):
    """Answers every request that Alexa sends."""

    def __init__(self, content: Content, hears: Hears, people: Memory, countdown: Countdown) -> None:
        """Keep what every turn needs; nothing here changes afterwards, so threads may share it."""
        self._content = content
        self._hears = hears
        self._people = people
        self._countdown = countdown

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """Everything."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer one request; what can't be answered in words gets an empty response."""
        envelope = handler_input.request_envelope
        known = self._known(envelope)
        event = self._event(envelope, known)
        if event is None:
            return Response()
        lost = False
        try:
            session = state.load(envelope.session.attributes if envelope.session else None, self._content)
        except SessionError:
            session, lost = Session(), True
        if known:
            begin(session, known)
        reply = respond(event, session, self._content)
        if reply.request:
            done = self._people.forget(_user(envelope))
            reply = respond(Forgotten(now=event.now, locale=event.locale, done=done), reply.session, self._content)
        elif change := changes(session, reply, event.now):
            self._people.change(_user(envelope), change)
        if lost and isinstance(event, Said):
            _log.warning("session lost")
        return self._response(handler_input, reply, event, lost=lost)

    def _known(self, envelope: RequestEnvelope) -> Remembered | None:
        """What is remembered, at the beginning of a session; later it is in the session."""
        if envelope.session is None or not envelope.session.new:
            return None
        return self._people.recall(_user(envelope)) or Remembered()

    def _event(self, envelope: RequestEnvelope, known: Remembered | None) -> Event | None:
        request = envelope.request
        if request is None:
            return None
        now = request.timestamp.timestamp() if request.timestamp else 0.0
        locale, screen = request.locale or "en-US", _has_screen(envelope)
        if isinstance(request, LaunchRequest):
            return Launched(now=now, locale=locale, screen=screen, known=known or Remembered())
        if isinstance(request, IntentRequest):
            return said(request, now=now, screen=screen, hears=self._hears)
        if isinstance(request, SessionEndedRequest):
            return Ended(now=now, locale=locale, screen=screen)
        return None

    def _response(self, handler_input: HandlerInput, reply: Reply, event: Event, *, lost: bool) -> Response:
        if reply.manner == "silent":
            return Response()
        spoken = render(reply, self._content, event.locale, countdown=self._countdown)
        if reply.session.guiding and reply.guide:
            reply.session.guiding.lead = spoken.lead_seconds
        speech = SsmlOutputSpeech(ssml=spoken.ssml) if spoken.ssml else None
        if lost and reply.manner != "emergency" and spoken.ssml:
            sorry = self._content.lines["lost_place"]
            speech = SsmlOutputSpeech(ssml=spoken.ssml.replace("<speak>", f"<speak>{sorry} ", 1))
        directives: list[Any] = []
        if spoken.document:
            directives.append(RenderDocumentDirective(token="coach", document=spoken.document))  # noqa: S106  # a name
        attributes = handler_input.attributes_manager
        attributes.session_attributes = state.dump(reply.session)
        return Response(
            output_speech=speech,
            reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml=spoken.reprompt)) if reply.open else None,
            directives=directives or None,
            should_end_session=not reply.open,
        )


def _has_screen(envelope: RequestEnvelope) -> bool:
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return bool(interfaces and interfaces.alexa_presentation_apl)


def _user(envelope: RequestEnvelope) -> str | None:
    system = envelope.context.system if envelope.context else None
    if system and system.user and system.user.user_id:
        return str(system.user.user_id)
    session = envelope.session
    return str(session.user.user_id) if session and session.user and session.user.user_id else None
