"""The conversations of the simulator page, one for each tab, and the timers that each visitor has set in them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec

from skill.alexa.simulated_device import Device
from skill.coach import Coach
from skill.web.simulator_alerts import Home, Homes
from skill.web.simulator_turn import Json, picture_of

MAX_CONVERSATIONS = 64
"""Conversations that are kept; the one that was quiet longest gives way."""

MAX_WORDS = 500
"""Characters of one utterance."""

_LATEST = 4_102_444_800
"""The year 2100, in seconds since 1970: no page's clock is as late as that."""

Seconds = Annotated[float, msgspec.Meta(ge=0, le=_LATEST)]


class _Sent(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What the page sends with everything."""

    conversation: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$")]
    """Made up by the page; each tab has its own."""
    at: Seconds
    """The page's clock: it plays the timetable, so a pause is counted by it."""
    zone: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """The browser's time zone, which is the device's."""
    stranger: bool = False
    """Nothing is remembered of earlier conversations, so that a replay says the same to everybody."""


class Utterance(_Sent, forbid_unknown_fields=True, kw_only=True):
    """What was said or pressed."""

    turn: int
    """How many turns this conversation has had, so that a restart and a second tab are noticed."""
    drift: Seconds = 0.0
    """Seconds that slow words have held up the timetable. Timers don't wait for slow words."""
    words: str = ""
    """What was said; empty is silence."""
    press: str | None = None
    """The button of the screen that was pressed instead."""
    locale: str = "en-US"
    device: Literal["speaker", "screen"] = "speaker"


class Asked(_Sent, forbid_unknown_fields=True, kw_only=True):
    """The page asks what will ring, after something has rung or was cancelled."""

    cancel: Annotated[list[str], msgspec.Meta(max_length=64)] = msgspec.field(default_factory=list)
    """Timers and reminders that are to go."""


@dataclass
class _Conversation:
    """One pretend device, the time on its clock and its turns so far."""

    now: float = 0.0
    turns: int = 0
    device: Device | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversations:
    """One conversation for each tab."""

    def __init__(self, coach: Coach) -> None:
        """Begin with none."""
        self._coach = coach
        self._homes = Homes()
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, heard: Utterance, person: str) -> Json | None:
        """One turn; None if the conversation is not where the page believes it to be."""
        it = self._conversation(heard.conversation)
        with it.lock:
            if it.turns != heard.turn:
                return None
            it.now = heard.at
            home = self._homes.of(_user(heard, person))
            home.be(heard.at + heard.drift, heard.zone)
            device = it.device = it.device or self._device(it, heard, person, home)
            line = _answer(device, heard, home)
            it.turns += 1
            shown = picture_of(line, device.last_exchange, device.asked, self._coach.content, heard.locale)
            return shown | {"alerts": home.alerts()}

    def alerts(self, asked: Asked, person: str) -> Json:
        """What will ring, once what is to go is gone."""
        home = self._homes.of(_user(asked, person))
        home.be(asked.at, asked.zone)
        for alert in asked.cancel:
            home.cancel(alert)
        return home.alerts()

    def _conversation(self, name: str) -> _Conversation:
        with self._lock:
            it = self._kept.setdefault(name, _Conversation())
            self._kept.move_to_end(name)
            while len(self._kept) > MAX_CONVERSATIONS:
                self._kept.popitem(last=False)
            return it

    def _device(self, it: _Conversation, heard: Utterance, person: str, home: Home) -> Device:
        return self._coach.device(
            locale=heard.locale,
            kind=heard.device,
            user=_user(heard, person),
            clock=lambda: it.now,
            services=(self._homes.endpoint, home.alexa.token),
        )


def _answer(device: Device, heard: Utterance, home: Home) -> Json:
    if scope := device.asked:
        return device.allow(heard.press or heard.words[:MAX_WORDS], scope, home.alexa.granted)
    return device.press(heard.press) if heard.press else device.say(heard.words[:MAX_WORDS])


def _user(sent: _Sent, person: str) -> str:
    return sent.conversation if sent.stranger else person
