"""Control of the hold that is going on: pause, go on, longer, other side, how long is left."""

from msgspec.structs import replace

from skill.content.models import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation.guide import ask_how_it_goes, guide
from skill.conversation.reply import Reply
from skill.conversation.session import Guiding, Side
from skill.conversation.talk import Talk

LONGER_BY = 15
"""Seconds that "longer" adds when nobody says how many."""

PAUSE_SECONDS = 90.0
"""Silence before the coach asks whether to go on: the microphone would close after some 16 s, with silence it waits."""

_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "sore": "other", "other": "sore"}


def again(talk: Talk) -> Reply:
    """The same hold from its beginning, instructions and all."""
    guiding = _guiding(talk)
    return guide(talk, replace(guiding.hold, seconds=guiding.total), "")


def other_side(talk: Talk) -> Reply:
    """The same stretch on the other side, equally long."""
    guiding = _guiding(talk)
    side = _OTHER[guiding.hold.side] if guiding.hold.side else None
    return guide(talk, replace(guiding.hold, side=side, seconds=guiding.total), talk.line("other_side"))


def on_side(talk: Talk) -> Reply:
    """The sore side was named in the middle of a hold: the same hold, there."""
    guiding = _guiding(talk)
    side = talk.session.side if guiding.hold.side else None
    return guide(talk, replace(guiding.hold, side=side, seconds=guiding.total), talk.line("other_side"))


def longer(talk: Talk, seconds: int | None) -> Reply:
    """
    Hold longer: "hold for 45 seconds" is the whole length, "ten more seconds" what is added to it.

    Both are heard as the same length of time, so one that is shorter than the hold counts as added.
    """
    guiding = _guiding(talk)
    left = seconds_left(talk)
    total = guiding.total
    wanted = total + LONGER_BY if seconds is None else total + seconds if seconds < total else float(seconds)
    wanted = min(max(wanted, SHORTEST_HOLD), LONGEST_HOLD)
    talk.session.hold_seconds = round(wanted)
    more = max(wanted - total, 0.0)
    lead = talk.line("longer", seconds=f"{more:.0f}") if more else talk.line("longest")
    return _for(talk, left + more if left > 0 else wanted, lead, total=wanted)


def pause(talk: Talk) -> Reply:
    """Keep the seconds that are left; a hold that has not begun is all left."""
    talk.session.guiding = replace(_guiding(talk), paused_left=seconds_left(talk))
    return talk.ask(
        talk.line("go_on"),
        lead=talk.line("paused"),
        awaiting="offer",
        about="resume",
        reprompt=talk.line("paused_reprompt"),
        silence=PAUSE_SECONDS,
    )


def resume(talk: Talk) -> Reply:
    """Go on with the seconds that are left, on the same side, and say how many there are."""
    left = seconds_left(talk)
    if left <= 0:
        return ask_how_it_goes(talk, talk.line("none_left"))
    return _for(talk, left, talk.line("going_on", seconds=f"{left:.0f}"))


def how_long_left(talk: Talk) -> Reply:
    """The seconds left; a running hold goes on at once, as asking has cut it off."""
    guiding = _guiding(talk)
    left = seconds_left(talk)
    if guiding.paused_left is None or left <= 0:
        return resume(talk)
    return talk.ask(
        talk.line("go_on"),
        lead=talk.line("how_long_left", seconds=f"{left:.0f}"),
        awaiting="offer",
        about="resume",
        reprompt=talk.line("paused_reprompt"),
    )


def seconds_left(talk: Talk) -> float:
    """Return the seconds of the hold that are left now, by the clock of the events."""
    guiding = talk.session.guiding
    if guiding is None:
        return 0.0
    if guiding.paused_left is not None:
        return guiding.paused_left
    elapsed = talk.event.now - guiding.began - guiding.lead
    return min(max(guiding.hold.seconds - elapsed, 0.0), guiding.hold.seconds)


def _for(talk: Talk, seconds: float, lead: str, *, total: float | None = None) -> Reply:
    """The hold that is going on, for so many seconds; in full if it has not begun."""
    guiding = _guiding(talk)
    rest = max(float(round(seconds)), float(SHORTEST_HOLD))
    in_position = talk.session.turn.brief or seconds_left(talk) < guiding.hold.seconds
    return guide(talk, replace(guiding.hold, seconds=rest), lead, brief=in_position, total=total or guiding.total)


def _guiding(talk: Talk) -> Guiding:
    if talk.session.guiding is None:
        raise AssertionError("there is no hold to change")
    return talk.session.guiding
