"""Control of the current hold: pause, resume, lengthen, switch sides, remaining time."""

from msgspec.structs import replace

from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation.amounts import counted
from skill.conversation.composer import Composer
from skill.conversation.guide import ask_how_it_goes, guide
from skill.conversation.reply import Reply
from skill.conversation.session import Guiding, Side, Turn

LONGER_BY = 15
"""Seconds that "longer" adds if the user gives no number."""

PAUSE_SECONDS = 90.0
"""Seconds of silent audio before the coach asks whether to resume; the microphone alone closes after 16 s."""

_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "sore": "other", "other": "sore"}


def again(composer: Composer) -> Reply:
    """Guide the same hold from its beginning, with instructions."""
    guiding = _guiding(composer)
    return guide(composer, replace(guiding.hold, seconds=guiding.total), "")


def other_side(composer: Composer, named: Side | None = None) -> Reply:
    """Guide the same stretch on the other side, or on the sore one that the user named, for the same duration."""
    guiding = _guiding(composer)
    side = guiding.hold.side and (named or _OTHER[guiding.hold.side])
    return guide(composer, replace(guiding.hold, side=side, seconds=guiding.total), composer.line("other_side"))


def longer(composer: Composer, seconds: int | None) -> Reply:
    """
    Lengthen the hold.

    "Hold for 45 seconds" gives the total duration, "ten more seconds" what to add. Both arrive as the same slot, so a
    value shorter than the hold is added.
    """
    guiding = _guiding(composer)
    left = seconds_left(composer)
    total = guiding.total
    wanted = total + LONGER_BY if seconds is None else total + seconds if seconds < total else float(seconds)
    wanted = min(max(wanted, SHORTEST_HOLD), LONGEST_HOLD)
    composer.session.hold_seconds = round(wanted)
    more = max(wanted - total, 0.0)
    lead = composer.line("longer", more=counted(more, "more second")) if more else composer.line("longest")
    return _for(composer, left + more if left > 0 else wanted, lead, total=wanted)


def pause(composer: Composer) -> Reply:
    """Pause the hold and keep its remaining seconds; a hold that has not begun keeps all."""
    composer.session.guiding = replace(_guiding(composer), paused_left=seconds_left(composer))
    return replace(_ask_to_go_on(composer, composer.line("paused")), silence=PAUSE_SECONDS)


def _ask_to_go_on(composer: Composer, lead: str) -> Reply:
    return composer.ask("go_on", Turn(awaiting="offer", about="resume"), lead=lead)


def resume(composer: Composer) -> Reply:
    """Resume with the remaining seconds on the same side, and say how many there are."""
    left = seconds_left(composer)
    if left <= 0:
        return ask_how_it_goes(composer, composer.line("none_left"))
    return _for(composer, left, composer.line("going_on", left=counted(left, "second")))


def how_long_left(composer: Composer) -> Reply:
    """Say the remaining seconds, and continue a running hold, which the question has interrupted."""
    guiding = _guiding(composer)
    left = seconds_left(composer)
    if guiding.paused_left is None or left <= 0:
        return resume(composer)
    return _ask_to_go_on(composer, composer.line("how_long_left", left=counted(left, "second")))


def seconds_left(composer: Composer) -> float:
    """Return the remaining seconds of the hold at the time of the event."""
    guiding = composer.session.guiding
    if guiding is None:
        return 0.0
    if guiding.paused_left is not None:
        return guiding.paused_left
    # Milliseconds: finer differences of two times since 1970 are rounding errors.
    elapsed = round(composer.event.now - guiding.began - guiding.lead, 3)
    return min(max(guiding.hold.seconds - elapsed, 0.0), guiding.hold.seconds)


def _for(composer: Composer, seconds: float, lead: str, *, total: float | None = None) -> Reply:
    """Guide the current hold for so many seconds; in full if it has not begun."""
    guiding = _guiding(composer)
    rest = max(float(round(seconds)), float(SHORTEST_HOLD))
    in_position = composer.session.turn.brief or seconds_left(composer) < guiding.hold.seconds
    return guide(composer, replace(guiding.hold, seconds=rest), lead, brief=in_position, total=total or guiding.total)


def _guiding(composer: Composer) -> Guiding:
    if composer.session.guiding is None:
        raise AssertionError("there is no hold to change")
    return composer.session.guiding
