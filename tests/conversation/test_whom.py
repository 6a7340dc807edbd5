"""The coaching fits whom it is for: somebody else, a child, an old person, a pregnant one."""

import pytest
from hypothesis import given, settings

from skill.content.loader import load
from skill.content.models import Answer
from skill.conversation.events import Event, Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session, Turn
from skill.conversation.triage import counts
from skill.understanding.hearing import hear
from tests.conversation import walks
from tests.conversation.people import after

CONTENT = load()
YES, NO, UNSURE = Said(intent="Yes"), Said(intent="No"), Said(intent="NotSure")
CRAMP, CHILD = Said(intent="StopCramp"), Said(intent="Child")
THEIRS = Said(intent="DescribeSymptom", findings={"painful_cramp": "yes"}, of="other")


def aged(years: int) -> Said:
    return Said(intent="DescribeSymptom", slots={"age": str(years)})


def screened(*events: Event) -> Reply:
    """Return the first reply after these events that asks nothing about the body, all of which is answered with no."""
    reply = after(*events)
    while reply.session.turn.awaiting == "finding":
        reply = respond(NO, reply.session, CONTENT)
    return reply


def test_a_child_is_asked_for_a_grown_up_and_guided_beside_one() -> None:
    asked = after(CHILD)

    assert asked.session.turn.awaiting == "for_whom"
    assert "grown-up" in asked.say
    assert screened(CHILD, YES, CRAMP).guide is not None
    assert after(CHILD, YES).session.for_other


@pytest.mark.parametrize("answer", [NO, UNSURE])
def test_a_child_alone_gets_no_stretch(answer: Said) -> None:
    reply = after(CHILD, answer)

    assert not reply.open
    assert reply.guide is None
    assert "Tell a grown-up" in reply.say


def test_a_grown_up_taken_for_a_child_gets_an_apology_and_the_question_again() -> None:
    asked = after(CRAMP, NO, CHILD)
    reply = respond(aged(82), asked.session, CONTENT)

    assert "took you for a child" in reply.say
    assert reply.session.turn.awaiting == "finding"
    assert not reply.session.for_other
    assert screened(CRAMP, CHILD, aged(40)).guide is not None


def test_a_child_that_tells_its_age_again_still_needs_a_grown_up() -> None:
    assert after(CRAMP, CHILD, aged(10)).session.turn.awaiting == "for_whom"


def test_a_child_that_goes_on_wishing_is_asked_three_times_at_most() -> None:
    wish = Said(intent="StartStretch")

    assert after(CHILD, wish, wish).session.turn.awaiting == "for_whom"
    assert not after(CHILD, wish, wish, wish).open


def test_a_warning_sign_of_a_child_comes_first() -> None:
    reply = after(CHILD, Said(intent="ReportRedFlag", findings={"saddle_numb": "yes"}))

    assert reply.session.turn.level == "emergency"


def test_a_child_by_its_age_in_the_middle_of_the_questions_is_heard() -> None:
    assert after(CRAMP, NO, aged(9)).session.turn.awaiting == "for_whom"
    assert after(CRAMP, NO, aged(16)).session.turn.awaiting == "finding"


@settings(deadline=None)  # A busy machine makes no promise of a time.
@given(walks.steps())
def test_no_walk_guides_a_child_alone_or_a_pregnant_person_without_her_warning_signs(steps: list[walks.Step]) -> None:
    for turn in walks.walked(steps):
        if turn.reply.guide:
            session = turn.reply.session
            assert not session.child_alone
            assert not counts("pregnant", session.answers, CONTENT) or "pregnancy_warning" in session.answers


@pytest.mark.parametrize("told", [aged(65), Said(intent="DescribeSymptom", findings={"thin_bones": "yes"})])
def test_an_old_or_thin_boned_person_is_asked_about_any_fall_and_a_small_one_is_urgent(told: Said) -> None:
    asked = after(told, CRAMP)

    assert asked.session.turn.asks == ["fall_or_injury"]
    assert after(told, CRAMP, YES).session.turn.level == "urgent"
    assert screened(told, CRAMP).guide is not None


def test_a_small_fall_of_a_younger_person_is_not_urgent() -> None:
    fell = Said(intent="DescribeSymptom", findings={"fall_or_injury": "yes"})

    assert after(aged(40), CRAMP, fell).session.turn.level is None
    assert after(fell, aged(80)).session.turn.level == "urgent"


def test_who_had_no_fall_is_not_asked_about_a_bad_one() -> None:
    assert after(aged(70), CRAMP, NO).session.answers["major_trauma"] == "no"


@pytest.mark.parametrize("answer", [YES, UNSURE])
def test_a_pregnancy_or_a_doubt_about_one_leads_to_its_warning_signs(answer: Said) -> None:
    session = Session(answers={"painful_cramp": "yes", "pregnant": "yes" if answer.intent == "Yes" else "unknown"})

    assert respond(CRAMP, session, CONTENT).session.turn.asks == ["pregnancy_warning"]


def test_a_pregnant_person_is_guided_on_a_chair_and_gently() -> None:
    reply = screened(Said(intent="DescribeSymptom", findings={"pregnant": "yes", "painful_cramp": "yes"}))

    assert reply.guide is not None
    assert CONTENT.stretches[reply.guide.stretch].posture == "sitting"
    assert "only a little way" in reply.say


def test_for_somebody_else_the_stretch_is_told_on_once_and_the_ending_is_for_them() -> None:
    guided = screened(THEIRS)
    ended = respond(Said(intent="Stop"), guided.session, CONTENT)

    assert guided.say.count("Tell them:") == 1
    assert "at once for numb private parts" in ended.say


def test_for_oneself_nothing_is_said_of_others() -> None:
    guided = screened(CRAMP)
    ended = respond(Said(intent="Stop"), guided.session, CONTENT)

    assert "them" not in f"{guided.say} {ended.say}".split()


@pytest.mark.parametrize("name", [name for name in CONTENT.lines if name.endswith("_for_them")])
def test_every_line_for_somebody_else_stands_in_for_one_with_the_same_blanks(name: str) -> None:
    blanks, own = CONTENT.lines[name].count("{"), CONTENT.lines[name.removesuffix("_for_them")].count("{")

    assert blanks == own


def test_after_a_bare_yes_to_the_parts_that_are_left_they_are_asked_for_in_other_words() -> None:
    old = after(aged(70), CRAMP, NO, NO, NO, NO)

    first, second = old.ask, respond(YES, old.session, CONTENT).ask

    assert first.startswith("Is there trouble standing")
    assert second.startswith("Which one: trouble standing")


@pytest.mark.parametrize("told", [{"sex_male": "yes"}, {}])
def test_a_man_or_somebody_old_is_never_taken_for_pregnant(told):
    slots = {} if told else {"age": "81"}
    findings = {"painful_cramp": "yes", "pregnancy_warning": "yes", **told}
    reply = after(Said(intent="ReportRedFlag", findings=findings, slots=slots, now=1000.0))

    assert reply.session.answers.get("pregnancy_warning") != "yes"
    assert reply.session.level is None


def test_a_man_who_says_that_he_is_pregnant_is_believed():
    findings = {"painful_cramp": "yes", "sex_male": "yes", "pregnant": "yes"}
    told = Said(intent="StopCramp", findings=findings, now=1000.0)
    warned = Said(intent="ReportRedFlag", findings={"pregnancy_warning": "yes"}, now=1000.0)

    assert after(told, warned).session.level == "emergency"


GENTLEMAN = (
    "I'm not expecting, I'm a man",
    "a pregnancy! no, I'm a gentleman of seventy-eight. no",
    "pregnant, me? I'm a fella",
    "no, I'm a chap of fifty",
)


@pytest.mark.parametrize("said", GENTLEMAN)
@pytest.mark.parametrize("before", [{}, {"pregnant": "yes"}])
def test_a_man_is_asked_and_told_nothing_of_a_pregnancy(said: str, before: dict[str, Answer]) -> None:
    hurt = tuple(CONTENT.questions["hurt"].covers)
    asked = Turn(
        awaiting="finding", asks=["pregnancy_warning"] if before else list(hurt), about="" if before else "hurt"
    )
    heard = hear(said, asks=asked.asks)
    told = Said(
        intent=heard.intent, slots=dict(heard.slots), findings=dict(heard.findings), answer=heard.answer, now=1000.0
    )
    if before and heard.findings.get("pregnant") != "no":
        return  # "Me?" alone takes nothing back.
    reply = respond(told, Session(answers={"painful_cramp": "yes", **before}, turn=asked), CONTENT)

    assert reply.session.answers["pregnant"] == "no"
    assert "pregnancy_warning" not in reply.session.turn.asks


@pytest.mark.parametrize(
    "said", ["it's my knee that's new, dear, not my hip", "I never said hip, it's the knee", "not my hip, my knee"]
)
def test_a_new_knee_taken_for_a_hip_is_taken_back(said: str) -> None:
    asked = Turn(awaiting="finding", asks=["hip_cleared"])
    told = Said(intent="Fallback", findings=dict(hear(said, asks=asked.asks).findings), now=1000.0)
    reply = respond(told, Session(answers={"painful_cramp": "yes", "hip_replacement": "yes"}, turn=asked), CONTENT)

    assert reply.say.startswith(CONTENT.lines["taken_back"])
    assert reply.session.answers["hip_replacement"] == "no"
    assert reply.session.turn.asks != ["hip_cleared"]


@pytest.mark.parametrize(
    ("said", "heard"),
    [("no, but I've a new knee", None), ("a new hip and a new knee", "yes"), ("my hip is new", "yes")],
)
def test_a_new_knee_is_no_new_hip(said: str, heard: str | None) -> None:
    assert hear(said, asks=tuple(CONTENT.questions["hurt"].covers)).findings.get("hip_replacement") == heard
