"""What is stored of a user between sessions, and for how long. It holds no health answers."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.content.limits import SHORTEST_HOLD
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Place, Posture, Session, is_night

RETENTION_SECONDS = 365 * 86_400.0
"""Time without use after which a profile is deleted."""

PLACE_SECONDS = 30 * 60.0
"""Time during which an interrupted session can be resumed."""

ZONE_SECONDS = 30 * 86_400.0
"""Time for which a stored time zone is trusted."""

SCREENED_SECONDS = 12 * 3600.0
"""Time after a conversation without a red flag during which one compound question replaces the screen."""

EMERGENCY_SECONDS = 60 * 60.0
"""Time after an emergency advice during which a new session begins with the number again, once."""

NO_OFFER_SECONDS = 7 * 86_400.0
"""Time without reminder offers after one was declined."""


class Profile(Struct, omit_defaults=True, frozen=True):
    """
    Stored data of one user; unknown fields of a newer version are ignored.

    Immutable: `msgspec.structs.replace` makes the next one.
    """

    introduced: bool = False
    """Whether the disclaimer was spoken at a first launch."""
    hold_seconds: int | None = None
    """Preferred duration of a hold; None for each stretch's own."""
    pace: float | None = None
    """Preferred speech rate while guiding; None for normal."""
    posture: Posture | None = None
    """Usual posture."""
    quiet_nights: bool = False
    """Whether to start in a whisper at night, because the user asked for one before."""
    zone: str | None = None
    """Time zone of the device, such as Europe/London, to determine whether it is night."""
    zone_at: float = 0.0
    """When the time zone was read, in seconds since 1970."""
    finished: int = 0
    """Total number of completed holds."""
    place: Place | None = None
    emergency_at: float | None = None
    """When the emergency number was given, in seconds since 1970; None once it was repeated later, or taken back."""
    unflagged_at: float | None = None
    """When the user last finished a conversation in which nothing ruled out a stretch, in seconds since 1970."""
    reminder_set: bool = False
    """Whether a reminder of the skill exists, as far as is known."""
    reminder_declined_at: float | None = None
    """When the user last declined a reminder, in seconds since 1970."""
    errand: str | None = None
    """Idempotency key of the last request that set a timer or a reminder, so that a retry sets no second one."""
    last_seen: float = 0.0
    """When the profile was last written, in seconds since 1970; updated by People."""

    def zone_as_of(self, now: float) -> str | None:
        """Return the time zone, unless it was read too long ago."""
        return self.zone if now - self.zone_at < ZONE_SECONDS else None

    def as_of(self, now: float) -> "Profile | None":
        """Return the profile without expired parts; None if the whole profile has expired."""
        if self.last_seen < now - RETENTION_SECONDS:
            return None
        if self.place and self.place.at < now - PLACE_SECONDS:
            return replace(self, place=None)
        return self


Change = Callable[[Profile], Profile]
"""Pure function from the previous profile to the next."""


def begin(session: Session, known: Profile, now: float, hour: int | None) -> None:
    """Apply the stored preferences to a new session; `hour` is the user's local hour, if known."""
    session.hold_seconds = known.hold_seconds
    session.posture = known.posture
    session.pace = known.pace or session.pace
    session.night = is_night(hour)
    session.hour_due = known.zone_as_of(now) is None
    session.quiet = session.night and known.quiet_nights
    session.returns = known.unflagged_at is not None and 0 <= now - known.unflagged_at < SCREENED_SECONDS
    session.reminds = known.emergency_at is not None and 0 <= now - known.emergency_at < EMERGENCY_SECONDS
    if known.reminder_set:
        session.reminder = "set"
    elif known.reminder_declined_at is not None and now - known.reminder_declined_at < NO_OFFER_SECONDS:
        session.reminder = "declined"


def changes(before: Session, reply: Reply, now: float) -> Change | None:
    """Return what a turn changes in the profile; None if nothing, so that most turns write nothing."""
    after = reply.session
    if reply.manner == "silent":
        # The session was interrupted: keep the place for resuming.
        return None
    old = _preferences(before)
    new: dict[str, Any] = {name: value for name, value in _preferences(after).items() if value != old.get(name)}
    if after.introduced and not before.introduced:
        new["introduced"] = True
    if after.reminder == "declined" and before.reminder != "declined":
        new["reminder_declined_at"] = now
    if _running(before) != _running(after) or (not reply.open and before.guiding is not None):
        new["place"] = _place(after, now) if reply.open else None
    if not reply.open and after.done:
        new["unflagged_at"] = now if after.level in (None, "selfcare") and not after.for_other else None
    if after.called and not before.called:
        new |= {"emergency_at": now, "unflagged_at": None}
    elif (before.called and not after.called) or (before.reminds and not after.reminds):
        new["emergency_at"] = None
    effect_reported = after.eased is not None and after.eased != before.eased
    finished = before.guiding is not None and (effect_reported or _stepped(before, after))
    return (lambda kept: replace(kept, finished=kept.finished + finished, **new)) if new or finished else None


def _stepped(before: Session, after: Session) -> bool:
    """Return whether the routine advanced to its next exercise or its end."""
    if before.routine is None:
        return False
    return after.finished if after.routine is None else after.routine.place > before.routine.place


def _preferences(session: Session) -> dict[str, object]:
    """Return the preferences in a session, as a profile keeps them; a whisper is one of nights only."""
    kept: dict[str, object] = {
        "hold_seconds": session.hold_seconds,
        "pace": session.pace if session.pace != 1.0 else None,
        "posture": session.posture,
        "reminder_set": session.reminder == "set",
    }
    return {**kept, "quiet_nights": session.quiet} if session.night else kept


def _running(session: Session) -> tuple[Hold, float | None] | None:
    return (session.guiding.hold, session.guiding.paused_left) if session.guiding else None


def _place(session: Session, now: float) -> Place | None:
    """Return the place to resume from if this session is interrupted."""
    guiding = session.guiding
    if guiding is None:
        return None
    left = guiding.hold.seconds if guiding.paused_left is None else guiding.paused_left
    place = Place(replace(guiding.hold, seconds=max(float(round(left)), float(SHORTEST_HOLD))), now)
    going = session.routine
    return replace(place, routine=going.name, step=going.place, first=going.first) if going else place
