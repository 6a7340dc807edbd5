"""Routines: several exercises in a row, on both sides, each of which can be skipped."""

from msgspec.structs import replace

from skill.content.models import Routine
from skill.conversation.guide import allowed, guide
from skill.conversation.offers import offer_reminder
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Side
from skill.conversation.talk import Talk


def holds(talk: Talk, routine: Routine) -> list[Hold]:
    """What a routine guides, after what the answers rule out is left out; the sore side comes first."""
    session, content = talk.session, talk.content
    first: Side = session.side if session.side != "sore" else "left"
    second: Side = "right" if first == "left" else "left"
    listed = []
    for name in routine.steps:
        if not allowed(name, session, content):
            continue
        stretch = content.stretches[name]
        seconds = float(
            session.hold_seconds or (routine.hold_seconds if not stretch.repeats else 0) or stretch.hold_seconds
        )
        sides: tuple[Side | None, ...] = (first, second) if stretch.one_sided else (None,)
        listed += [Hold(name, side, seconds) for side in sides]
    return listed


def go_to(talk: Talk, place: int, lead: str = "") -> Reply:
    """Guide the hold at a place of the routine that is going on; past the last one it is over."""
    going = talk.session.routine
    if going is None:
        raise AssertionError("no routine is going on")
    routine = talk.content.routines[going.name]
    listed = holds(talk, routine)
    place = max(place, 0)
    if place >= len(listed):
        return over(talk, talk.line("nothing_fits_end") if not listed else "")
    talk.session.routine = replace(going, place=place)
    if place == 0 and not lead:
        lead = talk.line("routine_first", name=routine.name)
    elif place and not lead:
        lead = talk.line("routine_next")
    return guide(talk, listed[place], lead)


def over(talk: Talk, instead: str = "") -> Reply:
    """The last word of a routine: whoever has just done one may want to be reminded of the next."""
    last = talk.session.done[-1] if talk.session.done else None
    up = talk.content.stretches[last].come_up if last else ""
    talk.session.routine = talk.session.guiding = None
    if not instead and talk.session.reminder is None:
        talk.session.finished = True
        return offer_reminder(talk, f"{up} {talk.line('routine_done')}".strip())
    return talk.end(instead or f"{up} {talk.line('routine_over')}".strip(), level="selfcare")
