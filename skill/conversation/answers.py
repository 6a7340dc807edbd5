"""Answers to what the coach asked: yes, no, not sure, more than that, or nothing that fits."""

from skill.content.models import Answer
from skill.conversation import alarms, guide, hold, routine, topics
from skill.conversation.events import Said
from skill.conversation.flow import effect, last_word, proceed
from skill.conversation.reply import Forget, Reply
from skill.conversation.screen import Ask, flag_level, record, rescreen
from skill.conversation.session import Place
from skill.conversation.talk import Talk

PATIENCE = 2
"""Replies in a row that may miss a question: then "not sure" is taken, or the session ends (design, safety rule 2)."""


def _told_whether_new(talk: Talk, said: Said, answer: Answer | None, place: Place) -> Reply:
    """Go on for the seconds that were left if nothing is new; else the screen comes first."""
    session, hold = talk.session, place.hold
    if said.findings or flag_level(session, talk.content)[0] is not None:
        return proceed(talk)
    _take_up(talk, place)
    if answer != "no":
        return proceed(talk)
    session.rescreened = hold.stretch
    session.screening = session.introduced = True
    return guide.guide(talk, hold, talk.line("resumed", seconds=f"{hold.seconds:.0f}"))


def _take_up(talk: Talk, place: Place) -> None:
    """Want what broke off: the routine at its place, or the stretch on its side."""
    session, side = talk.session, place.hold.side
    session.routine = routine.taken_up(place, session, talk.content)
    session.wanted = "any" if session.routine else place.hold.stretch
    if session.routine is None and session.side == "sore" and side in ("left", "right"):
        session.answers[f"side_{side}"] = "yes"


def answered(talk: Talk, said: Said, answer: Answer | None) -> Reply:
    """A yes, a no, a not sure, findings, or nothing that fits."""
    awaiting = talk.session.turn.awaiting
    if awaiting == "finding":
        return _answered_finding(talk, said, answer)
    if awaiting == "ready" and talk.session.routine and answer:
        return routine.next_(talk) if answer == "yes" else routine.over(talk, talk.line("routine_stopped"))
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
    if resuming and turn.about == rescreen(talk.content).compound:
        return _told_whether_new(talk, said, answer, resuming)
    left = tuple(name for name in turn.asks if name not in session.answers)
    if answer and left:
        found_part = len(left) < len(turn.asks) and answer != "no"
        if not found_part:
            record(Ask(left, turn.about or None), answer, session)
    elif not said.findings:
        return miss(talk)
    if answer or len(left) < len(turn.asks):
        session.misses = 0
        return proceed(talk)
    session.misses += 1
    return miss(talk) if session.misses > PATIENCE else proceed(talk, talk.line("later"))


def _answered_offer(talk: Talk, answer: Answer) -> Reply:
    session, about = talk.session, talk.session.turn.about
    session.misses = 0
    if about == "forget" and answer == "yes":
        return Reply(session, "silent", request=Forget())
    if about in ("wish", "cancel") and answer == "yes":
        return alarms.granted(talk)
    alarms.declined(talk)
    if about == "resume" and session.guiding:
        return hold.resume(talk) if answer == "yes" else effect(talk, "same")
    if answer != "yes":
        if session.finished:
            return talk.end(talk.line("goodbye_net"), level="selfcare")
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
