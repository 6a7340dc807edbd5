"""The way through a conversation: what comes next is recomputed from the answers by `proceed`."""

from skill.content.models import Answer, Level
from skill.conversation import advice, alarms, guide, hold, routine, topics
from skill.conversation.events import Launched, Said
from skill.conversation.likely import likeliest
from skill.conversation.remembered import PLACE_SECONDS, Remembered
from skill.conversation.reply import Forget, Reply
from skill.conversation.screen import (
    Ask,
    flag_level,
    next_later_question,
    next_safety_question,
    record,
)
from skill.conversation.session import Effect, Going, Place, more_urgent
from skill.conversation.talk import Talk
from skill.conversation.triage import stops_stretching, triage

PATIENCE = 2
"""Replies in a row that may miss a question: then "not sure" is taken, or the session ends (design, safety rule 2)."""

LONGEST_ISO = 12
"""Characters of a duration; no stretch or timer is named in more digits."""

_KINDS = {"StopCrampIntent": "painful_cramp", "TwitchHelpIntent": "twitch_main"}
_KIND_FINDINGS = {"cramp": "painful_cramp", "twitch": "twitch_main", "ache": "quality_ache"}
_EFFECTS: dict[str, Effect] = {"DidHelpIntent": "better", "DidNotHelpIntent": "same", "ItHurtsMoreIntent": "worse"}


def launch(talk: Talk) -> Reply:
    """Open with a plain question; the disclaimer is heard once, at the first launch."""
    known = talk.event.known if isinstance(talk.event, Launched) else Remembered()
    place = known.place
    fresh = place is not None and talk.event.now - place.at <= PLACE_SECONDS
    if place and fresh and place.hold.stretch in talk.content.stretches:
        talk.session.resuming = place
        return talk.ask_finding(_anything_new(talk), lead=talk.line("intro_resumed"))
    first = not known.introduced
    talk.session.introduced = first
    opening = "welcome" if first else "welcome_back"
    return talk.ask(talk.line("kind"), awaiting="kind", lead=talk.line(opening), reprompt=talk.line("welcome_reprompt"))


def _anything_new(talk: Talk) -> Ask:
    """The compound question that stands for the screen when a session is gone on with."""
    for identity, question in talk.content.questions.items():
        if question.stage == "rescreen":
            return Ask(tuple(question.covers), identity)
    raise AssertionError("the content has no question for going on")


def _go_on_where_it_broke_off(talk: Talk, place: Place) -> Reply:
    """Nothing is new: the same stretch on the same side, for the seconds that were left."""
    session = talk.session
    session.rescreened = session.wanted = place.hold.stretch
    session.screening = session.introduced = True
    if place.routine and place.routine in talk.content.routines:
        session.routine = Going(place.routine, place.step)
    return guide.guide(talk, place.hold, talk.line("resumed", seconds=f"{place.hold.seconds:.0f}"))


def proceed(talk: Talk, lead: str = "") -> Reply:
    """The next thing to do: advice, then safety questions, then a hold, then what sharpens the advice."""
    session, content = talk.session, talk.content
    session.screening = True
    level, _ = flag_level(session, content)
    if level == "emergency":
        return advice.emergency(talk)
    stopped = bool(stops_stretching(session.answers, content)) or level is not None
    ask = next_safety_question(session, content, body=not stopped and _will_stretch(talk) and not _is_resumed(talk))
    if level is not None:
        if more_urgent(level, session.level):
            return advice.now(talk, level, ask)
        return _ask(talk, ask, lead) if ask else advice.at_the_end(talk, level)
    if ask:
        return _ask(talk, ask, lead)
    if stopped or not _will_stretch(talk):
        return _wind_up(talk, lead)
    if session.routine:
        return routine.go_to(talk, session.routine.place, lead)
    if session.guiding:
        return guide.ask_how_it_goes(talk, lead)
    return _next_hold(talk, lead)


def _is_resumed(talk: Talk) -> bool:
    """The body gate was passed for this very stretch, in the session that broke off."""
    chosen = guide.next_hold(talk.session, talk.content)
    return chosen is not None and chosen.stretch == talk.session.rescreened


def _ask(talk: Talk, ask: Ask, lead: str) -> Reply:
    if not talk.session.introduced:
        talk.session.introduced = True
        lead = talk.line("intro")
    elif not lead and not talk.session.turn.asks:
        lead = talk.line("intro_again")
    return talk.ask_finding(ask, lead=lead)


def _will_stretch(talk: Talk) -> bool:
    """A cramp or an ache is stretched; a twitch only on request; nothing once it eased or two rounds did not help."""
    session = talk.session
    if session.eased == "better" or (session.eased is not None and session.rounds >= guide.ROUNDS):
        return False
    return session.kind != "twitch" or session.wanted is not None or session.routine is not None


def _next_hold(talk: Talk, lead: str) -> Reply:
    session = talk.session
    chosen = guide.next_hold(session, talk.content)
    if chosen is None:
        return talk.end(talk.line("nothing_fits_end"), level="selfcare")
    for name in talk.content.stretches[chosen.stretch].ask_first:
        if name not in session.answers:
            return talk.ask_finding(Ask((name,)), lead=lead)
    if session.done:
        lead = lead or talk.line("guide_other" if chosen.stretch not in session.done else "guide_again")
    elif session.wanted in talk.content.stretches and chosen.stretch != session.wanted:
        lead = talk.line("not_this_one")
    else:
        lead = talk.line("guide_first")
    session.rounds += 1
    return guide.guide(talk, chosen, lead)


def _wind_up(talk: Talk, lead: str) -> Reply:
    """After relief, or where no stretch is for now: at most a few questions, then the last word."""
    ask = next_later_question(talk.session, talk.content)
    if ask is None:
        return last_word(talk, lead)
    talk.session.later += 1
    return talk.ask_finding(ask, lead=lead or ("" if talk.session.later > 1 else talk.line("few_more")))


def last_word(talk: Talk, lead: str) -> Reply:
    """Name what it sounds like, then close; where a stretch is no help, say so."""
    session, content = talk.session, talk.content
    level, because = triage(session.answers, content)
    if not session.named and (cause := likeliest(session.answers, content)):
        session.named = cause
        return _name_cause(talk, cause, level or "selfcare", lead)
    kind = session.kind or "cramp"
    if kind == "twitch" and not session.done and session.wanted is None and not session.offered:
        session.offered = True
        return _offer_stretch(talk, lead)
    if stops_stretching(session.answers, content):
        meaning = talk.fill(content.findings[because[0]].meaning or "") if because else ""
        name = "soon_net" if level == "soon" else "no_stretch_end"
        return talk.end(talk.line(name, meaning=meaning), level=level or "selfcare")
    if session.eased in ("same", "worse"):
        return talk.end(talk.line("give_up_end"), level=level or "selfcare")
    text = talk.line(f"{level}_net" if level else "selfcare_end", do=talk.line(f"do_{kind}"), meaning="")
    return talk.end(f"{lead} {text}".strip(), level=level or "selfcare")


def _name_cause(talk: Talk, cause: str, level: Level, lead: str) -> Reply:
    condition = talk.content.conditions[cause]
    named = talk.line("sounds_like", name=condition.name)
    no_stretch = talk.line("no_stretch_here") if condition.no_stretch else ""
    said = " ".join(part for part in (lead, named, talk.fill(condition.do), no_stretch) if part)
    if level == "selfcare" and not condition.no_stretch and alarms.fits(talk, talk.content.remedies["heat"]):
        return alarms.offer_timer(talk, "heat", lead=said, level=level, condition=cause)
    return talk.ask(
        talk.line("offer_more"),
        lead=said,
        awaiting="offer",
        about=f"more:conditions/{cause}:0",
        reprompt=f"{talk.line('offer_more')} {talk.line('if_quiet')} {talk.line('net')}",
        level=level,
        condition=cause,
        manner="care",
    )


def _offer_stretch(talk: Talk, lead: str) -> Reply:
    return talk.ask(
        talk.line("offer_stretch"),
        lead=lead,
        awaiting="offer",
        about="stretch",
        reprompt=talk.line("offer_stretch_reprompt"),
    )


def complains(talk: Talk, said: Said) -> Reply:
    """A cramp, a twitch or an ache is named."""
    session = talk.session
    finding = _KINDS.get(said.intent) or _KIND_FINDINGS.get(said.slots.get("kind", ""), "painful_cramp")
    if session.turn.awaiting == "did_help" and finding == "painful_cramp":
        return effect(talk, "same")
    session.answers.setdefault(finding, "yes")
    if side := said.slots.get("side"):
        _note_side(talk, side)
    session.misses = 0
    return proceed(talk)


def wants_stretch(talk: Talk, said: Said) -> Reply:
    """A stretch is asked for, perhaps by name: the screen comes first, whatever was said."""
    session = talk.session
    wanted = said.slots.get("stretch", "any")
    session.routine = Going(wanted) if wanted in talk.content.routines else None
    session.wanted = "any" if session.routine else wanted
    if length := said.slots.get("hold"):
        session.hold_seconds = _bounded(length)
    session.eased, session.guiding, session.misses = None, None, 0
    if session.rounds >= guide.ROUNDS and session.turn.awaiting == "did_help":
        return effect(talk, "same")
    return proceed(talk, talk.line("need_answer") if session.turn.awaiting == "finding" else "")


def _bounded(iso: str) -> int | None:
    seconds = duration_seconds(iso)
    return None if seconds is None else min(max(seconds, guide.SHORTEST_HOLD), guide.LONGEST_HOLD)


def duration_seconds(iso: str) -> int | None:
    """Seconds of an ISO 8601 duration as Alexa sends it (`PT1M30S`); None for what is no such duration."""
    digits = ""
    total = 0
    units = {"H": 3600, "M": 60, "S": 1}
    if not iso.startswith("PT") or len(iso) > LONGEST_ISO:
        return None
    for letter in iso[2:]:
        if letter in units and digits:
            total += int(digits) * units[letter]
            digits = ""
        elif letter.isascii() and letter.isdigit():
            digits += letter
        else:
            return None
    return total if total and not digits else None


def reports(talk: Talk, said: Said) -> Reply:
    """A red flag is reported, but nothing of it was understood: the screen asks in plain words."""
    if talk.session.turn.awaiting in (None, "kind") and not said.findings:
        return proceed(talk)
    return answered(talk, said, said.answer)


def gives_posture(talk: Talk, said: Said) -> Reply:
    """Sitting, lying or standing: the stretch is chosen for it."""
    posture = said.slots.get("posture")
    if posture in ("sitting", "lying", "standing"):
        talk.session.posture = posture  # type: ignore[assignment]  # narrowed by the line above
    if talk.session.turn.awaiting == "did_help":
        return effect(talk, "same")
    return proceed(talk) if talk.session.screening else talk.ask_again(talk.line("thanks"))


def gives_side(talk: Talk, said: Said) -> Reply:
    """The sore side."""
    _note_side(talk, said.slots.get("side", ""))
    if talk.session.turn.awaiting == "did_help" and talk.session.guiding and said.slots.get("side"):
        return hold.on_side(talk)
    return proceed(talk) if talk.session.screening else talk.ask_again(talk.line("thanks"))


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


def effect(talk: Talk, how: Effect) -> Reply:
    """What a hold did decides what comes next."""
    session = talk.session
    session.misses = 0
    session.guiding = None
    session.eased = how
    session.routine = None
    if how == "worse":
        _ask_legs_and_toilet_again(talk)
        return proceed(talk, talk.line("worse"))
    return proceed(talk, _eased(talk) if how == "better" else "")


def _eased(talk: Talk) -> str:
    """Good, and how to get up again from the floor."""
    last = talk.session.done[-1] if talk.session.done else None
    up = talk.content.stretches[last].come_up if last else ""
    return f"{talk.line('eased')} {up}".strip()


def _ask_legs_and_toilet_again(talk: Talk) -> None:
    """More pain may be something new: earlier noes to the first two questions no longer count (design, rule 7)."""
    talk.session.rescreened = None
    for identity, question in talk.content.questions.items():
        if question.stage == "screen" and question.order <= 2:  # noqa: PLR2004  # the first two, as the rule says
            talk.session.compound.pop(identity, None)
            for name in question.covers:
                if talk.session.answers.get(name) == "no":
                    del talk.session.answers[name]


def answered(talk: Talk, said: Said, answer: Answer | None) -> Reply:
    """A yes, a no, a not sure, findings, or nothing that fits."""
    awaiting = talk.session.turn.awaiting
    if awaiting == "finding":
        return _answered_finding(talk, said, answer)
    if awaiting == "ready" and talk.session.routine and answer:
        place = talk.session.routine.place + 1
        return routine.go_to(talk, place) if answer == "yes" else routine.over(talk)
    if awaiting == "did_help" and answer:
        return effect(talk, "better" if answer == "yes" else "same")
    if awaiting == "offer" and answer:
        return _answered_offer(talk, answer)
    if awaiting == "kind" and answer == "unknown" and not said.findings:
        return _unsure_of_kind(talk)
    if any(heard == "yes" for heard in said.findings.values()):
        talk.session.misses = 0
        return proceed(talk)
    if awaiting is None and answer:
        return talk.ask_again("")
    return miss(talk)


def _answered_finding(talk: Talk, said: Said, answer: Answer | None) -> Reply:
    session, turn = talk.session, talk.session.turn
    resuming, session.resuming = session.resuming, None
    if resuming and answer == "no" and flag_level(session, talk.content)[0] is None and not said.findings:
        return _go_on_where_it_broke_off(talk, resuming)
    if resuming:
        return proceed(talk)
    left = tuple(name for name in turn.asks if name not in session.answers)
    if answer and left:
        found_part = len(left) < len(turn.asks) and answer != "no"
        if not found_part:
            record(Ask(left, turn.about or None), answer, session)
    elif not said.findings:
        return miss(talk)
    session.misses = 0 if answer or len(left) < len(turn.asks) else session.misses + 1
    if session.misses > PATIENCE:
        return miss(talk)
    return proceed(talk)


def _answered_offer(talk: Talk, answer: Answer) -> Reply:
    session, about = talk.session, talk.session.turn.about
    session.misses = 0
    if about == "forget" and answer == "yes":
        return Reply(session, "silent", request=Forget())
    if about in ("wish", "cancel") and answer == "yes":
        return alarms.granted(talk)
    session.wish = None
    if about == "resume" and session.guiding:
        return hold.resume(talk) if answer == "yes" else effect(talk, "same")
    if answer != "yes":
        if session.screening:
            return last_word(talk, "")
        return talk.end(talk.line("goodbye"))
    if about.startswith("more:"):
        return topics.tell_more(talk, about)
    session.wanted = session.wanted or "any"
    return proceed(talk)


def _unsure_of_kind(talk: Talk) -> Reply:
    if talk.session.misses:
        talk.session.misses = 0
        return proceed(talk)
    talk.session.misses += 1
    return talk.ask(talk.line("kind_help"), awaiting="kind", reprompt=talk.line("kind_reprompt"))


def skip(talk: Talk) -> Reply:
    """A question that only sharpens the advice may be skipped."""
    talk.session.answers.update(dict.fromkeys(talk.session.turn.asks, "unknown"))
    return proceed(talk)


def miss(talk: Talk, lead: str = "") -> Reply:
    """Not an answer: help that differs by state and by try, and a safe way out the third time."""
    session, turn = talk.session, talk.session.turn
    session.misses += 1
    if turn.awaiting == "finding":
        return _missed_finding(talk, lead or talk.line("not_caught"))
    if session.misses > PATIENCE:
        return talk.end(talk.line("fallback_end_net" if session.done else "fallback_end"))
    if turn.awaiting == "did_help":
        return talk.ask_again(talk.line("letting_go_help"))
    if turn.awaiting == "offer":
        return talk.ask_again(lead or talk.line("not_caught"))
    name = "fallback_open" if session.misses == 1 else "fallback_again"
    return talk.ask(talk.line("kind"), lead=talk.line(name), awaiting="kind", reprompt=talk.line("kind_reprompt"))


def _missed_finding(talk: Talk, lead: str) -> Reply:
    session, turn = talk.session, talk.session.turn
    asked = Ask(tuple(turn.asks), turn.about or None)
    if asked.compound is None and session.misses < PATIENCE:
        return talk.ask_again(f"{lead} {talk.line('yes_no_help')}")
    record(asked, "unknown", session)
    session.misses = 0
    return proceed(talk, talk.line("in_parts" if asked.compound else "take_as_unsure"))
