"""Messages of `POST /api/turn`: what a page sends, and what it gets back."""

from typing import Annotated

from msgspec import Meta, Struct

from skill.content.models import Level
from skill.conversation.session import Awaiting, Side
from skill.speech.timetable import Cue

MAX_STATE = 12_000
"""Maximum length of a state in characters; the longest conversations need a third of it."""

MAX_WORDS = 2000
"""Maximum length of an utterance in characters. A longer one is refused: its end may hold a warning sign."""


class Asked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One turn of the user: exactly one of `launch`, `say`, `press` and `silence`."""

    state: Annotated[str, Meta(max_length=MAX_STATE)] | None = None
    """The state in the last answer; None begins a conversation."""
    locale: Annotated[str, Meta(pattern="^en(-[A-Z]{2})?$")] | None = None
    """Language and country; None keeps that of the conversation."""
    launch: bool = False
    say: Annotated[str, Meta(min_length=1, max_length=MAX_WORDS)] | None = None
    press: Annotated[str, Meta(max_length=32)] | None = None
    silence: bool = False
    heard_seconds: Annotated[float, Meta(ge=0, le=3600)] | None = None
    """How much of the last reply was heard when it was cut off."""
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    """The user's local hour; at night, the coach starts with stretches for the bed."""


class TimedHold(Struct, frozen=True):
    """One hold that a reply guides."""

    stretch: str
    name: str
    """Name of the stretch."""
    side: Side | None
    seconds: float
    total: float
    """Seconds of the whole hold, of which this reply may guide the rest."""
    at: float
    """Seconds from the beginning of the reply."""


class Choice(Struct, frozen=True):
    """A button for a likely answer."""

    press: str
    label: str
    during: bool = False
    """Whether it belongs to the hold, not to the question after it."""


class Call(Struct, frozen=True):
    """A telephone number that fits this reply; the country's emergency number comes first."""

    label: str
    tel: str
    """Digits alone, for a `tel:` link."""


class Summary(Struct, frozen=True):
    """What a doctor may want to know of this conversation, in plain words."""

    told: tuple[str, ...]
    denied: tuple[str, ...]
    not_sure: tuple[str, ...]
    stretches: tuple[str, ...]
    sounds_like: str | None
    level: Level | None
    call_back: str
    watch_for: str


class Answered(Struct, frozen=True, kw_only=True):
    """The coach's reply to one turn."""

    say: str
    cues: tuple[Cue, ...]
    holds: tuple[TimedHold, ...] = ()
    seconds: float
    reprompt: str
    open: bool
    awaiting: Awaiting | None
    asks: tuple[str, ...]
    buttons: tuple[Choice, ...]
    level: Level | None
    condition: str | None
    call: tuple[Call, ...]
    picture: str | None
    """Path of the drawing of the position."""
    paused: float | None = None
    """Seconds left of a paused hold."""
    pace: float = 1.0
    """Speed of the voice; 1.0 is normal."""
    whisper: bool = False
    summary: Summary | None = None
    state: str
