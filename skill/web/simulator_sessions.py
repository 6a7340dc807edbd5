"""Conversations of the simulator page, one for each browser tab, and the alerts that visitors set in them."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

import msgspec

from skill.alexa.local_time import time_in
from skill.alexa.simulated_device import Device, Json
from skill.coach import Coach
from skill.speech.buttons import BUTTONS, PRESSES
from skill.web.api_messages import MAX_WORDS
from skill.web.fake_alexa import Answer, FakeAlexa, serving
from skill.web.simulator_alerts import alerts
from skill.web.simulator_turn import shown

MAX_CONVERSATIONS = 64
MAX_VISITORS = 64
"""Maximum numbers of conversations and of visitors that are kept; the least recently used are dropped."""

_IN_WORDS = {"resume": "Resume"}
"""What is said instead of pressing a button, where its label means something else by itself."""

_LATEST = 4_102_444_800
"""The year 2100, in seconds since 1970: upper limit of a page's clock."""

Seconds = Annotated[float, msgspec.Meta(ge=0, le=_LATEST)]


class _Sent(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Fields of every request from the page."""

    conversation: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$")]
    """Id made by the page, one for each tab."""
    at: Seconds
    """The page's clock, in seconds since 1970. The page plays the timetable, so pauses are measured by its clock."""
    zone: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """The browser's time zone, used as the device's."""
    stranger: bool = False
    """Ignore what is remembered of the visitor, so that a replayed conversation always gets the same replies."""


class Utterance(_Sent, forbid_unknown_fields=True, kw_only=True):
    """An utterance or a press of a button."""

    turn: int
    """Number of turns so far, which detects a restart of the server and a second tab."""
    drift: Seconds = 0.0
    """Seconds by which slow speech has delayed the page's clock; timers don't wait for it."""
    words: Annotated[str, msgspec.Meta(max_length=MAX_WORDS)] = ""
    """The utterance; empty means silence."""
    press: str | None = None
    """Name of the button that was pressed instead; a device without a screen hears its words."""
    locale: str = "en-US"
    device: Literal["speaker", "screen"] = "speaker"


class Asked(_Sent, forbid_unknown_fields=True, kw_only=True):
    """A request for the pending alerts, after one has rung or was cancelled."""

    cancel: Annotated[list[str], msgspec.Meta(max_length=64)] = msgspec.field(default_factory=list)
    """Ids of timers and reminders to cancel first."""


@dataclass
class _Conversation:
    """One simulated device and its number of turns."""

    turns: int = 0
    device: Device | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversations:
    """Conversations by tab, and fake Alexa services by visitor. Thread-safe."""

    def __init__(self, coach: Coach) -> None:
        """Start without conversations."""
        self._coach = coach
        self._kept = lru_cache(MAX_CONVERSATIONS)(lambda _: _Conversation())
        # Nobody has granted a permission yet. The token for the services is who the visitor is.
        self._alexas = lru_cache(MAX_VISITORS)(lambda person: FakeAlexa(person, granted=set()))
        self._lock = threading.Lock()
        self._open = ExitStack()

    def take(self, utterance: Utterance, person: str) -> Json | None:
        """Take one turn and return it; None if the page's number of turns differs from the server's."""
        with self._lock:
            conversation = self._kept(utterance.conversation)
        with conversation.lock:
            if conversation.turns != utterance.turn:
                return None
            alexa = self._services(utterance, person, utterance.drift)
            device = conversation.device = conversation.device or self._coach.device(
                locale=utterance.locale, kind=utterance.device, user=alexa.token, services=(self._endpoint, alexa.token)
            )
            device.clock = lambda: utterance.at
            line = _taken(device, utterance, alexa.granted)
            conversation.turns += 1
            return shown(line, device, self._coach.content, utterance.locale) | {"alerts": alerts(alexa)}

    def alerts(self, asked: Asked, person: str) -> Json:
        """Cancel the given alerts, and return the remaining ones."""
        alexa = self._services(asked, person)
        for alert in asked.cancel:
            alexa.timers.pop(alert, None)
            alexa.reminders.pop(alert, None)
        return alerts(alexa)

    def _services(self, sent: _Sent, person: str, drift: float = 0.0) -> FakeAlexa:
        """Return a visitor's services, on the page's clock and in its time zone; an unknown zone counts as not set."""
        alexa, now = self._of(sent.conversation if sent.stranger else person), sent.at + drift
        alexa.clock = lambda: now
        alexa.zone = sent.zone if time_in(sent.zone, now) else None
        return alexa

    def _of(self, person: str) -> FakeAlexa:
        with self._lock:
            return self._alexas(person)

    @cached_property
    def _endpoint(self) -> str:
        """Base URL of everybody's services. They start at first use: the server forks after the page was built."""
        return self._open.enter_context(serving(self._answer))

    def _answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        return self._of(authorization.removeprefix("Bearer ")).answer(method, path, authorization, body)


def _taken(device: Device, utterance: Utterance, granted: set[str]) -> Json:
    press = utterance.press
    if scope := device.asked:
        return device.allow(press or utterance.words, scope, granted)
    if press is None:
        return device.say(utterance.words)
    if utterance.device == "screen" and press in BUTTONS:
        return device.press(press)
    return device.say(_IN_WORDS.get(press, PRESSES[press].word))
