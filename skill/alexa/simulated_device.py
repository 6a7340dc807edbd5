"""
Simulated Alexa device: converts utterances to request envelopes, and keeps the device's state between turns.

Used by the terminal, the simulator page and the transcripts. Each turn passes through the same SDK and handler as a
request over HTTP.
"""

import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from ask_sdk_core.skill import CustomSkill
from msgspec.structs import replace

from skill import turn
from skill.alexa.durations import as_alexa_sends
from skill.alexa.intents import alexa_name
from skill.alexa.invocation import answer_verified
from skill.alexa.session_attributes import KEY
from skill.conversation.session import Session
from skill.speech.markup import plain
from skill.speech.script import played
from skill.understanding import phrases

Json = dict[str, Any]

_NAME_ONLY_INTENTS = frozenset("Yes No NotSure".split())
"""Intents whose name is their whole meaning."""

_YES = re.compile(r"\b(yes|yeah|yep|yup|sure|okay|ok|approve|allow|of course|go ahead)\b")
_NO = re.compile(r"\b(no|nope|not|never|don'?t|deny|decline)\b")


@dataclass
class Device:
    """One device of one user, at first without a session. Not thread-safe."""

    skill: CustomSkill
    """The skill to call."""
    locale: str = "en-US"
    kind: Literal["speaker", "screen"] = "speaker"
    skill_id: str | None = None
    """The skill's id in requests."""
    user: str = "somebody"
    """The user's id, without prefix."""
    clock: Callable[[], float] = time.time
    """Returns the time in seconds since 1970."""
    services: tuple[str, str] = ("https://api.amazonalexa.com", "")
    """URL and token of Alexa's services; without a token, timers and reminders are not available."""
    last_exchange: tuple[Json, Json] = ({}, {})
    """The last request and response, as they would go over the wire."""
    document: Json | None = None
    """The APL for Audio document that was played in the last turn."""
    _shift: float = 0.0
    _attributes: Json = field(default_factory=dict)
    _open: bool = False
    _silent_once: bool = False
    _reprompt: Json = field(default_factory=dict)
    """The part of the last response that is played after silence."""
    _session: str = ""

    def new(self) -> None:
        """Start a new session with the next turn."""
        self._open = False

    def be(self, user: str) -> None:
        """Switch the user, and start a new session with the next turn."""
        self.user = user
        self._open = False

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._shift += seconds

    def now(self) -> float:
        """Return the device's time, in seconds since 1970."""
        return self.clock() + self._shift

    def say(self, words: str) -> Json:
        """Take a turn with an utterance (empty: silence); return its record, as `cramp-coach talk --json` prints it."""
        text = " ".join(words.split())
        if not text:
            return self._silence()
        self._silent_once = False
        opens, asked = turn.invocation(text)
        if opens and not self._open:
            return self._turn(text, None, {"type": "LaunchRequest"})
        self._open = self._open and (opens or asked == text)
        name, intent = self._intent(text if opens else asked)
        return self._turn(words, name, {"type": "IntentRequest", "dialogState": "STARTED", "intent": intent})

    def press(self, name: str) -> Json:
        """Take a turn with a press of a button on the screen."""
        event = {"type": "Alexa.Presentation.APL.UserEvent", "token": "coach", "arguments": [name], "source": {}}
        return self._turn(f"/press {name}", None, event)

    @property
    def asked(self) -> str | None:
        """The permission that Alexa is asking for; None if there is none."""
        for it in self.last_exchange[1].get("response", {}).get("directives", ()):
            if it["type"] == "Connections.SendRequest" and it["name"] == "AskFor":
                return str(it["payload"]["permissionScopes"][0]["permissionScope"])
        return None

    def allow(self, words: str, scope: str, granted: set[str]) -> Json:
        """Take a turn with the answer to Alexa's question for a permission: yes, no, or else no answer."""
        heard = words.lower().replace("’", "'")
        status = "DENIED" if _NO.search(heard) else "ACCEPTED" if _YES.search(heard) else "NOT_ANSWERED"
        if status == "ACCEPTED":
            granted.add(scope)
        # Alexa keeps the session open while she asks.
        self._open = True
        payload = {"permissionScopes": [{"permissionScope": scope}], "status": status, "isCardThrown": False}
        request = {
            "type": "Connections.Response",
            "name": "AskFor",
            "token": "coach",
            "status": {"code": "200", "message": "OK"},
            "payload": payload,
        }
        return self._turn(words, None, request)

    def _silence(self) -> Json:
        if self._open and not self._silent_once:
            # The device plays the reprompt by itself, without a request to the skill.
            self._silent_once = True
            session = session_of(self._attributes)
            session.turn = replace(session.turn, level=None, holds=[])
            return self._line("", None, session, self._reprompt)
        self._silent_once = False
        if self._open:
            self._send({"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"})
        self._open, self._reprompt = False, {}
        return self._line("", None, Session(), {})

    def _intent(self, text: str) -> tuple[str, Json]:
        """
        Return the name of the intent that was meant, and the intent object that Alexa would send for it.

        Alexa delivers words that an intent has no slot for only as free text behind a carrier phrase; so does this.
        """
        session = session_of(self._attributes) if self._open else Session()
        heard = turn.hear_in(session, text, self.locale)
        name = sent = alexa_name(heard.intent)
        values = dict(heard.slots)
        reported = heard.findings or heard.theirs or heard.answer or heard.of == "other"
        declared = {alexa_name(own): intent.slots for own, intent in phrases.load(self.locale).intents.items()}
        ages = {"age", "their_age"} - declared.get(sent, {}).keys()
        places = {"where"} if heard.intent in ("Fallback", "CantDo", "AskRelief", "AskTopic") else set()
        more = ({"help", "denies", "cannot", "wished", "sleeps", "mine"} | ages | places) & heard.slots.keys()
        if heard.suspected or more or (reported and heard.intent not in _NAME_ONLY_INTENTS):
            sent = "DescribeSymptomIntent"
            values = {"symptom": text}
        slots = {slot: _slot(slot, values.get(slot), text, kind) for slot, kind in declared.get(sent, {}).items()}
        return name, {"name": sent, "confirmationStatus": "NONE", "slots": slots}

    def _turn(self, you: str, intent: str | None, request: Json) -> Json:
        response = self._send(request)
        self._reprompt = response.get("reprompt", {})
        self._open = response.get("shouldEndSession") is False
        return self._line(you, intent, session_of(self._attributes), response)

    def _line(self, you: str, intent: str | None, session: Session, response: Json) -> Json:
        """Return the record of a turn, in which the device plays a response; each hold with its start in seconds."""
        turn, at = session.turn, round(session.guiding.lead, 1) if session.guiding else 0.0
        ssml, directives = _ssml(response), response.get("directives", ())
        audio = (it["document"] for it in directives if it["type"] == "Alexa.Presentation.APLA.RenderDocument")
        self.document = next(audio, None)
        said = played(ssml, self.document)
        return {
            "you": you,
            "intent": intent,
            "say": said.say,
            "ssml": ssml,
            "reprompt": plain(_ssml(self._reprompt)),
            "asks": turn.asks,
            "awaiting": turn.awaiting,
            "level": turn.level,
            "condition": turn.condition,
            "holds": [{"stretch": it.stretch, "side": it.side, "seconds": it.seconds, "at": at} for it in turn.holds],
            "seconds": round(said.seconds, 1),
            "open": self._open,
            "directives": [it["type"] for it in directives],
        }

    def _send(self, request: Json) -> Json:
        new = not self._open
        if new:
            self._session = f"amzn1.echo-api.session.{uuid.uuid4()}"
            self._attributes = {}
        who = {
            "application": {"applicationId": self.skill_id or "amzn1.ask.skill.local"},
            "user": {"userId": f"amzn1.ask.account.{self.user}"},
        }
        session = {"new": new, "sessionId": self._session, "attributes": self._attributes}
        screen = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}} if self.kind == "screen" else {}
        endpoint, token = self.services
        system = {
            "device": {"deviceId": "amzn1.ask.device.local", "supportedInterfaces": screen},
            "apiEndpoint": endpoint,
            "apiAccessToken": token,
        }
        sent = {
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "locale": self.locale,
            "timestamp": datetime.fromtimestamp(self.now(), UTC).isoformat(),
        }
        envelope = {
            "version": "1.0",
            "session": session | who,
            "context": {"System": who | system},
            "request": request | sent,
        }
        answer: Json = msgspec.json.decode(answer_verified(self.skill, envelope, started=time.perf_counter()))
        self.last_exchange = (envelope, answer)
        self._attributes = answer.get("sessionAttributes", {})
        response: Json = answer["response"]
        return response


def session_of(attributes: Json) -> Session:
    """Return the session in session attributes; a new one if they contain none."""
    state = attributes.get(KEY)
    return msgspec.json.decode(state, type=Session) if state else Session()


def _ssml(part: Json) -> str:
    """Return the speech of a response or of its reprompt; empty if it has none."""
    return str(part["outputSpeech"]["ssml"]) if "outputSpeech" in part else ""


def _slot(name: str, value: str | None, words: str, kind: str) -> Json:
    """Return a slot as Alexa sends it; a custom slot type carries the id that the words resolve to."""
    slot: Json = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    if value is None:
        return slot
    if kind.startswith("AMAZON."):
        return slot | {"value": as_alexa_sends(kind, value)}
    match = {
        "authority": f"amzn1.er-authority.echo-sdk.{kind}",
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": value, "id": value}}],
    }
    return slot | {"value": words, "resolutions": {"resolutionsPerAuthority": [match]}}
