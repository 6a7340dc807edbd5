"""Choice and guidance of a stretch. Only `guide` starts a hold, and it checks `may_guide` first."""

from skill.content.models import Content, Where
from skill.conversation import advice
from skill.conversation.composer import Composer
from skill.conversation.reply import Reply
from skill.conversation.screening import flag_level, next_safety_question, screen_is_done
from skill.conversation.session import Guiding, Hold, Session, Turn
from skill.conversation.triage import counts, fits, stops_stretching, triage

ROUNDS = 2
"""Holds without relief after which the coach stops stretching (our own rule)."""


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
    Return the stretches that the answers allow, best first.

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
    """Return the next hold: the requested stretch if it is allowed, otherwise the best fitting one."""
    choices = fitting(session, content)
    wanted = session.wanted
    if wanted and wanted not in session.done and allowed(wanted, session, content):
        name = wanted
    elif choices:
        name = choices[0]
    else:
        return None
    return hold_of(name, session, content)


def hold_of(name: str, session: Session, content: Content) -> Hold:
    """Return the hold of a stretch on the sore side, where the user is."""
    stretch, where = content.stretches[name], whereabouts(session)
    return Hold(
        name,
        session.side if stretch.one_sided else None,
        float(session.hold_seconds or stretch.hold_seconds),
        where=where if where in stretch.at else None,
        first=not session.done,
    )


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
        lead = " ".join(part for part in (lead, _name(composer, hold, asked_for=asked_for), gently, tell) if part)
    return ask_how_it_goes(composer, lead, hold, brief=brief)


_NERVE = ("spreads_down_leg", "tingling", "numbness")
"""Findings with which a nerve may be sore, so that the stretch stays light (medical reference, 4)."""


def come_up(composer: Composer) -> str:
    """Return how to get up after the last stretch; empty unless it is done lying or kneeling."""
    done = composer.session.done
    return composer.content.stretches[done[-1]].come_up if done else ""


def _name(composer: Composer, hold: Hold, *, asked_for: bool) -> str:
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
    asked = Turn(awaiting="ready" if in_routine else "did_help")
    if hold is None:
        return composer.ask(name, asked, lead=lead)
    asked.holds, asked.level, asked.brief = [hold], "selfcare", brief
    return composer.ask(name, asked, lead=lead, manner="guide")
