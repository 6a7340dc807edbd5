"""Events that the dialogue handles. They carry clock, locale and device, which the dialogue never reads itself."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import asdict

from skill.content.models import Answer
from skill.conversation.profile import Profile
from skill.conversation.reply import Request
from skill.conversation.session import SetReminder, TimerKind

_MOST_DIGITS = 15
"""Maximum number of digits of a duration; more is not a plausible request."""


class Platform(Struct, frozen=True):
    """
    Words that depend on the platform; each fills the placeholder of its name in lines.yaml.

    The defaults fit any platform, so an adapter overrides only what it can say more precisely.
    """

    again: str = "just talk to me"
    """How to reach the coach once it no longer listens, as a request."""
    keeper: str = "your device"
    """What runs timers and reminders."""
    settings: str = "your settings"
    """Where permissions are granted."""
    own_timer: str = "set a timer yourself"
    """How to get a timer without the coach, as a request."""
    own_reminder: str = "set a reminder yourself"
    """How to get a reminder without the coach, as a request."""


@cache  # Used by every line; a process has only a few platforms.
def blanks(platform: Platform) -> dict[str, str]:
    """Return each word by its name, and capitalized by its capitalized name (`{Again}`) for sentence starts."""
    words = asdict(platform)
    return words | {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}


class Event(Struct, frozen=True, kw_only=True):
    """Base class of all events: what happened, at a time, on a device."""

    now: float = 0.0
    """Seconds since 1970, UTC."""
    locale: str = "en-US"
    screen: bool = False
    """Whether the device has a screen."""
    platform: Platform = Platform()
    """Words of the platform that sent the event."""
    hour: int | None = None
    """Local hour of the user, 0 to 23; sent once a session, as soon as it is known."""


class Launched(Event, frozen=True, kw_only=True):
    """The skill was opened without a request."""

    known: Profile = field(default_factory=Profile)
    """Stored profile of the user; empty for a new user."""


class Said(Event, frozen=True, kw_only=True):
    """The user said or pressed something."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """
    Slot name -> canonical id; slots without entity resolution are left out.

    A duration is whole seconds in digits ("90"), a time of day `HH:MM` or morning, afternoon, evening or night, an age
    whole years in digits.
    """
    findings: Mapping[str, Answer] = field(default_factory=dict)
    """Findings reported in free text, or by a red-flag intent."""
    suspected: Mapping[str, Answer] = field(default_factory=dict)
    """Red flags to ask about first: `yes` if a pattern found it, `unknown` if only the second listener suspects it."""
    answer: Answer | None = None
    """Answer to the question that was asked, if the utterance contains one."""
    of: Literal["me", "other"] = "me"
    """Experiencer of the findings: the speaker, or another person who is with them."""

    @property
    def told(self) -> list[str]:
        """The findings that are reported as present."""
        return [name for name, answer in self.findings.items() if answer == "yes"]

    def number(self, slot: str) -> int | None:
        """Return the whole number in a slot, such as an age or the seconds of a duration; None if there is none."""
        told = self.slots.get(slot, "")
        return int(told) if told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS else None


Consent = Literal["granted", "declined", "unanswered", "failed"]

Refusal = Literal[
    "no_permission",
    "unsupported",
    "duplicate",
    "too_many",
    "no_time_zone",
    "device_offline",
    "rate_limited",
    "away",
    "bad_request",
]
"""
Why the platform could not perform a request.

The user has to grant a permission first; the device does not support it; an identical one exists; the maximum number is
reached; the time zone of the device is unknown, so that a single day can't be named; the device is unreachable; the
rate limit is reached; the service is down or slow; the request was rejected.
"""

Outcome = Literal["done", Refusal]


class RunningTimer(Struct, frozen=True):
    """One running heat or ice timer."""

    kind: TimerKind
    seconds_left: float


class Performed(Event, frozen=True, kw_only=True):
    """The platform performed a request of a reply, or could not."""

    request: Request
    outcome: Outcome
    reminders: tuple[SetReminder, ...] = ()
    """Pending reminders, for `ListReminders`."""
    timers: tuple[RunningTimer, ...] = ()
    """Timers: the running ones for a list, the cancelled ones for a cancellation, the other one for a duplicate."""
    known: Profile | None = None
    """Stored profile, for `Tell`; None if it is unavailable."""

    @classmethod
    def of(cls, request: Request, outcome: Outcome, event: Event) -> "Performed":
        """Return the outcome of a request made by the reply to `event`."""
        same = {name: getattr(event, name) for name in ("now", "locale", "screen", "platform")}
        return cls(**same, request=request, outcome=outcome)


class Consented(Event, frozen=True, kw_only=True):
    """The user answered the platform's permission prompt, or the platform could not show it."""

    answer: Consent


class Ended(Event, frozen=True, kw_only=True):
    """The session has ended; no reply can be spoken."""
