"""Requests and reports on the user's initiative: complaint, stretch, posture, side, explanation, effect."""

from msgspec.structs import replace

from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.conversation import guide, topics
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import count_left, effect, offer_stretch, proceed
from skill.conversation.replies import PATIENCE, answered, miss
from skill.conversation.reply import Reply
from skill.conversation.session import Effect, Going
from skill.conversation.triage import triage

_KINDS = {"StopCramp": "painful_cramp", "TwitchHelp": "twitch_main"}
_KIND_FINDINGS = {"cramp": "painful_cramp", "twitch": "twitch_main", "ache": "quality_ache"}
EFFECTS: dict[str, Effect] = {"DidHelp": "better", "DidNotHelp": "same", "ItHurtsMore": "worse"}


def complains(composer: Composer, said: Said) -> Reply:
    """Handle a complaint: a cramp, a twitch or an ache."""
    session = composer.session
    finding = _KINDS.get(said.intent) or _KIND_FINDINGS.get(said.slots.get("kind", ""), "painful_cramp")
    if session.turn.awaiting == "did_help" and finding == "painful_cramp":
        return effect(composer, "same")
    session.answers.setdefault(finding, "yes")
    _note_side(composer, said)
    pleads = said.intent == "StopCramp" and _PLEADS.issuperset(said.slots)
    if pleads and session.turn.awaiting == "finding" and not said.answer:
        return composer.ask_again(_relief(composer))
    return _go_on(composer, said)


_PLEADS = frozenset(("kind", "symptom", "remedy"))
"""Slots with which a complaint between the safety questions tells nothing new: no side, and no place."""


def _relief(composer: Composer) -> str:
    """Return, once, something harmless to do right now and how many questions are left; later a kind word."""
    session = composer.session
    if session.relieved:
        return composer.line("it_hurts")
    session.relieved = True
    if "yes" in (session.answers.get("fall_or_injury"), session.answers.get("major_trauma")):
        relief = composer.line("relief_still")
    else:
        relief = composer.line("ease_car" if session.where == "car" else "relief")
    return f"{relief} {count_left(composer)}"


def _go_on(composer: Composer, said: Said) -> Reply:
    """Go on after a report; if the utterance also answers the open question, use that answer."""
    session = composer.session
    if session.turn.awaiting == "finding" and said.answer:
        return answered(composer, said, said.answer)
    session.misses = 0
    return proceed(composer, _taken_up(composer, said) if session.turn.awaiting == "finding" else "")


def _taken_up(composer: Composer, said: Said) -> str:
    """Return what acknowledges a report between two safety questions: the side or the place, else the pain."""
    side = said.slots.get("side")
    if side in ("left", "right"):
        return composer.line("heard_side", side=side.capitalize())
    if where := said.slots.get("where"):
        return _at(composer, where)
    return composer.line("it_hurts" if said.intent in ("StopCramp", "ItHurtsMore") else "thanks")


def wants_stretch(composer: Composer, said: Said) -> Reply:
    """Handle a request for a stretch, perhaps by name; the screen comes first in any case."""
    session = composer.session
    wanted = said.slots.get("stretch", "any")
    session.routine = Going(wanted) if wanted in composer.content.routines else None
    session.wanted = "any" if session.routine else wanted
    _note_posture(composer, said)
    _note_side(composer, said)
    if seconds := said.number("hold"):
        session.hold_seconds = min(max(seconds, SHORTEST_HOLD), LONGEST_HOLD)
    # Asked for between two safety questions, it is a first miss: the next time they are asked more simply.
    session.eased, session.guiding, session.misses = None, None, int(session.turn.awaiting == "finding")
    if session.rounds >= guide.ROUNDS and session.turn.awaiting == "did_help":
        return effect(composer, "same")
    return proceed(composer, composer.line("need_answer") if session.turn.awaiting == "finding" else "")


def reports(composer: Composer, said: Said) -> Reply:
    """Handle reported findings; if none was understood, the screen asks in plain words."""
    if composer.session.turn.awaiting not in (None, "kind") or said.told:
        return answered(composer, said, said.answer)
    if composer.newly_for_other:
        return composer.ask_again(composer.line("for_other"))
    # A denied or past finding is no complaint yet.
    return composer.ask_again(composer.line("thanks")) if said.findings else proceed(composer)


def gives_posture(composer: Composer, said: Said) -> Reply:
    """Set the posture, which the choice of stretch respects."""
    session, stretches = composer.session, composer.content.stretches
    _note_posture(composer, said)
    if session.turn.awaiting != "did_help":
        return _go_on(composer, said) if session.screening else composer.ask_again(composer.line("thanks"))
    session.declined += _demanding(composer, _limits(said))
    held = stretches[session.guiding.hold.stretch].posture if session.guiding else session.posture
    if held != session.posture:
        # "I'm in bed", after a stretch on a chair was guided: that one was not done.
        session.declined += [name for name, it in stretches.items() if it.posture == held]
    elif "wished" not in said.slots:
        return effect(composer, "same")
    return _another(composer, composer.line("cant_do"))  # "Give me something sitting down."


def gives_side(composer: Composer, said: Said) -> Reply:
    """Set the sore side."""
    session = composer.session
    _note_side(composer, said)
    if session.turn.awaiting == "did_help" and session.guiding and said.slots.get("side"):
        return guide.other_side(composer, session.side)
    return _go_on(composer, said) if session.screening else composer.ask_again(composer.line("thanks"))


def _note_side(composer: Composer, said: Said) -> None:
    side = said.slots.get("side")
    if side in ("left", "right", "both"):
        for name in ("left", "right"):
            composer.session.answers[f"side_{name}"] = "yes" if side in (name, "both") else "no"


def _note_posture(composer: Composer, said: Said) -> None:
    posture = said.slots.get("posture")
    if posture in ("sitting", "lying", "standing"):
        composer.session.posture = posture  # type: ignore[assignment]  # narrowed by the line above
    if posture == "standing" and composer.session.where == "car":
        composer.session.where = "standing"  # Who wants to stand gets out.


def asks(composer: Composer, said: Said) -> Reply:
    """Explain something; during the safety questions, acknowledge it and explain it after them."""
    session = composer.session
    identity = topics.asked_for(composer, said)
    if session.turn.awaiting == "finding":
        # A question about nothing that is known is a reply that was not understood.
        lost = identity is None and said.intent == "AskTopic"
        return answered(composer, said, said.answer) if lost else _acknowledge(composer, said, identity)
    if "mine" in said.slots and session.began and triage(session.answers, composer.content)[0] is None:
        session.misses = 0
        return composer.ask_again(f"{composer.line('no_doctor')} {composer.line('net')}")
    if identity is None:
        return offer_stretch(composer, composer.line("unknown_topic"))
    session.misses = 0
    of_this_hold = identity == _WHICH_SIDE and session.turn.awaiting == "did_help"
    if of_this_hold or (session.turn.awaiting and composer.content.explained(identity).brief):
        return composer.ask_again(topics.meanwhile(composer, identity))
    if identity in topics.CHECKED_FIRST and not session.began:
        composer.worry = session.worry = identity
        return proceed(composer)
    return topics.explain(composer, identity)


_WHICH_SIDE = "topics/which_side"


def _acknowledge(composer: Composer, said: Said, identity: str | None) -> Reply:
    """Acknowledge a fear or a question in one sentence and repeat the open question; the explanation comes later."""
    session = composer.session
    brief = identity is not None and composer.content.explained(identity).brief
    composer.worry = identity
    session.worry = session.worry or (None if brief else identity)
    if said.answer or not set(session.turn.asks).isdisjoint(said.told):
        return answered(composer, said, said.answer)
    # Who asks back is listening: that never counts as "not sure", however often.
    session.misses = min(session.misses + 1, PATIENCE)
    lead = topics.meanwhile(composer, identity)
    level = composer.flagged
    afraid = identity in topics.CHECKED_FIRST
    if ("mine" in said.slots or afraid) and level in ("urgent", "soon"):
        name = "see_doctor_calmly" if afraid else "see_doctor"
        lead = composer.line(name, advice=composer.line(f"{level}_quiet"))
    if identity and lead == session.turn.lead:
        lead = composer.fill(composer.content.explained(identity).parts[0].say)  # It bothers them, so all of it.
        session.worry = None if session.worry == identity else session.worry
    elif lead == session.turn.lead:
        lead = ""
    if session.turn.about and session.misses == PATIENCE:
        session.compound.setdefault(session.turn.about, "missed")
        composer.worry = None
        return proceed(composer, lead)
    return composer.ask_again(lead)


def names_a_neighbour(composer: Composer, said: Said) -> Reply:
    """Explain a muscle or bone next to the buttock; treat anything else as not understood."""
    if "subject" in said.slots and composer.session.turn.awaiting != "finding":
        return asks(composer, replace(said, intent="AskTopic"))
    if said.told == ["twitch_other_places"] and not composer.session.began:
        return miss(composer)  # "My eyelid twitches" is no complaint of the buttock.
    return answered(composer, said, said.answer)


def cannot(composer: Composer, said: Said) -> Reply:
    """Go to a stretch with another movement, or to rest and warmth if there is none; never end the session."""
    session = composer.session
    posture, stretches = said.slots.get("posture"), composer.content.stretches
    limits, in_car = _limits(said), session.where == "car"
    if in_car and limits == {"chair"} and session.guiding and session.guiding.hold.where == "car":
        return guide.resume(composer)  # "I'm in a car, no chair", and this one is done in its seat.
    limits -= {"chair"} if in_car else set()
    if "cross" in limits and session.answers.get("hip_replacement") == "yes":
        session.answers["hip_cleared"] = "no"  # "I mustn't cross my legs, or bend the new hip past ninety degrees."
    declined = [name for name, it in stretches.items() if it.posture == posture] + _demanding(composer, limits)
    if session.turn.awaiting == "finding":
        session.declined += declined
        return composer.ask_again(composer.line("noted_cannot")) if declined else answered(composer, said, said.answer)
    if not session.done:
        return proceed(composer)
    tried = session.done[-1]
    session.declined += declined
    if posture and not limits and session.guiding and stretches[tried].posture != posture:
        return guide.resume(composer)  # "I can't get on the floor", and this one needs no floor.
    if not declined:
        # What can't be done is not said: another movement then, never the same one lying down.
        main = stretches[tried].needs[:1]
        session.declined += [name for name, it in stretches.items() if main and main == it.needs[:1]]
    return _another(composer, composer.line("cant_do"))


def _demanding(composer: Composer, limits: frozenset[str]) -> list[str]:
    """Return the stretches that demand what somebody can't do."""
    return [name for name, it in composer.content.stretches.items() if not limits.isdisjoint(it.needs)]


def _limits(said: Said) -> frozenset[str]:
    return frozenset(said.slots.get("cannot", "").split())


def explained_by_stretch(composer: Composer, said: Said) -> Said:
    """
    Return the utterance without a suspicion that only tells what the stretch just guided demands.

    "I can't lift that ankle", after a stretch with an ankle on the knee, is no foot drop: the screen asked for that.
    """
    session = composer.session
    # "I can't lift my leg" may be one, and is asked about.
    of_stretch = _limits(said) - {"leg"}
    if not session.done or of_stretch.isdisjoint(composer.content.stretches[session.done[-1]].needs):
        return said
    return replace(said, suspected={name: it for name, it in said.suspected.items() if name not in _OF_A_STRETCH})


_OF_A_STRETCH = frozenset(("leg_weakness", "cannot_bear_weight", "leg_swelling_one"))
"""Signs for which one who can't do a stretch may be taken; the safety questions ask for each before."""


def _another(composer: Composer, lead: str, *, declines: bool = True) -> Reply:
    """Guide another stretch than the last one, or rest and breathing if none is left."""
    session = composer.session
    tried = session.done[-1]
    if declines:
        session.declined.append(tried)
    session.guiding, session.routine, session.misses = None, None, 0
    # Who told no place stays on the chair: getting down is seldom easier.
    posture = session.posture or (composer.content.stretches[tried].posture if session.where is None else None)
    chosen = guide.next_hold(replace(session, posture=posture), composer.content)
    if session.where == "car" and chosen and chosen.where != "car":
        chosen = None  # Nobody lies down, or stands up, in a car.
    if chosen is None or not guide.may_guide(session, composer.content, chosen.stretch):
        return guide.ask_how_it_goes(composer, composer.line("cant_do_any"))
    return guide.guide(composer, chosen, lead)


def is_elsewhere(composer: Composer, said: Said) -> bool:
    """Return whether the user tells a place where the current stretch can't be done: "I'm on the floor"."""
    session = composer.session
    if not session.guiding or session.routine or session.turn.awaiting == "finding" or "where" not in said.slots:
        return False
    where, hold = said.slots["where"], session.guiding.hold
    places = list(composer.content.stretches[hold.stretch].at)
    # "I'm in a taxi", after a stretch on a chair that could also be done there.
    guided_there = where in places and (hold.where == where or where == places[0])
    return said.intent in _NAMES_PLACE and not guided_there


_NAMES_PLACE = frozenset("CantDo AskTopic AskRelief AskWhy Fallback GivePosture DescribeSymptom No Repeat Next".split())
"""Intents beside which a place matters more; what tells the effect of the stretch, or ends it, comes first."""


def moves(composer: Composer, said: Said) -> Reply:
    """Go to a stretch for the place that was told, after one that can't be done there."""
    where = said.slots["where"]
    tried = composer.content.stretches[composer.session.done[-1]]
    return _another(composer, _at(composer, where), declines=where not in tried.at)


def _at(composer: Composer, where: str) -> str:
    """Return what acknowledges a place; a driver has to pull over first."""
    return composer.line("ease_car" if where == "car" else "heard_at", place=composer.line(f"at_{where}"))


def tells_effect(composer: Composer, said: Said) -> Reply:
    """Handle the reported effect: better, same or worse; before any stretch, relief or pain."""
    session, how = composer.session, EFFECTS[said.intent]
    asked = session.turn.awaiting == "finding"
    if session.done and not asked:
        return effect(composer, how)
    if asked and "denies" in said.slots:
        return answered(composer, said, said.answer)
    if asked and how != "better":
        return composer.ask_again(_relief(composer))
    if how == "better" and not session.compound and composer.flagged is None:
        nights = "yes" in (session.answers.get("at_night"), session.answers.get("wakes_from_sleep"))
        return composer.end(composer.line("eased_nights" if nights else "eased_without"), level="selfcare")
    session.answers.setdefault("painful_cramp", "yes")
    return proceed(composer, composer.line("eased") if asked else "")
