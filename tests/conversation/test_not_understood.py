"""Replies that are not understood: a question gets simpler each time, and the third miss ends without a stretch."""

import pytest

from skill.content.loader import load
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.screening import Ask
from skill.conversation.session import Session, Turn
from skill.conversation.triage import is_red_flag
from tests.conversation.people import after

CONTENT = load()
COMPLAINT, NO, NOT_SURE, MISSED = (Said(intent=it) for it in ("StopCramp", "No", "NotSure", "Fallback"))
ASKS_BACK = ("AskCauses", "WhenToSeeDoctor", "AskRelief", "AskCondition")
COMPOUND = [name for name, it in CONTENT.questions.items() if it.stage == "screen"]
SINGLE = [name for name, it in CONTENT.findings.items() if it.question and is_red_flag(name, CONTENT)]


def asked_about(*names: str, about: str = "") -> Session:
    """A session in which the coach has just asked about these findings."""
    question = CONTENT.questions[about].ask if about else CONTENT.findings[names[0]].question or ""
    question = question.format_map(CONTENT.locale("en-US").words)
    turn = Turn(asks=list(names), awaiting="finding", about=about, ask=question, reprompt=question)
    told = {"painful_cramp": "yes"}
    if about:
        earlier = [it for it in CONTENT.questions.values() if it.order < CONTENT.questions[about].order]
        told |= {name: "no" for it in earlier if it.stage == "screen" for name in it.covers}
        told |= dict.fromkeys(CONTENT.questions[about].if_any, "yes")
    return Session(answers=told, screening=True, began=True, introduced=True, turn=turn)


@pytest.mark.parametrize("name", SINGLE)
def test_a_single_question_is_asked_in_its_plainest_words_twice_then_no_stretch_follows(name):
    plain = CONTENT.findings[name].plain
    assert plain
    first = after(MISSED, session=asked_about(name))
    second = after(MISSED, session=first.session)
    third = after(MISSED, session=second.session)

    for reply in (first, second):
        assert reply.session.turn.asks == [name]
        assert reply.session.turn.level is None
        question = reply.ask.removeprefix(CONTENT.lines["answers"].removesuffix("{question}"))
        assert len(question.split()) <= len(plain.split())
    assert first.say != second.say
    assert first.ask != second.ask
    assert not third.open
    assert not third.guide
    assert name not in third.session.answers
    finding = CONTENT.findings[name]
    if finding.level != "modifier":
        # What to do if it is so; no cause that nobody told.
        assert third.session.turn.level == finding.level
        assert finding.label.format_map(CONTENT.locale("en-US").words) in third.say
        assert not finding.meaning or finding.meaning not in third.say


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("intent", ASKS_BACK)
def test_asking_back_is_never_taken_for_not_sure(name, intent):
    reply = Reply(asked_about(name), "question")
    for _ in range(6):
        reply = after(Said(intent=intent), session=reply.session)
        assert reply.session.turn.asks == [name]
        assert reply.session.turn.level is None


@pytest.mark.parametrize("about", COMPOUND)
def test_a_compound_question_is_asked_in_plainer_words_before_it_is_asked_in_parts(about):
    covers = list(CONTENT.questions[about].covers)
    first = after(MISSED, session=asked_about(*covers, about=about))
    second = after(MISSED, session=first.session)

    assert (first.session.turn.about, first.session.turn.asks) == (about, covers)
    assert first.ask == CONTENT.questions[about].plain.format_map(CONTENT.locale("en-US").words)
    assert second.session.turn.asks == covers[:1]
    assert not set(covers) & first.session.answers.keys()


@pytest.mark.parametrize("about", COMPOUND)
def test_after_two_misses_and_a_clear_no_the_rest_is_one_question(about):
    covers = list(CONTENT.questions[about].covers)
    session = asked_about(*covers, about=about)
    missed = after(MISSED, MISSED, session=session)
    rest = after(NO, session=missed.session)

    assert missed.session.turn.asks == covers[:1]
    assert rest.session.turn.about == about
    assert rest.session.turn.asks == covers[1:]


@pytest.mark.parametrize("about", COMPOUND)
def test_not_sure_is_still_asked_part_by_part(about):
    covers = list(CONTENT.questions[about].covers)
    session = asked_about(*covers, about=about)
    reply = after(NOT_SURE, session=session)
    for name in covers:
        assert reply.session.turn.asks == [name]
        reply = after(NO, session=reply.session)


def test_whoever_is_not_understood_once_answers_no_more_questions_and_twice_one_more():
    usual = after(COMPLAINT, NO, NO)
    missed = after(COMPLAINT, MISSED, NO, NO)
    missed_twice = after(COMPLAINT, MISSED, MISSED, NO, NO, NO)

    assert missed_twice.session.turn.asks == usual.session.turn.asks

    assert missed.session.turn.asks == usual.session.turn.asks


def test_asking_back_twice_makes_a_compound_question_simpler():
    session = asked_about(*CONTENT.questions["toilet"].covers, about="toilet")
    reply = after(Said(intent="AskCauses"), Said(intent="AskCauses"), session=session)

    assert reply.session.turn.asks == ["saddle_numb"]


def test_the_same_question_is_not_asked_in_the_same_words_after_something_else_was_told():
    session = asked_about(*CONTENT.questions["toilet"].covers, about="toilet")
    session = after(MISSED, MISSED, session=session).session
    reply = after(Said(intent="DescribeSymptom", findings={"recent_exercise": "yes"}), session=session)

    assert reply.session.turn.asks == ["saddle_numb"]
    assert reply.ask == CONTENT.findings["saddle_numb"].plain


def test_a_question_that_only_refines_the_advice_is_asked_once_more_and_then_left():
    reply = after(MISSED, MISSED, session=asked_about("lasting_weeks"))

    assert reply.session.answers["lasting_weeks"] == "unknown"
    assert Ask(("lasting_weeks",)).covers != tuple(reply.session.turn.asks)
