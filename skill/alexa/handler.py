"""The skill's only request handler: converts a request to an event, takes the turn, and converts the reply."""

from collections import deque
from typing import Any, cast

from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput

from skill import log, turn
from skill.alexa import consent, responses, session_attributes
from skill.alexa.envelope import Envelope
from skill.alexa.intents import pressed, said
from skill.alexa.local_time import LocalTime, hour_in
from skill.alexa.phrasing import ALEXA
from skill.alexa.reports import AUDIO_FAILED, ENDED
from skill.alexa.responses import Json
from skill.alexa.session_attributes import SSML_ONLY
from skill.content.models import Content
from skill.conversation.events import Consented, Ended, Event, Launched, Performed, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import Request
from skill.conversation.session import Session, is_night
from skill.errors import SessionError
from skill.settings import Countdown
from skill.turn import Memory

PRESS = "Alexa.Presentation.APL.UserEvent"
"""Type of the request after a press of a button on the screen."""

DISABLED = "AlexaSkillEvent.SkillDisabled"
"""Type of the event after a user has disabled the skill."""

CAN_FULFILL = "CanFulfillIntentRequest"
"""Type of the question whether the skill could serve an intent without being asked by its name."""

HANDLED = ("LaunchRequest", "IntentRequest", PRESS, consent.ANSWER, ENDED, DISABLED, AUDIO_FAILED, CAN_FULFILL)
"""Types of all requests that mean something to the coach."""

MAX_SILENT_SESSIONS = 1000


class CoachHandler(AbstractRequestHandler):
    """Handler of all requests. Thread-safe."""

    def __init__(self, content: Content, people: Memory, countdown: Countdown) -> None:
        """Keep what every turn needs."""
        self._content = content
        self._people = people
        self._countdown = countdown
        self._local_time = LocalTime(people)
        # Sessions whose device could not play an audio document. Alexa need not keep what is returned to such a report,
        # so the session attributes alone would not do.
        self._silent_sessions: deque[str] = deque(maxlen=MAX_SILENT_SESSIONS)

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """Return True for every request."""
        return True

    def handle(self, handler_input: HandlerInput) -> Any:
        """Return the response to one request; it is empty for requests that allow no speech."""
        envelope = cast("Envelope", handler_input.request_envelope)
        attributes = handler_input.attributes_manager
        session, lost = self._session(envelope)
        # After the start of a session, the session itself holds what is remembered of the user.
        known = self._people.recall(envelope.user) or Profile() if envelope.is_first else None
        event = self._event(envelope, session, known)
        if event is None:
            return self._silence(envelope, attributes)

        def effects(request: Request, event: Event) -> Performed:
            # Few sessions need the client, so it is imported only here.
            from skill.alexa import alerts

            return alerts.perform(request, envelope, self._people, event)

        taken = turn.take(
            event, session, self._content, memory=self._people, effects=effects, user=envelope.user, known=known
        )
        # The device could not play an audio document in this session.
        ssml_only = SSML_ONLY in envelope.attributes or envelope.session_id in self._silent_sessions
        if taken.reply.consent:
            response = responses.asking_for(taken.reply)
        elif taken.reply.manner == "silent":
            return {}
        else:
            lost = lost and isinstance(event, Said)
            if lost:
                log.warning("session lost")
            card = consent.card_after(envelope.asked, event, taken.done, session.wish)
            countdown = "ssml" if ssml_only else self._countdown
            response = responses.respond(taken, event, self._content, countdown, card=card, lost=lost)
        attributes.session_attributes = session_attributes.dump(taken.reply.session, ssml_only=ssml_only)
        return response

    def _silence(self, envelope: Envelope, attributes: AttributesManager) -> Json:
        """Return the response to a request that allows no speech."""
        kind = envelope.asked["type"]
        if kind == AUDIO_FAILED and envelope.session_id:
            self._silent_sessions.append(envelope.session_id)
            attributes.session_attributes = {**envelope.attributes, SSML_ONLY: True}
        # No intent is declared for use without the skill's name.
        return {"canFulfillIntent": {"canFulfill": "NO"}} if kind == CAN_FULFILL else {}

    def _session(self, envelope: Envelope) -> tuple[Session, bool]:
        """Return the session before this turn, and whether it was lost."""
        try:
            return session_attributes.load(envelope.attributes, self._content), False
        except SessionError:
            return Session(), True

    def _hour(self, envelope: Envelope, session: Session, known: Profile | None) -> int | None:
        """Return the local hour, once per session: in the first turn if the zone is known, else in the second."""
        now = envelope.now
        if known:
            return hour_in(known.zone_as_of(now), now)
        if not session.hour_due:
            return None
        session.hour_due = False
        hour = self._local_time.learned(envelope, envelope.user, now)
        session.night = is_night(hour)
        return hour

    def _event(self, envelope: Envelope, session: Session, known: Profile | None) -> Event | None:
        """Return what happened; None for a report."""
        request, now, locale, screen = envelope.asked, envelope.now, envelope.locale, envelope.has_screen
        hour = self._hour(envelope, session, known)
        kind = request["type"]
        if kind == "LaunchRequest":
            known = known or Profile()
            return Launched(now=now, locale=locale, screen=screen, platform=ALEXA, hour=hour, known=known)
        if kind == "IntentRequest":
            return said(request, session, now=now, screen=screen, hour=hour)
        if kind == PRESS:
            return pressed(request, now=now, locale=locale)
        if kind == consent.ANSWER:
            answer = consent.answered(request)
            return Consented(now=now, locale=locale, screen=screen, platform=ALEXA, answer=answer)
        if kind == DISABLED:
            self._people.forget(envelope.user)
        return Ended(now=now, locale=locale, screen=screen) if kind == ENDED else None
