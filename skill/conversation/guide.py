"""
Choice of a stretch, its guidance, and control of the current hold: pause, resume, lengthen, switch sides.

Only `guide` starts a hold, and it checks `may_guide` first.
"""

from msgspec.structs import replace

from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.content.models import Content, Where
from skill.conversation import advice
from skill.conversation.amounts import counted
from skill.conversation.composer import Composer
from skill.conversation.reply import Reply
from skill.conversation.screening import flag_level, next_safety_question, screen_is_done
from skill.conversation.session import OTHER_SIDE, Guiding, Hold, Session, Side, Turn
from skill.conversation.triage import counts, fits, stops_stretching, triage

ROUNDS = 2
"""Holds without relief after which the coach stops stretching (our own rule)."""

LONGER_BY = 15
"""Seconds that "longer" adds if the user gives no number."""

PAUSE_SECONDS = 90.0
"""Seconds of silent audio before the coach asks whether to resume; the microphone alone closes after 16 s."""


def may_guide(session: Session, content: Content, stretch: str) -> bool:
    """Return whether a hold may start: screen complete, no red flag, not ruled out, no child without a grown-up."""
    return (
        not session.child_alone
        and screen_is_done(session, content, stretch)
        and not _ruled_out(stretch, session, content)
        and flag_level(session, content)[0] is None
        and not stops_stretching(session.answers, content)
    )


def fitting(session: Session, content: Content) -> list[str]:
    """
    Return the stretches for relief that the answers allow, best first.

    Stretches that can be done where the user is come first, then the preferred posture, lying if sitting hurts (F082),
    then stretches not tried yet, then those whose `at` names the place first.
    """
    where = whereabouts(session)
    posture = session.posture or ("lying" if session.answers.get("worse_sitting") == "yes" else None)

    def rank(name: str) -> tuple[bool, bool, bool, int, int]:
        stretch = content.stretches[name]
        elsewhere = where is not None and where not in stretch.at
        wrong_posture = posture not in (None, stretch.posture)
        tried = session.eased is not None and name in session.done
        suits = list(stretch.at).index(where) if where in stretch.at else 0
        return elsewhere, wrong_posture, tried, suits, stretch.for_relief or 0

    relieve = [name for name, it in content.stretches.items() if it.for_relief and fits(session.answers, it.only_if)]
    return sorted((name for name in relieve if allowed(name, session, content)), key=rank)


def whereabouts(session: Session) -> Where | None:
    """Return where the user is: as stated, otherwise in bed at night unless another posture is preferred."""
    if session.where is None and session.night and session.posture in (None, "lying"):
        return "bed"
    return session.where


def allowed(name: str, session: Session, content: Content) -> bool:
    """Return whether the answers allow a stretch, and whether it can be done during a cramp if there is one."""
    stretch = content.stretches.get(name)
    if stretch is None or name in session.declined or _ruled_out(name, session, content):
        return False
    return stretch.for_relief is not None or session.kind != "cramp" or session.eased == "better"


def _ruled_out(name: str, session: Session, content: Content) -> bool:
    """Return whether an answer rules a stretch out, unless another makes it harmless: an artificial hip that healed."""
    against = [it for it in content.stretches[name].not_if if session.answers.get(it) in ("yes", "unknown")]
    return any(session.answers.get(content.findings[it].settled_by or "") != "yes" for it in against)


def next_hold(session: Session, content: Content) -> Hold | None:
    """Return the next hold, on the sore side: the requested stretch if it is allowed, otherwise the best one."""
    choices = fitting(session, content)
    if session.wanted and session.wanted not in session.done and allowed(session.wanted, session, content):
        choices = [session.wanted]
    if not choices:
        return None
    stretch, where = content.stretches[choices[0]], whereabouts(session)
    side = session.side if stretch.one_sided else None
    seconds = float(session.hold_seconds or stretch.hold_seconds)
    return Hold(choices[0], side, seconds, where if where in stretch.at else None, first=not session.done)


def guide(composer: Composer, hold: Hold, lead: str, *, brief: bool = False, total: float | None = None) -> Reply:
    """
    Guide one hold, then ask for its effect; if it may not start yet, ask the question that is missing.

    `brief` leaves out the instructions, as the user is in position already. `total` is the duration of the whole hold
    if this is only the remainder of it, in seconds.
    """
    session, content = composer.session, composer.content
    if not may_guide(session, content, hold.stretch):
        return _ask_first(composer, hold.stretch)
    asked_for = session.wanted == hold.stretch or session.routine is not None
    session.eased = None
    session.guiding = Guiding(hold, total=total or hold.seconds, began=composer.event.now)
    if not brief:
        session.done.append(hold.stretch)
        pregnant = counts("pregnant", session.answers, content)
        nerve = any(session.answers.get(name) == "yes" for name in _NERVE)
        gently = composer.line("guide_pregnant") if pregnant else composer.line("guide_nerve") if nerve else ""
        tell = composer.line("tell_them") if session.for_other else ""
        lead = " ".join(part for part in (lead, _announced(composer, hold, asked_for=asked_for), gently, tell) if part)
    return ask_how_it_goes(composer, lead, hold, brief=brief)


_NERVE = ("spreads_down_leg", "tingling", "numbness")
"""Findings with which a nerve may be sore, so that the stretch stays light (medical reference, 4)."""


def come_up(composer: Composer) -> str:
    """Return how to get up after the last stretch; empty unless it is done lying or kneeling."""
    done = composer.session.done
    return composer.content.stretches[done[-1]].come_up if done else ""


def _announced(composer: Composer, hold: Hold, *, asked_for: bool) -> str:
    """Return the name of a stretch; only its side for the first one in pain, unless the user asked for it by name."""
    sided = hold.side in ("left", "right")
    if hold.first and not asked_for:
        return composer.line("guide_side", side=(hold.side or "").capitalize()) if sided else ""
    name = composer.content.stretches[hold.stretch].name.capitalize()
    return composer.line("guide_name" if hold.side else "guide_name_both", name=name, side=hold.side or "")


def _ask_first(composer: Composer, stretch: str) -> Reply:
    """Ask the open question before this stretch, or explain that the answers rule the stretch out."""
    session, content = composer.session, composer.content
    session.guiding = None
    flagged = composer.flagged
    if flagged:
        return advice.emergency(composer) if flagged == "emergency" else advice.at_the_end(composer, flagged)
    ask = next_safety_question(session, content, stretch=stretch)
    if ask:
        return composer.ask_finding(ask, lead=composer.line("check_next"))
    level, _ = triage(session.answers, content)
    return composer.end(composer.line("no_stretch_end"), level=level or "selfcare")


def ask_how_it_goes(composer: Composer, lead: str, hold: Hold | None = None, *, brief: bool = False) -> Reply:
    """Ask whether the muscle has let go, or in a routine whether to continue; guide `hold` first if given."""
    in_routine = composer.session.routine is not None
    name = "how_was_it" if in_routine else "letting_go"
    asked = Turn(awaiting="ready" if in_routine else "did_help", holds=[hold] if hold else [], brief=brief)
    asked.level = "selfcare" if hold else None
    return composer.ask(name, asked, lead=lead, manner="guide" if hold else "question")


def again(composer: Composer) -> Reply:
    """Guide the same hold from its beginning, with instructions."""
    guiding = _guiding(composer)
    return guide(composer, replace(guiding.hold, seconds=guiding.total), "")


def other_side(composer: Composer, named: Side | None = None) -> Reply:
    """Guide the same stretch on the other side, or on the sore one that the user named, for the same duration."""
    guiding = _guiding(composer)
    side = guiding.hold.side and (named or OTHER_SIDE[guiding.hold.side])
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
    return _guide_for(composer, left + more if left > 0 else wanted, lead, total=wanted)


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
    return _guide_for(composer, left, composer.line("going_on", left=counted(left, "second")))


def how_long_left(composer: Composer) -> Reply:
    """Say the remaining seconds, and continue a running hold, which the question has interrupted."""
    guiding = _guiding(composer)
    left = seconds_left(composer)
    if guiding.paused_left is None or left <= 0:
        return resume(composer)
    return _ask_to_go_on(composer, composer.line("how_long_left", left=counted(left, "second")))


def seconds_left(composer: Composer) -> float:
    """Return the remaining seconds of the hold at the time of the event."""
    guiding = _guiding(composer)
    if guiding.paused_left is not None:
        return guiding.paused_left
    # Milliseconds: finer differences of two times since 1970 are rounding errors.
    elapsed = round(composer.event.now - guiding.began - guiding.lead, 3)
    return min(max(guiding.hold.seconds - elapsed, 0.0), guiding.hold.seconds)


def _guide_for(composer: Composer, seconds: float, lead: str, *, total: float | None = None) -> Reply:
    """Guide the current hold for so many seconds; in full if it has not begun."""
    guiding = _guiding(composer)
    rest = max(float(round(seconds)), float(SHORTEST_HOLD))
    in_position = composer.session.turn.brief or seconds_left(composer) < guiding.hold.seconds
    return guide(composer, replace(guiding.hold, seconds=rest), lead, brief=in_position, total=total or guiding.total)


def _guiding(composer: Composer) -> Guiding:
    if composer.session.guiding is None:
        raise AssertionError("there is no hold to change")
    return composer.session.guiding
