"""Who can't do a stretch gets another movement, and a last help without any where no stretch is left."""

from typing import get_args

import pytest

from skill.content.loader import load
from skill.content.models import Need
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Posture, Session
from tests.conversation.people import after

CONTENT = load()
CRAMP, NO, YES = Said(intent="StopCramp"), Said(intent="No"), Said(intent="Yes")
SCREENED = (CRAMP, NO, NO, NO, NO)
CANT = Said(intent="CantDo")
REST = CONTENT.lines["cant_do_any"]
PARTS = get_args(Need)


def cannot(*limits: str, **findings: str) -> Said:
    return Said(intent="CantDo", slots={"cannot": " ".join(limits)}, findings=findings)


def guided(posture: Posture | None = None) -> Reply:
    return after(*SCREENED, session=Session(posture=posture))


def needs(reply: Reply) -> tuple[str, ...]:
    return CONTENT.stretches[reply.guide.stretch].needs if reply.guide else ()


@pytest.mark.parametrize("posture", get_args(Posture))
@pytest.mark.parametrize("limit", PARTS)
def test_nothing_that_cannot_be_done_is_guided_after(posture: Posture, limit: str) -> None:
    reply = respond(cannot(limit), guided(posture).session, CONTENT)

    assert limit not in needs(reply)
    assert reply.session.turn.awaiting == "did_help"


@pytest.mark.parametrize("posture", get_args(Posture))
def test_an_easier_one_is_never_the_same_movement(posture: Posture) -> None:
    first = guided(posture)
    second = respond(CANT, first.session, CONTENT)

    assert needs(second)[:1] != needs(first)[:1]


def test_where_nothing_can_be_done_rest_and_warmth_are_left() -> None:
    rest = respond(cannot(*PARTS), guided().session, CONTENT)
    after_it = rest
    while after_it.open:
        after_it = respond(NO, after_it.session, CONTENT)

    assert rest.say == REST
    assert rest.guide is None
    assert "walk a few slow steps" in after_it.say
    assert CONTENT.lines["warm"] in after_it.say


def test_a_hip_that_forbids_to_cross_is_no_longer_cleared() -> None:
    session = Session(answers={"hip_replacement": "yes", "hip_cleared": "yes"})
    first = after(*SCREENED, session=session)
    while first.session.turn.awaiting == "finding":
        first = respond(NO, first.session, CONTENT)
    reply = respond(cannot("cross"), first.session, CONTENT)

    assert first.guide is not None
    assert reply.guide is None
    assert reply.session.answers["hip_cleared"] == "no"


@pytest.mark.parametrize("sign", ["leg_weakness", "cannot_bear_weight"])
def test_a_suspicion_is_explained_by_what_the_stretch_demands_and_asked_about_otherwise(sign: str) -> None:
    said = Said(intent="CantDo", slots={"cannot": "ankle"}, suspected={sign: "yes"})
    explained = respond(said, guided("sitting").session, CONTENT)
    hugging = respond(CANT, guided("sitting").session, CONTENT)

    assert explained.session.turn.awaiting == "did_help"
    leg = Said(intent="CantDo", slots={"cannot": "leg"}, suspected={sign: "yes"})
    assert respond(leg, guided("sitting").session, CONTENT).session.turn.asks == [sign]
    assert respond(said, hugging.session, CONTENT).session.turn.asks == [sign]


def test_a_taxi_is_told_where_a_chair_was_meant() -> None:
    reply = respond(Said(intent="Fallback", slots={"where": "car"}), guided().session, CONTENT)

    assert reply.guide is not None
    assert reply.guide.stretch == "seated_knee_hug"
    assert reply.guide.where == "car"


def test_the_thigh_and_the_floor_move_the_stretch_and_a_tingling_stops_it() -> None:
    told = {"spreads_down_leg": "yes"}
    floor = Said(intent="DescribeSymptom", slots={"where": "floor"}, findings=told)
    numb = Said(intent="DescribeSymptom", slots={"where": "floor"}, findings={**told, "tingling": "yes"})

    assert respond(floor, guided().session, CONTENT).guide is not None
    assert respond(numb, guided().session, CONTENT).guide is None
    assert respond(Said(intent="DescribeSymptom", findings=told), guided().session, CONTENT).guide is None


def test_something_sitting_down_is_another_sitting_one() -> None:
    wish = Said(intent="GivePosture", slots={"posture": "sitting", "wished": "yes"})
    first = guided("sitting")
    second = respond(wish, first.session, CONTENT)

    assert second.guide is not None
    assert first.guide is not None
    assert second.guide.stretch != first.guide.stretch
    assert CONTENT.stretches[second.guide.stretch].posture == "sitting"


def test_in_a_car_nothing_is_guided_that_needs_a_bed_or_the_feet() -> None:
    car = Said(intent="Fallback", slots={"where": "car"})
    reply = respond(car, guided().session, CONTENT)
    no_chair = respond(Said(intent="CantDo", slots={"where": "car", "cannot": "chair"}), reply.session, CONTENT)

    assert no_chair.guide is not None
    assert no_chair.guide.where == "car"
    for _ in range(3):
        reply = respond(CANT, reply.session, CONTENT)
        assert reply.guide is None or reply.guide.where == "car"
    assert reply.say == REST


def test_bad_knees_beside_a_wish_to_lie_lead_to_a_stretch_without_an_ankle_on_the_knee() -> None:
    said = Said(intent="GivePosture", slots={"posture": "lying", "cannot": "knee", "wished": "yes"})
    reply = respond(said, guided("sitting").session, CONTENT)

    assert reply.guide is not None
    assert reply.guide.stretch == "piriformis"
