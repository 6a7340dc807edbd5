"""Suspected red flags: the coach asks first, counts a yes or "not sure", and goes on after a no."""

import msgspec
import pytest

from skill.content.loader import load
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.conversation.suspicions import MOST
from skill.conversation.triage import is_red_flag
from tests.conversation.states import reachable

CONTENT = load()
FLAGS = sorted(name for name in CONTENT.findings if is_red_flag(name, CONTENT))
STATES = [state for state in reachable(CONTENT, 400) if not state.child_alone and state.level in {None, "selfcare"}]
NOW = 1000.0


def say(session: Session, intent: str = "Fallback", **more) -> Reply:
    return respond(Said(intent=intent, now=NOW, **more), session, CONTENT)


def plain(reply: Reply) -> dict[str, object]:
    """A reply without what counts the questions asked."""
    told = msgspec.to_builtins(reply)
    for name in ("suspicions", "answers", "changed", "misses", "began", "introduced"):
        told["session"].pop(name, None)
    return told


@pytest.fixture(params=range(0, len(STATES), 7))
def state(request) -> Session:
    return STATES[request.param]


def test_a_suspicion_is_asked_about_in_every_state(state):
    reply = say(state, suspected={"rectal_bleeding": "yes"})

    assert reply.session.turn.asks == ["rectal_bleeding"]
    assert reply.open
    assert reply.guide is None
    assert reply.say in {"Let me check one thing.", "Okay. Let me check one thing first."}


@pytest.mark.parametrize("answer", ["Yes", "NotSure"])
def test_yes_and_not_sure_count(state, answer):
    asked = say(state, suspected={"rectal_bleeding": "unknown"})
    reply = say(asked.session, answer)

    assert reply.session.level == CONTENT.findings["rectal_bleeding"].level
    assert reply.guide is None


@pytest.mark.parametrize(
    "intent", ["Yes", "No", "StopCramp", "StartStretch", "DidHelp", "AskCauses", "GiveSide", "Repeat"]
)
def test_after_a_no_everything_goes_on_as_if_nothing_had_been_asked(state, intent):
    usual = say(state, intent)
    asked = say(state, intent, suspected={"rash_blisters": "unknown"})
    reply = say(asked.session, "No")

    assert reply.session.answers.get("rash_blisters") == "no"
    assert reply.session.deferred is None
    if intent == "StopCramp" and not state.began:  # The pain was eased before the first question.
        assert reply.session.turn.asks == usual.session.turn.asks
    else:
        assert plain(reply) == plain(usual)


def test_who_is_in_pain_is_eased_before_any_question():
    reply = say(Session(), "StopCramp", findings={"side_left": "yes"}, suspected={"night_pain": "unknown"})

    assert reply.session.turn.asks == ["night_pain"]
    assert reply.say == "Left side. Take the weight off, breathe out slowly. I'm no doctor. One quick check:"
    assert say(reply.session, "No").say == ""


@pytest.mark.parametrize("intent", ["Fallback", "DescribeSymptom", "ReportRedFlag"])
def test_after_a_no_the_open_question_is_asked_again_if_nothing_else_was_said(intent):
    session = say(Session(), "StopCramp").session
    asked = say(session, intent, suspected={"rash_blisters": "unknown"})
    reply = say(asked.session, "No")

    assert reply.say == "Thanks."
    assert reply.session.turn.asks == session.turn.asks


def test_a_session_with_a_waiting_utterance_survives_json(state):
    session = say(state, suspected={"rash_blisters": "yes"}).session

    assert msgspec.json.decode(msgspec.json.encode(session), type=Session) == session


def test_two_questions_a_session_and_what_a_pattern_found_still_counts():
    session = say(Session(), "StopCramp").session
    for name in ("rash_blisters", "weight_loss"):
        asked = say(session, suspected={name: "unknown"})
        assert asked.session.turn.asks == [name]
        session = say(asked.session, "No").session

    assert session.suspicions == MOST
    assert say(session, suspected={"saddle_numb": "unknown"}).session.turn.level is None
    assert say(session, suspected={"saddle_numb": "yes"}).session.turn.level == "emergency"


def test_a_child_alone_is_asked_nothing_and_a_pattern_still_counts():
    session = Session(child=True)

    assert say(session, suspected={"fever_chills": "unknown"}).session.turn.asks == []
    assert say(session, suspected={"fever_chills": "yes"}).session.answers["fever_chills"] == "yes"


def test_what_is_answered_is_not_asked_again():
    session = Session(answers={"fever_chills": "no"})

    assert say(session, suspected={"fever_chills": "unknown"}).session.turn.asks != ["fever_chills"]


def test_a_pattern_reopens_what_was_denied():
    session = Session(answers={"fever_chills": "no"})

    assert say(session, suspected={"fever_chills": "yes"}).session.turn.asks == ["fever_chills"]


def test_two_unsure_signs_are_one_question():
    reply = say(Session(), "StopCramp", suspected={"saddle_numb": "unknown", "cannot_pee": "unknown"})

    assert reply.session.turn.asks == ["saddle_numb", "cannot_pee"]
    assert reply.session.turn.about == "toilet"


@pytest.mark.parametrize("complaint", ["StopCramp", "TwitchHelp", "AskCauses"])
def test_a_bare_yes_to_two_signs_asks_which(complaint):
    asked = say(Session(), complaint, suspected={"saddle_numb": "unknown", "cannot_pee": "unknown"})
    reply = say(asked.session, "Yes")

    assert reply.session.turn.about == "toilet"
    assert reply.session.turn.asks
    assert say(reply.session, "Yes").session.turn.level == "emergency"


def test_what_is_no_answer_leaves_the_question_open_and_then_counts_as_not_sure():
    session = say(Session(), "StopCramp", suspected={"saddle_numb": "yes"}).session
    again = say(session, "GiveSide", slots={"side": "left"})

    assert again.session.turn.asks == ["saddle_numb"]
    plain = say(again.session, "Fallback")
    assert plain.session.turn.level is None
    assert say(plain.session, "Fallback").session.turn.level == "emergency"


def test_whoever_wants_to_stop_may_stop():
    session = say(Session(), "StopCramp", suspected={"rash_blisters": "yes"}).session
    reply = say(session, "Stop")

    assert not reply.open
    assert reply.session.deferred is None


@pytest.mark.parametrize("name", FLAGS)
def test_another_red_flag_comes_first(name):
    session = say(Session(), "StopCramp", suspected={"weight_loss": "yes"}).session
    reply = say(session, "DescribeSymptom", findings={name: "yes"})

    assert reply.session.answers[name] == "yes"
    assert reply.session.turn.level is not None


def test_the_most_urgent_sign_is_asked_first_and_the_next_one_after_it():
    asked = say(Session(), "StopCramp", suspected={"weight_loss": "yes", "saddle_numb": "yes"})
    assert asked.session.turn.asks == ["saddle_numb"]

    reply = say(asked.session, "No")
    assert reply.session.turn.asks == ["weight_loss"]
