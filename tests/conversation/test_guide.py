"""A hold that may not begin is answered with a question or a kind word; the place decides which one comes first."""

from typing import get_args

import pytest

from skill.content.loader import load
from skill.content.models import Answer, Where
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.guide import fitting, guide
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Session

CONTENT = load()
FIGURE_FOUR = Hold("seated_figure_four", "left", 30.0)
FINE: dict[str, Answer] = {
    name: "no" for it in CONTENT.questions.values() if it.stage == "screen" for name in it.covers
}


def guided(session: Session) -> Reply:
    return guide(Composer.begin(Said(intent="Yes"), session, CONTENT), FIGURE_FOUR, "")


def test_a_hold_begins_once_everything_is_answered() -> None:
    assert guided(Session(answers={**FINE})).guide == FIGURE_FOUR


def test_before_the_screen_its_question_is_asked_instead() -> None:
    reply = guided(Session())

    assert reply.guide is None
    assert "leg_weakness" in reply.session.turn.asks


def test_for_another_stretch_than_the_one_gone_on_with_what_chooses_a_stretch_is_asked() -> None:
    reply = guided(Session(rescreened="piriformis"))

    assert reply.session.turn.asks == ["pregnant", "recent_surgery", "hip_replacement"]
    assert reply.session.guiding is None


def test_whether_an_artificial_hip_has_healed_is_asked_first() -> None:
    reply = guided(Session(answers={**FINE, "hip_replacement": "yes"}))

    assert reply.session.turn.asks == ["hip_cleared"]
    assert reply.guide is None


def test_an_artificial_hip_that_may_move_freely_is_stretched() -> None:
    assert guided(Session(answers={**FINE, "hip_replacement": "yes", "hip_cleared": "yes"})).guide


@pytest.mark.parametrize("against", ["sudden_pop", "hip_replacement"])
@pytest.mark.parametrize("cleared", ["no", "unknown"])
def test_what_the_answers_rule_out_is_declined_kindly(against: str, cleared: Answer) -> None:
    reply = guided(Session(answers={**FINE, against: "yes", "hip_cleared": cleared}))

    assert reply.guide is None
    assert reply.say.startswith("A stretch isn't right for this one.")


@pytest.mark.parametrize(("flag", "level"), [("saddle_numb", "emergency"), ("fever_chills", "urgent")])
def test_a_red_flag_gets_its_care_instead(flag: str, level: str) -> None:
    reply = guided(Session(answers={**FINE, flag: "yes"}))

    assert reply.guide is None
    assert reply.session.turn.level == level


@pytest.mark.parametrize("where", get_args(Where))
def test_wherever_somebody_is_the_first_two_stretches_can_be_done_there(where: Where) -> None:
    best = fitting(Session(answers={**FINE}, where=where), CONTENT)

    assert all(where in CONTENT.stretches[name].at for name in best[:2])


@pytest.mark.parametrize(
    ("where", "first"),
    [
        ("bed", "supine_figure_four"),
        ("floor", "supine_figure_four"),
        ("chair", "seated_figure_four"),
        ("car", "seated_knee_hug"),
        ("standing", "standing_figure_four"),
    ],
)
def test_the_first_stretch_is_the_one_that_suits_the_place_best(where: Where, first: str) -> None:
    assert fitting(Session(answers={**FINE}, where=where), CONTENT)[0] == first


@pytest.mark.parametrize("where", ["standing", "car"])
def test_nobody_stands_on_one_leg_or_hugs_a_knee_while_pregnant(where: Where) -> None:
    best = fitting(Session(answers={**FINE, "pregnant": "yes"}, where=where), CONTENT)

    assert best[0] == "seated_figure_four"


def test_in_a_car_the_first_words_are_to_park() -> None:
    told = [it.at["car"] for it in CONTENT.stretches.values() if "car" in it.at]

    assert told
    assert all(words.startswith("Park first") for words in told)
