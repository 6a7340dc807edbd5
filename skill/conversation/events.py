"""What can happen to the coach. Clock, place and device come in with the event, so that the core reads none of them."""

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
"""Of a length of time; far more than any that is meant."""


class Platform(Struct, frozen=True):
    """
    The words that depend on the platform; each fills the blank of lines.yaml that has its name.

    The defaults fit any platform, so each one sets only what it can say better.
    """

    again: str = "just talk to me"
    """How to reach the coach once it no longer listens, as a request."""
    keeper: str = "your device"
    """Who keeps timers and reminders."""
    settings: str = "your settings"
    """Where permissions are given."""
    own_timer: str = "set a timer yourself"
    """How to get a timer without the coach, as a request."""
    own_reminder: str = "set a reminder yourself"
    """How to get a reminder without the coach, as a request."""

    @property
    def blanks(self) -> dict[str, str]:
        """Return each by its name, and capitalized by its capitalized name (`{Again}`) for the start of a sentence."""
        return _blanks(self)


@cache  # Every line asks for them, and a process knows a handful of platforms.
def _blanks(platform: Platform) -> dict[str, str]:
    words = asdict(platform)
    return words | {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}


class Event(Struct, frozen=True, kw_only=True):
    """Something happened, at a moment, on a device."""

    now: float = 0.0
    """Seconds since 1970, UTC."""
    locale: str = "en-US"
    screen: bool = False
    """The device can show screens."""
    platform: Platform = Platform()
    """The words of the platform that the event came through."""
    hour: int | None = None
    """Hour of the person's day, 0 to 23: once a session, as soon as it is known."""


class Launched(Event, frozen=True, kw_only=True):
    """The skill was opened without a request."""

    known: Profile = field(default_factory=Profile)
    """What is remembered of this person; of a stranger, nothing."""


class Said(Event, frozen=True, kw_only=True):
    """The person said or pressed something."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """
    Slot name -> canonical id; what resolves to nothing is left out.

    A length of time is whole seconds in digits ("90"), a time of day `HH:MM` or morning, afternoon, evening or night,
    an age whole years in digits.
    """
    findings: Mapping[str, Answer] = field(default_factory=dict)
    """What was heard about the person, from free text or a reported red flag."""
    answer: Answer | None = None
    """What the words answer to the question that was asked."""
    of: Literal["me", "other"] = "me"
    """Whether it is told of the speaker, or of somebody else who is there with them."""

    def years(self, slot: str) -> int | None:
        """Return the age in a slot; None if there is none."""
        told = self.slots.get(slot, "")
        return int(told) if told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS else None

    def seconds(self, slot: str) -> int | None:
        """Return the length of time in a slot; None if there is none."""
        told = self.slots.get(slot, "")
        number = told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS
        return int(told) or None if number else None


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
Why a platform could not perform a request: the user must allow it first; this device can't; the same one exists
already; there are too many; the device's time zone is unknown, so that a single day can't be named; the device can't be
reached; the rate limit is reached; the service is down or slow; it did not accept the request.
"""

Outcome = Literal["done", Refusal]


class RunningTimer(Struct, frozen=True):
    """One heat or ice timer that is running."""

    kind: TimerKind
    seconds_left: float


class Performed(Event, frozen=True, kw_only=True):
    """The platform did what a reply had requested, or could not."""

    request: Request
    outcome: Outcome
    reminders: tuple[SetReminder, ...] = ()
    """For a list of reminders."""
    timers: tuple[RunningTimer, ...] = ()
    """For a list of timers those that run; for a cancellation those that are gone; for a duplicate the other one."""
    known: Profile | None = None
    """For what is remembered; None if that can't be told now."""

    @classmethod
    def of(cls, request: Request, outcome: Outcome, event: Event) -> "Performed":
        """Return that a request of the reply to an event came out so."""
        return cls(
            now=event.now,
            locale=event.locale,
            screen=event.screen,
            platform=event.platform,
            request=request,
            outcome=outcome,
        )


class Consented(Event, frozen=True, kw_only=True):
    """The person answered the platform's question about a permission, or the platform could not ask it."""

    answer: Consent


class Ended(Event, frozen=True, kw_only=True):
    """The session is over; nothing may be said any more."""
