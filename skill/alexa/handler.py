"""The skill's only request handler: converts a request to an event, takes the turn, and converts the reply."""

from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, Response, SessionEndedRequest

from skill import log, turn
from skill.alexa import consent, envelope_fields, session_attributes
from skill.alexa.intents import pressed, said
from skill.alexa.local_time import LocalTime, hour_in
from skill.alexa.phrasing import ALEXA
from skill.alexa.reports import AUDIO_FAILED, SilentSessions
from skill.alexa.responses import Responses
from skill.alexa.session_attributes import SSML_ONLY
from skill.content.models import Content
from skill.conversation.events import Consented, Ended, Event, Launched, Performed, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import Request
from skill.conversation.session import Session, is_night
from skill.errors import SessionError
from skill.settings import Countdown
from skill.turn import Memory

# Rare requests are recognised by type name: importing their classes would load their whole interfaces, which takes a
# twentieth of a cold start.
PRESS = "Alexa.Presentation.APL.UserEvent"
"""Type of the request after a press of a button on the screen."""

DISABLED = "AlexaSkillEvent.SkillDisabled"
"""Type of the event after a user has disabled the skill."""


class CoachHandler(AbstractRequestHandler):
    """Handler of all requests. Thread-safe."""

    def __init__(self, content: Content, people: Memory, countdown: Countdown) -> None:
        """Keep what every turn needs."""
        self._content = content
        self._people = people
        self._local_time = LocalTime(people)
        self._responses = Responses(content, countdown)
        self._silent = SilentSessions()

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """Return True for every request."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Return the response to one request; it is empty for requests that allow no speech."""
        envelope = handler_input.request_envelope
        known, now = self._known(envelope), envelope_fields.moment(envelope)
        session, lost = self._session(envelope)
        event = self._event(envelope, session, known, now, self._hour(envelope, session, known, now))
        if event is None:
            return self._silence(handler_input)
        user = envelope_fields.user(envelope)

        def effects(request: Request, event: Event) -> Performed:
            # Few sessions need the client, so it is imported only here.
            from skill.alexa import alerts

            return alerts.perform(request, envelope, self._people, self._content, event)

        taken = turn.take(event, session, self._content, memory=self._people, effects=effects, user=user, known=known)
        if taken.reply.consent:
            return self._responses.asking_for(handler_input, taken.reply)
        lost = lost and isinstance(event, Said)
        if lost:
            log.warning("session lost")
        card = consent.card_after(envelope.request, event, taken.done, session.wish)
        ssml_only = self._is_ssml_only(envelope)
        return self._responses.of(handler_input, taken, event, card, lost=lost, ssml_only=ssml_only)

    def _silence(self, handler_input: HandlerInput) -> Response:
        """Return the response to a request that allows no speech."""
        envelope = handler_input.request_envelope
        kind = envelope.request.object_type if envelope.request else None
        if kind == AUDIO_FAILED and envelope.session:
            self._silent.add(envelope.session.session_id)
            handler_input.attributes_manager.session_attributes = {
                **(envelope.session.attributes or {}),
                SSML_ONLY: True,
            }
        if kind == "CanFulfillIntentRequest":
            from ask_sdk_model.canfulfill import CanFulfillIntent, CanFulfillIntentValues

            # No intent is declared for use without the skill's name.
            return Response(can_fulfill_intent=CanFulfillIntent(can_fulfill=CanFulfillIntentValues.NO))
        return Response()

    def _is_ssml_only(self, envelope: RequestEnvelope) -> bool:
        """Return whether the device could not play an audio document in this session."""
        session = envelope.session
        return session is not None and (SSML_ONLY in (session.attributes or {}) or session.session_id in self._silent)

    def _session(self, envelope: RequestEnvelope) -> tuple[Session, bool]:
        """Return the session before this turn, and whether it was lost."""
        try:
            attributes = envelope.session.attributes if envelope.session else None
            return session_attributes.load(attributes, self._content), False
        except SessionError:
            return Session(), True

    def _known(self, envelope: RequestEnvelope) -> Profile | None:
        """Return what is remembered of the user at the start of a session; None later, as the session holds it."""
        if envelope.session is None or not envelope.session.new:
            return None
        return self._people.recall(envelope_fields.user(envelope)) or Profile()

    def _hour(self, envelope: RequestEnvelope, session: Session, known: Profile | None, now: float) -> int | None:
        """Return the local hour, once per session: in the first turn if the zone is known, else in the second."""
        if known:
            return hour_in(known.zone_as_of(now), now)
        if not session.hour_due:
            return None
        session.hour_due = False
        hour = self._local_time.learned(envelope, envelope_fields.user(envelope), now)
        session.night = is_night(hour)
        return hour

    def _event(
        self, envelope: RequestEnvelope, session: Session, known: Profile | None, now: float, hour: int | None
    ) -> Event | None:
        request: Any = envelope.request
        if request is None:
            return None
        locale, screen = request.locale or "en-US", envelope_fields.has_screen(envelope)
        if isinstance(request, LaunchRequest):
            known = known or Profile()
            return Launched(now=now, locale=locale, screen=screen, platform=ALEXA, hour=hour, known=known)
        if isinstance(request, IntentRequest):
            return said(request, session, now=now, screen=screen, hour=hour)
        if request.object_type == PRESS:
            return pressed(getattr(request, "arguments", None), now=now, locale=locale)
        if request.object_type == consent.ANSWER:
            return Consented(now=now, locale=locale, screen=screen, platform=ALEXA, answer=consent.answered(request))
        if request.object_type == DISABLED:
            self._people.forget(envelope_fields.user(envelope))
        return Ended(now=now, locale=locale, screen=screen) if isinstance(request, SessionEndedRequest) else None
