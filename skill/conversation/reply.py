"""Reply of the dialogue: text and a guided hold, which skill/speech renders."""

from typing import Literal

from msgspec import Struct

from skill.conversation.session import Hold, Session, SetReminder, SetTimer, TimerKind

Manner = Literal["question", "guide", "emergency", "care", "explanation", "goodbye", "silent"]


class Forget(Struct, frozen=True):
    """Request to erase everything that is stored of the user."""


class Tell(Struct, frozen=True):
    """Request to recall what is remembered of the user."""


class ListTimers(Struct, frozen=True):
    """Request for the running timers of the skill."""

    wanted: TimerKind | None = None
    """Kind of timer that the user asks for; None to list the remaining time only."""
    seconds: int | None = None
    """Requested duration; None for the usual one."""


class CancelTimers(Struct, frozen=True):
    """Request to cancel all timers of the skill."""


class ListReminders(Struct, frozen=True):
    """Request for the pending reminders."""


class CancelReminders(Struct, frozen=True):
    """Request to cancel all reminders that the skill has set."""


Request = Forget | Tell | SetTimer | ListTimers | CancelTimers | SetReminder | ListReminders | CancelReminders
"""Request that the memory or the platform performs, not the dialogue (see skill/turn.py)."""


class Reply(Struct, frozen=True):
    """Reply to one event; its session is that of the next turn."""

    session: Session
    manner: Manner
    say: str = ""
    """Spoken first."""
    guide: Hold | None = None
    """Hold that is guided after `say`."""
    silence: float = 0.0
    """Seconds of silence before `ask`."""
    ask: str = ""
    """Spoken last; a question if the session stays open."""
    reprompt: str = ""
    """Spoken by the device after silence."""
    open: bool = False
    """Whether the session stays open and the device listens."""
    request: Request | None = None
    """Performed before anything is spoken; its outcome is an event, and the reply to that event is spoken instead."""
    consent: Literal["timers", "reminders"] | None = None
    """Permission for which the platform asks in its own words; nothing else is spoken."""
