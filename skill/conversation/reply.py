"""What the coach answers: words and guided stretches, not yet sound."""

from typing import Literal

from msgspec import Struct

from skill.conversation.session import Hold, Session, SetReminder, SetTimer, TimerKind

Manner = Literal["question", "guide", "emergency", "care", "explanation", "goodbye", "silent"]


class Forget(Struct, frozen=True):
    """A request to erase everything that is kept of this person."""


class Tell(Struct, frozen=True):
    """A request to tell what is remembered of this person."""


class ListTimers(Struct, frozen=True):
    """A request for our timers that are running."""

    wanted: TimerKind | None = None
    """The kind of timer that the user asks for; None where they ask how long one still runs."""
    seconds: int | None = None
    """How long the user wants it; None for the usual time."""


class CancelTimers(Struct, frozen=True):
    """A request to cancel all timers of ours."""


class ListReminders(Struct, frozen=True):
    """A request for the reminders that will ring."""


class CancelReminders(Struct, frozen=True):
    """A request to cancel all reminders of ours."""


Request = Forget | Tell | SetTimer | ListTimers | CancelTimers | SetReminder | ListReminders | CancelReminders
"""What only the platform can do."""


class Reply(Struct, frozen=True):
    """One answer; the session in it is the next turn's."""

    session: Session
    manner: Manner
    say: str = ""
    """Spoken first."""
    guide: Hold | None = None
    """Then this hold is guided."""
    brief: bool = False
    """Without its instructions: the person is in the position already."""
    silence: float = 0.0
    """Seconds of silence before the last words."""
    ask: str = ""
    """Spoken last; a question whenever the session stays open."""
    reprompt: str = ""
    """Spoken by the device after silence."""
    open: bool = False
    """The microphone opens and the session stays."""
    request: Request | None = None
    """Something for the platform to do first; its outcome comes back as an event, and that reply is spoken."""
    consent: Literal["timers", "reminders"] | None = None
    """Permission that the platform is to ask for, in words of its own; nothing else is said."""
