"""Replies that leave out what the question is about: "it's gone cold", of a leg."""

import pytest

from skill.understanding.hearing import hear

LEGS = ("leg_weakness", "cold_pale_leg", "leg_swelling_one", "both_legs")
TOILET = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
SICK = ("chest_pain_breathless", "faint_collapse", "fever_chills", "confused_very_unwell", "severe_belly_pain")


@pytest.mark.parametrize(
    ("asks", "reply", "finding"),
    [
        (LEGS, "it's gone cold", "cold_pale_leg"),
        (LEGS, "like a block of ice", "cold_pale_leg"),
        (LEGS, "it keeps buckling", "leg_weakness"),
        (LEGS, "it's double the size", "leg_swelling_one"),
        (TOILET, "it just runs out", "bladder_control_loss"),
        (SICK, "tight, like a band", "chest_pain_breathless"),
        (LEGS, "no it just flops", "leg_weakness"),
        (TOILET, "no, it stops and starts", "cannot_pee"),
        (SICK, "no, just tight", "chest_pain_breathless"),
    ],
)
def test_what_is_left_out_is_asked_about_by_itself(asks: tuple[str, ...], reply: str, finding: str) -> None:
    heard = hear(reply, asks=asks)
    assert finding in heard.suspected
    assert not heard.red_flags


@pytest.mark.parametrize(
    ("asked", "reply"),
    [("cold_pale_leg", "it's freezing"), ("dark_urine", "black as guinness"), ("leg_swelling_one", "big as a ham")],
)
def test_of_one_thing_that_was_asked_about_it_is_a_yes(asked: str, reply: str) -> None:
    assert hear(reply, asks=(asked,)).answer == "yes"


@pytest.mark.parametrize(
    "reply",
    [
        "purple elephant dishwasher",
        "no, it's not cold",
        "nothing like that",
        "how cold is cold",
        "what do you mean cold",
        "it just let go",
        "ow ow ow",
        "it's not cold at all",
        "just stretch me",
        "it's the muscle",
        "it really hurts",
    ],
)
@pytest.mark.parametrize("asks", [LEGS, TOILET, SICK])
def test_other_replies_raise_no_suspicion(asks: tuple[str, ...], reply: str) -> None:
    heard = hear(reply, asks=asks)
    assert not heard.suspected
    assert not heard.red_flags
