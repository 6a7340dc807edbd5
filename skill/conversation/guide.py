"""Choosing and guiding a stretch. `guide` is the only place where a hold begins, and it asks `may_guide` first."""

from msgspec.structs import replace

from skill.content.models import Content, Stretch
from skill.conversation.reply import Reply
from skill.conversation.screen import flag_level, screen_is_done
from skill.conversation.session import Guiding, Hold, Session, Side
from skill.conversation.talk import Talk
from skill.conversation.triage import stops_stretching

ROUNDS = 2
"""Rounds without relief before the coach gives up on stretching (design, voice rules)."""

SHORTEST_HOLD, LONGEST_HOLD = 5, 120
"""Seconds a person may choose (design, voice rules)."""

_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "sore": "sore"}


def may_guide(session: Session, content: Content) -> bool:
    """No stretch before all of the screen is answered, and none after a red flag (design, safety rule 2)."""
    return (
        screen_is_done(session, content)
        and flag_level(session, content)[0] is None
        and not stops_stretching(session.answers, content)
    )


def fitting(session: Session, content: Content) -> list[str]:
    """Stretches that the answers allow, best first; the posture asked for comes first, then what was not tried yet."""
    yes = {name for name, answer in session.answers.items() if answer in ("yes", "unknown")}

    def rank(name: str) -> tuple[bool, bool, int]:
        stretch = content.stretches[name]
        wrong_posture = session.posture not in (None, stretch.posture)
        return wrong_posture, session.eased is not None and name in session.done, stretch.for_relief or 0

    able = [name for name, it in content.stretches.items() if it.for_relief and yes.isdisjoint(it.not_if)]
    return sorted(able, key=rank)


def next_hold(session: Session, content: Content) -> Hold | None:
    """The hold to guide now: what was asked for by name if it is allowed, else the best that fits."""
    choices = fitting(session, content)
    wanted = session.wanted
    if wanted and wanted not in session.done and _allowed(wanted, session, content):
        name = wanted
    elif choices:
        name = choices[0]
    else:
        return None
    stretch = content.stretches[name]
    return Hold(name, _side(stretch, session), float(session.hold_seconds or stretch.hold_seconds))


def _allowed(name: str, session: Session, content: Content) -> bool:
    """Not during a cramp if it is no stretch for that, and never against an answer."""
    stretch = content.stretches.get(name)
    if stretch is None or (stretch.for_relief is None and session.kind == "cramp" and session.eased != "better"):
        return False
    return not any(session.answers.get(finding) in ("yes", "unknown") for finding in stretch.not_if)


def _side(stretch: Stretch, session: Session) -> Side | None:
    return session.side if stretch.one_sided else None


def guide(talk: Talk, hold: Hold, lead: str) -> Reply:
    """Guide one hold, then ask whether it lets go."""
    session, content = talk.session, talk.content
    if not may_guide(session, content):
        raise AssertionError("a hold was about to begin before the safety screen was done")
    session.eased = None
    session.done.append(hold.stretch)
    session.guiding = Guiding(hold, began=talk.event.now)
    return _guided(talk, hold, lead)


def _guided(talk: Talk, hold: Hold, lead: str) -> Reply:
    stretch = talk.content.stretches[hold.stretch]
    name = "guide_name" if hold.side else "guide_name_both"
    named = talk.line(name, name=stretch.name.capitalize(), side=hold.side or "")
    return talk.ask(
        talk.line("letting_go"),
        awaiting="did_help",
        lead=f"{lead} {named}".strip(),
        reprompt=talk.line("letting_go_reprompt"),
        level="selfcare",
        manner="guide",
        hold=hold,
    )


def again(talk: Talk) -> Reply:
    """The same hold from its beginning; it is no new round."""
    hold = talk.session.turn.holds[0]
    talk.session.guiding = Guiding(hold, began=talk.event.now)
    return _guided(talk, hold, "")


def other_side(talk: Talk) -> Reply:
    """The same stretch on the other side, equally long."""
    hold = _current(talk)
    side = _OTHER[hold.side] if hold.side else None
    return _instead(talk, replace(hold, side=side), talk.line("other_side"))


def on_side(talk: Talk) -> Reply:
    """The sore side was named in the middle of a hold: the same hold, there."""
    hold = _current(talk)
    side = talk.session.side if hold.side else None
    return _instead(talk, replace(hold, side=side), talk.line("other_side"))


def longer(talk: Talk, seconds: int | None) -> Reply:
    """The same hold again, longer: to the seconds asked for, else by half."""
    hold = _current(talk)
    wanted = seconds or round(hold.seconds * 1.5)
    kept = min(max(wanted, SHORTEST_HOLD), LONGEST_HOLD)
    talk.session.hold_seconds = kept
    return _instead(talk, replace(hold, seconds=float(kept)), talk.line("longer", seconds=str(kept)))


def _instead(talk: Talk, hold: Hold, lead: str) -> Reply:
    talk.session.guiding = Guiding(hold, began=talk.event.now)
    return _guided(talk, hold, lead)


def pause(talk: Talk) -> Reply:
    """Keep the seconds that are left; the hold before it has begun is all left."""
    guiding = talk.session.guiding
    if guiding is None:
        return talk.ask(talk.line("nothing_to_pause"), awaiting="offer", about="stretch")
    talk.session.guiding = replace(guiding, paused_left=seconds_left(talk))
    return talk.ask(
        talk.line("paused"),
        awaiting="offer",
        about="resume",
        reprompt=talk.line("paused_reprompt"),
    )


def resume(talk: Talk) -> Reply:
    """Guide the seconds that are left, on the same side."""
    guiding = talk.session.guiding
    if guiding is None:
        raise AssertionError("there is no hold to go on with")
    left = guiding.paused_left if guiding.paused_left is not None else seconds_left(talk)
    return _instead(talk, replace(guiding.hold, seconds=max(float(SHORTEST_HOLD), round(left))), talk.line("going_on"))


def seconds_left(talk: Talk) -> float:
    """What is left of the hold now, by the server's clock: Alexa tells no offset when it is interrupted."""
    guiding = talk.session.guiding
    if guiding is None:
        return 0.0
    if guiding.paused_left is not None:
        return guiding.paused_left
    elapsed = talk.event.now - guiding.began - guiding.lead
    return min(max(guiding.hold.seconds - elapsed, 0.0), guiding.hold.seconds)


def ask_how_it_goes(talk: Talk, lead: str) -> Reply:
    """Whether the hold that was guided lets go of the muscle."""
    return talk.ask(talk.line("letting_go"), awaiting="did_help", lead=lead, reprompt=talk.line("letting_go_reprompt"))


def how_long_left(talk: Talk) -> Reply:
    """Say the seconds left, and offer to go on."""
    left = seconds_left(talk)
    guiding = talk.session.guiding
    if guiding is None or left <= 0:
        return ask_how_it_goes(talk, talk.line("none_left"))
    talk.session.guiding = replace(guiding, paused_left=left)
    return talk.ask(
        talk.line("how_long_left", seconds=str(round(left))),
        awaiting="offer",
        about="resume",
        reprompt=talk.line("paused_reprompt"),
    )


def _current(talk: Talk) -> Hold:
    if talk.session.guiding is None:
        raise AssertionError("there is no hold to change")
    return talk.session.guiding.hold
