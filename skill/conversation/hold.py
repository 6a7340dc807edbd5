"""Control of the hold that is going on: pause, go on, longer, other side, how long is left."""

from msgspec.structs import replace

from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation.amounts import counted
from skill.conversation.composer import Composer
from skill.conversation.guide import ask_how_it_goes, guide
from skill.conversation.reply import Reply
from skill.conversation.session import Guiding, Side

LONGER_BY = 15
"""Seconds that "longer" adds when nobody says how many."""

PAUSE_SECONDS = 90.0
"""Silence before the coach asks whether to go on: the microphone would close after some 16 s, with silence it waits."""

_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "sore": "other", "other": "sore"}


def again(composer: Composer) -> Reply:
    """The same hold from its beginning, instructions and all."""
    guiding = _guiding(composer)
    return guide(composer, replace(guiding.hold, seconds=guiding.total), "")


def other_side(composer: Composer) -> Reply:
    """The same stretch on the other side, equally long."""
    guiding = _guiding(composer)
    side = _OTHER[guiding.hold.side] if guiding.hold.side else None
    return guide(composer, replace(guiding.hold, side=side, seconds=guiding.total), composer.line("other_side"))


def on_side(composer: Composer) -> Reply:
    """The sore side was named in the middle of a hold: the same hold, there."""
    guiding = _guiding(composer)
    side = composer.session.side if guiding.hold.side else None
    return guide(composer, replace(guiding.hold, side=side, seconds=guiding.total), composer.line("other_side"))


def longer(composer: Composer, seconds: int | None) -> Reply:
    """
    Hold longer: "hold for 45 seconds" is the whole length, "ten more seconds" what is added to it.

    Both are heard as the same length of time, so one that is shorter than the hold counts as added.
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
    """Keep the seconds that are left; a hold that has not begun is all left."""
    composer.session.guiding = replace(_guiding(composer), paused_left=seconds_left(composer))
    return composer.ask(
        composer.line("go_on"),
        lead=composer.line("paused"),
        awaiting="offer",
        about="resume",
        reprompt=composer.line("paused_reprompt"),
        silence=PAUSE_SECONDS,
    )


def resume(composer: Composer) -> Reply:
    """Go on with the seconds that are left, on the same side, and say how many there are."""
    left = seconds_left(composer)
    if left <= 0:
        return ask_how_it_goes(composer, composer.line("none_left"))
    return _for(composer, left, composer.line("going_on", left=counted(left, "second")))


def how_long_left(composer: Composer) -> Reply:
    """The seconds left; a running hold goes on at once, as asking has cut it off."""
    guiding = _guiding(composer)
    left = seconds_left(composer)
    if guiding.paused_left is None or left <= 0:
        return resume(composer)
    return composer.ask(
        composer.line("go_on"),
        lead=composer.line("how_long_left", left=counted(left, "second")),
        awaiting="offer",
        about="resume",
        reprompt=composer.line("paused_reprompt"),
    )


def seconds_left(composer: Composer) -> float:
    """Return the seconds of the hold that are left now, by the clock of the events."""
    guiding = composer.session.guiding
    if guiding is None:
        return 0.0
    if guiding.paused_left is not None:
        return guiding.paused_left
    elapsed = composer.event.now - guiding.began - guiding.lead
    return min(max(guiding.hold.seconds - elapsed, 0.0), guiding.hold.seconds)


def _for(composer: Composer, seconds: float, lead: str, *, total: float | None = None) -> Reply:
    """The hold that is going on, for so many seconds; in full if it has not begun."""
    guiding = _guiding(composer)
    rest = max(float(round(seconds)), float(SHORTEST_HOLD))
    in_position = composer.session.turn.brief or seconds_left(composer) < guiding.hold.seconds
    return guide(composer, replace(guiding.hold, seconds=rest), lead, brief=in_position, total=total or guiding.total)


def _guiding(composer: Composer) -> Guiding:
    if composer.session.guiding is None:
        raise AssertionError("there is no hold to change")
    return composer.session.guiding
