"""What may be kept of one person between sessions, and when. Nothing here says how somebody is."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Place, Posture, Session, is_night

RETENTION_SECONDS = 365 * 86_400.0
"""Who does not come back for this long is forgotten."""

PLACE_SECONDS = 30 * 60.0
"""How long somebody can go on where they stopped."""

ZONE_SECONDS = 30 * 86_400.0
"""How long a time zone is believed: people move, though seldom."""

SCREENED_SECONDS = 12 * 3600.0
"""How long one compound question stands for the screen, after a conversation without a red flag."""

NO_OFFER_SECONDS = 7 * 86_400.0
"""How long no reminder is offered to somebody who declined one."""


class Profile(Struct, omit_defaults=True, frozen=True):
    """
    What is kept of one person; a newer version's fields are passed over.

    It is never changed in place: `msgspec.structs.replace` makes the next one.
    """

    introduced: bool = False
    """The disclaimer was heard at a first launch."""
    hold_seconds: int | None = None
    """How long they like to hold a stretch; None is the stretch's own length."""
    pace: float | None = None
    """How fast they like the coach to speak while guiding; None is normal."""
    posture: Posture | None = None
    """How they usually stretch."""
    quiet_nights: bool = False
    """They asked for a whisper at night, so every night begins with one."""
    zone: str | None = None
    """The time zone of their device, such as Europe/London, which tells when it is night."""
    zone_at: float = 0.0
    """When that was learned, in seconds since 1970."""
    finished: int = 0
    """Holds that they went through to the end, ever."""
    place: Place | None = None
    unflagged_at: float | None = None
    """When they last finished a conversation in which nothing spoke against a stretch, in seconds since 1970."""
    reminder_set: bool = False
    """They have a reminder of ours, as far as we know."""
    reminder_declined_at: float | None = None
    """When they last said no to a reminder, in seconds since 1970."""
    errand: str | None = None
    """A code of the last request that set a timer or a reminder: one that is sent again sets no second one."""
    last_seen: float = 0.0
    """When this was last written, in seconds since 1970; kept up to date by People."""

    def zone_as_of(self, now: float) -> str | None:
        """The time zone, unless it was learned too long ago."""
        return self.zone if now - self.zone_at < ZONE_SECONDS else None

    def as_of(self, now: float) -> "Profile | None":
        """What of this still holds: None after a year of disuse, and no place that is too long ago."""
        if self.last_seen < now - RETENTION_SECONDS:
            return None
        if self.place and self.place.at < now - PLACE_SECONDS:
            return replace(self, place=None)
        return self


Change = Callable[[Profile], Profile]
"""Makes the next profile from the last one; pure."""


def begin(session: Session, known: Profile, now: float, hour: int | None) -> None:
    """Let a new session start from what somebody likes; `hour` is that of their day, where it is known."""
    session.hold_seconds = known.hold_seconds
    session.posture = known.posture
    if known.pace:
        session.pace = known.pace
    session.night = is_night(hour)
    session.hour_due = known.zone_as_of(now) is None
    session.quiet = session.night and known.quiet_nights
    session.returns = known.unflagged_at is not None and 0 <= now - known.unflagged_at < SCREENED_SECONDS
    if known.reminder_set:
        session.reminder = "set"
    elif known.reminder_declined_at is not None and now - known.reminder_declined_at < NO_OFFER_SECONDS:
        session.reminder = "declined"


def changes(before: Session, reply: Reply, now: float) -> Change | None:
    """What a turn gives to remember; None where nothing changed, so that most turns write nothing."""
    after = reply.session
    if reply.manner == "silent":
        # The session broke off: that is what the place is kept for.
        return None
    place = _place(after, now) if reply.open else None
    moved = _running(before) != _running(after) or (not reply.open and before.guiding is not None)
    finished = before.guiding is not None and (_told_how(before, after) or _stepped(before, after))
    met = after.introduced and not before.introduced
    ends = not reply.open and bool(after.done)
    if not (met or moved or finished or ends or _likes(after) != _likes(before)):
        return None
    unflagged_at = now if after.level in (None, "selfcare") and not after.for_other else None
    declined = after.reminder == "declined" and before.reminder != "declined"

    def change(kept: Profile) -> Profile:
        return replace(
            kept,
            introduced=kept.introduced or met,
            hold_seconds=after.hold_seconds,
            pace=after.pace if after.pace != 1.0 else None,
            posture=after.posture,
            quiet_nights=after.quiet if after.night else kept.quiet_nights,
            finished=kept.finished + finished,
            place=place if moved else kept.place,
            unflagged_at=(now if after.level in (None, "selfcare") and not after.for_other else None)
            if ends
            else kept.unflagged_at,
            reminder_set=after.reminder == "set" if after.reminder != before.reminder else kept.reminder_set,
            reminder_declined_at=now if declined else kept.reminder_declined_at,
        )

    return change


def _told_how(before: Session, after: Session) -> bool:
    return after.eased is not None and after.eased != before.eased


def _stepped(before: Session, after: Session) -> bool:
    """The next exercise of a routine, or its end, was reached."""
    if before.routine is None:
        return False
    return after.finished if after.routine is None else after.routine.place > before.routine.place


def _likes(session: Session) -> tuple[object, ...]:
    return session.hold_seconds, session.pace, session.posture, session.quiet and session.night, session.reminder


def _running(session: Session) -> tuple[Hold, float | None] | None:
    return (session.guiding.hold, session.guiding.paused_left) if session.guiding else None


def _place(session: Session, now: float) -> Place | None:
    """Where to go on if this session breaks off."""
    guiding = session.guiding
    if guiding is None:
        return None
    left = guiding.hold.seconds if guiding.paused_left is None else guiding.paused_left
    going = session.routine
    return Place(
        hold=replace(guiding.hold, seconds=max(float(round(left)), 5.0)),
        at=now,
        routine=going.name if going else None,
        step=going.place if going else 0,
        first=going.first if going else "left",
    )
