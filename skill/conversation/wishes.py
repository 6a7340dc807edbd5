"""What people tell and wish for by themselves: a complaint, a stretch, a posture, a side, an explanation, an effect."""

from skill.content.models import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation import guide, hold, topics
from skill.conversation.answers import answered, miss
from skill.conversation.events import Said
from skill.conversation.flow import effect, proceed
from skill.conversation.reply import Reply
from skill.conversation.session import Effect, Going
from skill.conversation.talk import Talk

_KINDS = {"StopCramp": "painful_cramp", "TwitchHelp": "twitch_main"}
_KIND_FINDINGS = {"cramp": "painful_cramp", "twitch": "twitch_main", "ache": "quality_ache"}
_EFFECTS: dict[str, Effect] = {"DidHelp": "better", "DidNotHelp": "same", "ItHurtsMore": "worse"}


def complains(talk: Talk, said: Said) -> Reply:
    """A cramp, a twitch or an ache is named."""
    session = talk.session
    finding = _KINDS.get(said.intent) or _KIND_FINDINGS.get(said.slots.get("kind", ""), "painful_cramp")
    if session.turn.awaiting == "did_help" and finding == "painful_cramp":
        return effect(talk, "same")
    session.answers.setdefault(finding, "yes")
    if side := said.slots.get("side"):
        _note_side(talk, side)
    return _told(talk, said)


def _told(talk: Talk, said: Said) -> Reply:
    """Go on after what was told; if it answers the open question too, with that answer."""
    if talk.session.turn.awaiting == "finding" and said.answer:
        return answered(talk, said, said.answer)
    talk.session.misses = 0
    return proceed(talk)


def wants_stretch(talk: Talk, said: Said) -> Reply:
    """A stretch is asked for, perhaps by name: the screen comes first, whatever was said."""
    session = talk.session
    wanted = said.slots.get("stretch", "any")
    session.routine = Going(wanted) if wanted in talk.content.routines else None
    session.wanted = "any" if session.routine else wanted
    if seconds := said.seconds("hold"):
        session.hold_seconds = min(max(seconds, SHORTEST_HOLD), LONGEST_HOLD)
    session.eased, session.guiding, session.misses = None, None, 0
    if session.rounds >= guide.ROUNDS and session.turn.awaiting == "did_help":
        return effect(talk, "same")
    return proceed(talk, talk.line("need_answer") if session.turn.awaiting == "finding" else "")


def reports(talk: Talk, said: Said) -> Reply:
    """Something is told of the body; where nothing of it was understood, the screen asks in plain words."""
    if talk.session.turn.awaiting not in (None, "kind") or "yes" in said.findings.values():
        return answered(talk, said, said.answer)
    if talk.newly_for_other:
        return talk.ask_again(talk.line("for_other"))
    # What is denied, or over, is no complaint yet.
    return talk.ask_again(talk.line("thanks")) if said.findings else proceed(talk)


def gives_posture(talk: Talk, said: Said) -> Reply:
    """Sitting, lying or standing: the stretch is chosen for it."""
    posture = said.slots.get("posture")
    if posture in ("sitting", "lying", "standing"):
        talk.session.posture = posture  # type: ignore[assignment]  # narrowed by the line above
    if talk.session.turn.awaiting == "did_help":
        return effect(talk, "same")
    return _told(talk, said) if talk.session.screening else talk.ask_again(talk.line("thanks"))


def gives_side(talk: Talk, said: Said) -> Reply:
    """The sore side."""
    _note_side(talk, said.slots.get("side", ""))
    if talk.session.turn.awaiting == "did_help" and talk.session.guiding and said.slots.get("side"):
        return hold.on_side(talk)
    return _told(talk, said) if talk.session.screening else talk.ask_again(talk.line("thanks"))


def _note_side(talk: Talk, side: str) -> None:
    for name in ("left", "right"):
        if side in ("left", "right", "both"):
            talk.session.answers[f"side_{name}"] = "yes" if side in (name, "both") else "no"


def asks(talk: Talk, said: Said) -> Reply:
    """Something is to be explained; in the middle of the safety screen that waits."""
    session = talk.session
    if session.turn.awaiting == "finding":
        return miss(talk, talk.line("later"))
    slot = topics.ASKED_BY_INTENT[said.intent]
    identity = topics.find(talk, said.intent, said.slots.get(slot) if slot else None)
    if identity is None:
        return talk.ask(
            talk.line("offer_stretch"),
            lead=talk.line("unknown_topic"),
            awaiting="offer",
            about="stretch",
            reprompt=talk.line("offer_stretch_reprompt"),
        )
    session.misses = 0
    return topics.explain(talk, identity)


def tells_effect(talk: Talk, said: Said) -> Reply:
    """It eased, nothing changed, or it got worse."""
    session = talk.session
    how = _EFFECTS[said.intent]
    if session.turn.awaiting == "finding" or not (session.done or session.guiding):
        if how == "worse" or session.turn.awaiting != "finding":
            return _without_a_hold(talk, how)
        return miss(talk, talk.line("not_caught"))
    return effect(talk, how)


def _without_a_hold(talk: Talk, how: Effect) -> Reply:
    if how == "better" and talk.session.turn.awaiting != "finding":
        return talk.end(talk.line("eased_without"), level="selfcare")
    talk.session.answers.setdefault("painful_cramp", "yes")
    return proceed(talk)
