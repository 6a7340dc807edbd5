"""Answers to the coach's questions: yes, no, not sure, free text, or no answer."""

from msgspec.structs import replace

from skill.content.models import Answer
from skill.conversation import advice, effect_outcomes, elsewhere, guide, routine, topics
from skill.conversation.amounts import counted
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import effect, proceed, wrap_up
from skill.conversation.reply import Forget, Reply
from skill.conversation.screening import Ask, is_screened, open_question, record, rescreen
from skill.conversation.session import Place, Turn

PATIENCE = 2
"""Consecutive unmatched replies allowed; then "not sure" is assumed or the session ends (our own rule)."""


def _answered_anything_new(composer: Composer, said: Said, answer: Answer | None, place: Place | None) -> Reply:
    """Resume an interrupted hold with its remaining seconds if nothing is new, otherwise run the screen first."""
    session = composer.session
    if said.findings or composer.flagged is not None:
        return proceed(composer)
    if place:
        _restore(composer, place)
    if answer == "no":
        session.rescreened = place.hold.stretch if place else ""
    if answer != "no" or place is None:
        return proceed(composer)
    session.screening = session.introduced = True
    return guide.guide(composer, place.hold, composer.line("resumed", left=counted(place.hold.seconds, "second")))


def _restore(composer: Composer, place: Place) -> None:
    """Restore the interrupted routine at its place, or the stretch on its side."""
    session, side = composer.session, place.hold.side
    session.routine = routine.taken_up(place, session, composer.content)
    session.wanted = "any" if session.routine else place.hold.stretch
    session.where = session.where or place.hold.where
    if session.routine is None and session.side == "sore" and side in ("left", "right"):
        session.answers[f"side_{side}"] = "yes"


def answered(composer: Composer, said: Said, answer: Answer | None) -> Reply:
    """Handle a yes, no or not sure, findings, or an utterance without an answer."""
    awaiting = composer.session.turn.awaiting
    if awaiting == "finding":
        return _answered_finding(composer, said, "no" if _denies_again(composer, said, answer) else answer)
    if awaiting == "ready" and composer.session.routine and answer:
        stopped = composer.line("routine_stopped")
        return routine.go_on(composer, by=1) if answer == "yes" else routine.over(composer, stopped)
    if awaiting == "did_help" and answer:
        return effect(composer, "better" if answer == "yes" else "same")
    if awaiting in ("offer", "for_whom") and answer:
        composer.session.misses = 0
        return (_answered_offer if awaiting == "offer" else _answered_whether_grown_up)(composer, answer)
    if awaiting == "kind" and answer and not said.findings:
        return _unsure_of_kind(composer)
    if said.told:
        composer.session.misses = 0
        return proceed(composer)
    if awaiting is None and answer:
        return composer.ask_again("")
    return miss(composer)


def _answered_finding(composer: Composer, said: Said, answer: Answer | None) -> Reply:
    session, turn = composer.session, composer.session.turn
    resuming, session.resuming = session.resuming, None
    if turn.about == rescreen(composer.content).compound:
        return _answered_anything_new(composer, said, answer, resuming)
    left = tuple(name for name in turn.asks if name not in session.answers)
    asked = replace(open_question(session, composer.content), covers=left)
    if any(session.answers.get(name) == "yes" for name in turn.asks):
        session.compound.pop(turn.about, None)  # The utterance names the part.
        if answer == "no" and left:
            record(asked, answer, session)
    elif left == tuple(turn.asks) and answer == "unknown" and said.intent != "NotSure" and not session.misses:
        return _make_sure(composer, said)
    elif answer and left and not (answer == "unknown" and len(left) < len(turn.asks)):
        record(asked, answer, session)
    elif answer == "no" and not left and len(turn.asks) == 1:
        # Heard in the words already; as after a plain no, the rest is one question again.
        record(Ask(tuple(turn.asks), None), answer, session)
    elif left == tuple(turn.asks) and (_denies(composer) or not (said.findings or said.slots.keys() & _TOLD)):
        return miss(composer)
    if answer or len(left) < len(turn.asks):
        session.misses = 0
        parts = session.compound.get(turn.about) == "unknown" and not composer.noted
        return proceed(composer, composer.line("in_parts") if parts else "")
    session.misses += 1
    if session.misses > PATIENCE:
        return miss(composer)
    return proceed(composer, _kept_in_mind(composer, said))


_TOLD = frozenset(("age", "their_age", "where"))
"""Slots that tell something beside the question."""


def _kept_in_mind(composer: Composer, said: Said) -> str:
    """Return what acknowledges a reply that tells something else than was asked."""
    if said.slots.get("where") == "car":
        return composer.line("ease_car")
    return composer.line("it_hurts" if _PAIN.intersection(said.told) else "later")


_PAIN = frozenset(("painful_cramp", "severe", "site_buttock"))


def _make_sure(composer: Composer, said: Said) -> Reply:
    """
    Ask once more, more simply, after a reply that hedges, or explains the sign away; the next such reply counts.

    Whoever names a part is asked about that; whoever tells of something else that is asked about, such as a fall, part
    by part.
    """
    session, about = composer.session, composer.session.turn.about
    named = [name for name in session.turn.asks if said.findings.get(name) == "unknown"]
    if about and len(named) == 1:
        session.compound.setdefault(about, "missed")
        return composer.ask_finding(Ask((named[0],)), lead=composer.line("to_be_sure"))
    if about and (composer.noted or any(is_screened(name, composer.content) for name in said.told)):
        session.compound.setdefault(about, "missed")
        return proceed(composer, "" if composer.noted else composer.line("in_parts"))
    session.misses += 1
    return composer.ask_again(composer.line("to_be_sure"), question=_short(composer))


def _answered_offer(composer: Composer, answer: Answer) -> Reply:
    session, about = composer.session, composer.session.turn.about
    if about == elsewhere.ABOUT:
        return elsewhere.answered(composer, answer)
    if about == "forget" and answer == "yes":
        return composer.request(Forget())
    if about in ("wish", "cancel") and answer == "yes":
        return effect_outcomes.granted(composer)
    if about == "when" and answer == "yes":
        return composer.ask_again("")
    effect_outcomes.declined(composer)
    if about == "resume" and session.guiding:
        return guide.resume(composer) if answer == "yes" else effect(composer, "same")
    if answer != "yes":
        return _declined(composer)
    if about.startswith("more:"):
        return topics.tell_more(composer, about)
    session.wanted = session.wanted or "any"
    return proceed(composer)


def after_help(composer: Composer, answer: Answer | None) -> Reply:
    """Go on if somebody has helped since an emergency advice, or it was a mistake; otherwise the advice stands."""
    session = composer.session
    if answer is None and session.misses < PATIENCE:
        session.misses += 1
        return composer.ask_again("")
    session.reminds, session.misses = False, 0
    if answer != "yes":
        return advice.call_again(composer)
    return proceed(composer) if session.kind or session.wanted else composer.ask_kind("")


def _declined(composer: Composer) -> Reply:
    session = composer.session
    if session.finished:
        return composer.end(composer.line("goodbye_net"), level="selfcare")
    if session.screening:
        return wrap_up(composer)
    feared = topics.tells_of_fear(composer, session.turn.about)
    return composer.end(composer.line("goodbye_worry" if feared else "goodbye"))


def _answered_whether_grown_up(composer: Composer, answer: Answer) -> Reply:
    if answer != "yes":
        return composer.end(composer.line("child_alone"))
    composer.session.for_other = True
    return proceed(composer, composer.line("grown_up_there"))


def _unsure_of_kind(composer: Composer) -> Reply:
    if composer.session.misses:
        composer.session.misses = 0
        return proceed(composer)
    composer.session.misses += 1
    return composer.ask("kind_help", Turn(awaiting="kind"), reprompt="kind_reprompt")


def miss(composer: Composer, lead: str = "") -> Reply:
    """Handle a reply that is no answer: help by state and attempt, and a safe exit at the third."""
    session, turn = composer.session, composer.session.turn
    session.misses += 1
    if turn.awaiting == "finding":
        return _missed_finding(composer, lead or composer.line("heard_no" if _denies(composer) else "not_caught"))
    if session.misses > PATIENCE:
        return composer.end(composer.line("fallback_end_net" if session.done else "fallback_end"))
    if turn.awaiting == "did_help":
        return composer.ask_again(composer.line("letting_go_help"))
    if turn.awaiting in ("offer", "ready", "for_whom"):
        return composer.ask_again(lead or composer.line("not_caught"))
    return composer.ask_kind(composer.line("fallback_open" if session.misses == 1 else "fallback_again"))


def _denies(composer: Composer) -> bool:
    """Return whether the utterance holds a no beside more than was understood."""
    return isinstance(composer.event, Said) and "denies" in composer.event.slots


def _denies_again(composer: Composer, said: Said, answer: Answer | None) -> bool:
    """Return whether somebody says no once more who was asked because of a no; their reasons need no understanding."""
    turn = composer.session.turn
    doubted = turn.lead.startswith(composer.line("heard_no")) or turn.ask == composer.line("any_at_all")
    reported = answer == "yes" or not set(turn.asks).isdisjoint(said.told)
    return doubted and _denies(composer) and not reported


def old_after_all(composer: Composer, said: Said) -> Said:
    """Return what calls a sign old that was asked about once more as a no to it: "that's been years"."""
    turn = composer.session.turn
    once_more = composer.session.misses > 0 or turn.lead.startswith(composer.line("to_be_sure"))
    if turn.awaiting != "finding" or not once_more or "stable" not in said.slots or said.answer == "yes":
        return said
    return replace(said, answer="no", findings={**said.findings, turn.asks[0]: "no"})


def _short(composer: Composer) -> str:
    """
    Return the short question that makes sure of a no; nothing for other replies, and where only the part is open.

    Who said no is not asked everything again, and not taken at a no that something else may limit.
    """
    session = composer.session
    open_ = session.turn.about in composer.content.questions and session.compound.get(session.turn.about) != "which"
    return composer.line("any_at_all") if open_ and _denies(composer) else ""


def _missed_finding(composer: Composer, lead: str) -> Reply:
    session, turn = composer.session, composer.session.turn
    asked = open_question(session, composer.content)
    flag = any(composer.content.findings[name].group == "red_flag" for name in turn.asks)
    if asked.compound and session.misses < PATIENCE:
        return composer.ask_again(lead, question=_short(composer))
    if asked.compound is None and session.misses < PATIENCE + flag:
        # The next wording may say it by itself: "Yes, no, or not sure: ..."
        plain = composer.content.findings[turn.asks[0]].plain
        hint = "one_word" if session.misses > 1 else "yes_no_help" if plain else ""
        return composer.ask_again(f"{lead} {composer.line(hint)}" if hint else lead)
    found = session.deferred is not None and session.deferred.found
    if flag and not asked.compound and not found:
        return advice.without_an_answer(composer, turn.asks[0])
    if asked.compound:
        session.compound.setdefault(asked.compound, "missed")
    else:
        record(asked, "unknown", session)
    session.misses = 0
    skipped = f"{lead} " if lead in (composer.line("need_answer"), composer.line("it_hurts")) else ""
    return proceed(composer, f"{skipped}{composer.line('in_parts' if asked.compound else 'take_as_unsure')}")
