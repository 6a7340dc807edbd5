"""Routines: several exercises in a row, on both sides, each of which can be skipped."""

from msgspec.structs import replace

from skill.content.models import Content
from skill.conversation.composer import Composer
from skill.conversation.guide import allowed, come_up, guide
from skill.conversation.offers import USUAL_EVENING, offer_reminder
from skill.conversation.reply import Reply
from skill.conversation.session import Going, Hold, Place, Session, Side


def _all_holds(going: Going, session: Session, content: Content) -> list[Hold]:
    """Return every hold of a routine, including those that the answers rule out; the sore side comes first."""
    first = _first_side(going, session)
    second: Side = "right" if first == "left" else "left"
    routine = content.routines[going.name]
    listed = []
    for name in routine.steps:
        stretch = content.stretches[name]
        usual = 0 if stretch.repeats else routine.hold_seconds
        seconds = float(session.hold_seconds or usual or stretch.hold_seconds)
        sides: tuple[Side | None, ...] = (first, second) if stretch.one_sided else (None,)
        listed += [Hold(name, side, seconds) for side in sides]
    return listed


def _first_side(going: Going, session: Session) -> Side:
    return going.first if session.side == "sore" else session.side


def holds(session: Session, content: Content) -> dict[int, Hold]:
    """Return the allowed holds of the current routine, by their index."""
    if session.routine is None:
        return {}
    listed = enumerate(_all_holds(session.routine, session, content))
    return {place: hold for place, hold in listed if allowed(hold.stretch, session, content)}


def taken_up(place: Place, session: Session, content: Content) -> Going | None:
    """Return the routine that was interrupted at this place; None for a single stretch."""
    if place.routine is None or place.routine not in content.routines:
        return None
    going = Going(place.routine, place.step, place.first)
    there = _all_holds(going, session, content)[place.step : place.step + 1]
    return going if [hold.stretch for hold in there] == [place.hold.stretch] else None


def is_at_its_beginning(session: Session, content: Content) -> bool:
    """Return whether the first hold of a routine is current."""
    return session.routine is not None and session.routine.place <= min(holds(session, content), default=0)


def hold_ahead(session: Session, content: Content) -> Hold | None:
    """Return the current hold of the routine; None if the routine is over."""
    return next((hold for place, hold in holds(session, content).items() if place >= _place(session)), None)


def previous(composer: Composer) -> Reply:
    """Guide the previous hold; the first one again if there is none."""
    here = _place(composer.session)
    before = [place for place in holds(composer.session, composer.content) if place < here]
    return go_on(composer, by=before[-1] - here if before else 0)


def _place(session: Session) -> int:
    return session.routine.place if session.routine else 0


def go_on(composer: Composer, lead: str = "", *, by: int = 0) -> Reply:
    """Guide the current hold of the routine, or the one that is `by` places on; end it after the last one."""
    going, listed = composer.session.routine, holds(composer.session, composer.content)
    place = min((it for it in listed if it >= _place(composer.session) + by), default=-1)
    if going is None or place not in listed:
        return over(composer, "" if listed else composer.line("nothing_fits_end"))
    composer.session.routine = replace(going, place=place, first=_first_side(going, composer.session))
    if not lead and is_at_its_beginning(composer.session, composer.content):
        lead = composer.line("routine_first", name=composer.content.routines[going.name].name)
    return guide(composer, listed[place], lead or composer.line("routine_next"))


def over(composer: Composer, instead: str = "") -> Reply:
    """Close a routine, and offer a reminder for the next one."""
    up = come_up(composer)
    composer.session.routine = composer.session.guiding = None
    if not instead and composer.session.reminder is None:
        composer.session.finished = True
        done = f"{up} {composer.line('routine_done')}".strip()
        return offer_reminder(composer, USUAL_EVENING, done, level="selfcare")
    return composer.end(instead or f"{up} {composer.line('routine_over')}".strip(), level="selfcare")
