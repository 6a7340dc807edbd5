"""Conversations of the simulator page, one for each browser tab, and the alerts that visitors set in them."""

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from skill.alexa.simulated_device import Device
from skill.coach import Coach
from skill.speech.buttons import BUTTONS, PRESSES
from skill.web.api_messages import MAX_WORDS
from skill.web.simulator_alerts import Visitor, Visitors
from skill.web.simulator_turn import Json, Shown, shown

MAX_CONVERSATIONS = 64
"""Maximum number of conversations that are kept; the least recently used are dropped."""

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
    """One simulated device, its clock and its number of turns."""

    now: float = 0.0
    turns: int = 0
    device: Device | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversations:
    """Conversations by tab."""

    def __init__(self, coach: Coach) -> None:
        """Start without conversations."""
        self._coach = coach
        self._visitors = Visitors()
        self._kept = lru_cache(MAX_CONVERSATIONS)(lambda _: _Conversation())
        self._lock = threading.Lock()

    def take(self, utterance: Utterance, person: str) -> Shown | None:
        """Take one turn and return it; None if the page's number of turns differs from the server's."""
        with self._lock:
            conversation = self._kept(utterance.conversation)
        with conversation.lock:
            if conversation.turns != utterance.turn:
                return None
            conversation.now = utterance.at
            visitor = self._visitors.of(_user(utterance, person))
            visitor.set_clock(utterance.at + utterance.drift, utterance.zone)
            device = conversation.device = conversation.device or self._device(conversation, utterance, person, visitor)
            line = _taken(device, utterance, visitor)
            conversation.turns += 1
            return shown(line, device, visitor.alerts(), self._coach.content, utterance.locale)

    def alerts(self, asked: Asked, person: str) -> Json:
        """Cancel the given alerts, and return the remaining ones."""
        visitor = self._visitors.of(_user(asked, person))
        visitor.set_clock(asked.at, asked.zone)
        for alert in asked.cancel:
            visitor.cancel(alert)
        return visitor.alerts()

    def _device(self, conversation: _Conversation, utterance: Utterance, person: str, visitor: Visitor) -> Device:
        return self._coach.device(
            locale=utterance.locale,
            kind=utterance.device,
            user=_user(utterance, person),
            clock=lambda: conversation.now,
            services=(self._visitors.endpoint, visitor.alexa.token),
        )


def _taken(device: Device, utterance: Utterance, visitor: Visitor) -> Json:
    press = utterance.press
    if scope := device.asked:
        return device.allow(press or utterance.words, scope, visitor.alexa.granted)
    if press is None:
        return device.say(utterance.words)
    if utterance.device == "screen" and press in BUTTONS:
        return device.press(press)
    return device.say(_IN_WORDS.get(press, PRESSES[press].word))


def _user(sent: _Sent, person: str) -> str:
    return sent.conversation if sent.stranger else person
