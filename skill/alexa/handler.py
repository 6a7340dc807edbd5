"""The skill's one request handler: an envelope becomes an event, the reply becomes a response."""

from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, Response, SessionEndedRequest
from ask_sdk_model.ui import Card, Reprompt, SimpleCard, SsmlOutputSpeech
from msgspec.structs import replace

from skill import log
from skill.alexa import consent, models, state
from skill.alexa.intents import Hears, pressed, said
from skill.alexa.local_time import LocalTime, hour_in
from skill.alexa.memory import Memory
from skill.alexa.phrasing import ALEXA
from skill.content.models import Content
from skill.conversation.events import Consented, Ended, Event, Launched, Performed, Said
from skill.conversation.remembered import Remembered, begin, changes
from skill.conversation.reply import Forget, Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session, is_night
from skill.errors import SessionError
from skill.settings import Countdown
from skill.speech.render import Spoken, render

# Requests and directives that come seldom are known by Amazon's names for them: importing the class of one brings all
# of its interface along, together a twentieth of a cold start.
PRESS = "Alexa.Presentation.APL.UserEvent"
"""The request that follows when somebody presses a button of a screen."""

DISABLED = "AlexaSkillEvent.SkillDisabled"
"""The event that comes when somebody gives the skill up."""

KEPT = ("emergency", "care", "explanation", "guide")
"""Manners of reply that get a card."""


class CoachHandler(AbstractRequestHandler):
    """Answers every request that Alexa sends."""

    def __init__(self, content: Content, hears: Hears, people: Memory, countdown: Countdown) -> None:
        """Keep what every turn needs; nothing here changes afterwards, so threads may share it."""
        self._content = content
        self._hears = hears
        self._people = people
        self._countdown = countdown
        self._local_time = LocalTime(people)

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """Everything."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer one request; what can't be answered in words gets an empty response."""
        envelope = handler_input.request_envelope
        known = self._known(envelope)
        lost = False
        try:
            session = state.load(envelope.session.attributes if envelope.session else None, self._content)
        except SessionError:
            session, lost = Session(), True
        now = _now(envelope)
        hour = self._hour(envelope, session, known, now)
        event = self._event(envelope, known, now, hour)
        if event is None:
            return Response()
        event = replace(event, door=ALEXA)
        if known:
            begin(session, known, now, hour)
        reply, done = respond(event, session, self._content), None
        if reply.request:
            # Only here is Alexa called, and only few sessions come here.
            from skill.alexa import errands

            done = errands.run(
                reply.request, envelope, _user(envelope), self._people, event=event, content=self._content
            )
            reply = respond(done, reply.session, self._content)
        self._remember(envelope, session, reply, event, done)
        if reply.consent:
            return _asking_for(handler_input, reply)
        if lost and isinstance(event, Said):
            log.warning("session lost")
        card = consent.card_after(envelope.request, event, done, session.wish)
        return self._response(handler_input, reply, event, done, card, lost=lost)

    def _known(self, envelope: RequestEnvelope) -> Remembered | None:
        """What is remembered, at the beginning of a session; later it is in the session."""
        if envelope.session is None or not envelope.session.new:
            return None
        return self._people.recall(_user(envelope)) or Remembered()

    def _remember(
        self, envelope: RequestEnvelope, before: Session, reply: Reply, event: Event, done: Performed | None
    ) -> None:
        """Keep what this turn gives to remember; of somebody who was just forgotten, nothing."""
        forgotten = done is not None and isinstance(done.request, Forget)
        if not forgotten and (change := changes(before, reply, event.now)):
            self._people.change(_user(envelope), change)

    def _hour(self, envelope: RequestEnvelope, session: Session, known: Remembered | None, now: float) -> int | None:
        """The hour, once a session: at its beginning where the zone is remembered, else in its second turn."""
        if known:
            return hour_in(known.zone_as_of(now), now)
        if not session.hour_due:
            return None
        session.hour_due = False
        hour = self._local_time.learned(envelope, _user, now)
        session.night = is_night(hour)
        return hour

    def _event(self, envelope: RequestEnvelope, known: Remembered | None, now: float, hour: int | None) -> Event | None:
        request = envelope.request
        if request is None:
            return None
        locale, screen = request.locale or "en-US", _has_screen(envelope)
        if isinstance(request, LaunchRequest):
            return Launched(now=now, locale=locale, screen=screen, hour=hour, known=known or Remembered())
        if isinstance(request, IntentRequest):
            return said(request, now=now, screen=screen, hour=hour, hears=self._hears)
        if request.object_type == PRESS:
            return pressed(getattr(request, "arguments", None), now=now, locale=locale)
        if request.object_type == consent.ANSWER:
            answer = consent.answered(request)  # type: ignore[arg-type]  # its type says what it is
            return Consented(now=now, locale=locale, screen=screen, answer=answer)
        if request.object_type == DISABLED:
            self._people.forget(_user(envelope))
            return None
        if isinstance(request, SessionEndedRequest):
            return Ended(now=now, locale=locale, screen=screen)
        return None

    def _response(
        self,
        handler_input: HandlerInput,
        reply: Reply,
        event: Event,
        done: Performed | None,
        card: Card | None,
        *,
        lost: bool,
    ) -> Response:
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
            kind = "Alexa.Presentation.APLA.RenderDocument"
            directives.append({"type": kind, "token": "coach", "document": spoken.document})
        if event.screen:
            from skill.alexa.show import with_screen

            directives = with_screen(directives, reply, self._content, event.locale, done, table=spoken.table)
        attributes = handler_input.attributes_manager
        attributes.session_attributes = state.dump(reply.session)
        return Response(
            output_speech=speech,
            card=card or _card(reply, spoken),
            reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml=spoken.reprompt)) if reply.open else None,
            directives=directives or None,
            should_end_session=not reply.open,
        )


def _card(reply: Reply, spoken: Spoken) -> SimpleCard | None:
    """What is worth reading again goes to the Alexa app, in the words that are spoken; questions do not."""
    if reply.manner not in KEPT:
        return None
    said = [cue.say for cue in spoken.table.cues] if spoken.table else [reply.say]
    return SimpleCard(title="Cramp Coach", content=" ".join(part for part in (*said, reply.ask) if part))


def _asking_for(handler_input: HandlerInput, reply: Reply) -> Response:
    """Send Alexa to ask for a permission; she speaks her own words, and the answer comes as a request of its own."""
    scope = consent.TIMERS if reply.consent == "timers" else consent.REMINDERS
    handler_input.attributes_manager.session_attributes = state.dump(reply.session)
    return Response(directives=[consent.ask_for(scope, "coach")])


def _now(envelope: RequestEnvelope) -> float:
    moment = envelope.request.timestamp if envelope.request else None
    return float(moment.timestamp()) if moment else 0.0


def _has_screen(envelope: RequestEnvelope) -> bool:
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return interfaces is not None and models.has(interfaces, "alexa_presentation_apl")


def _user(envelope: RequestEnvelope) -> str | None:
    system = envelope.context.system if envelope.context else None
    if system and system.user and system.user.user_id:
        return str(system.user.user_id)
    session = envelope.session
    return str(session.user.user_id) if session and session.user and session.user.user_id else None
