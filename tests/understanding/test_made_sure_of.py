"""A leg that takes no weight: any bad cramp seems to bring it, so it is made sure of if no fall is told."""

import pytest

from skill.understanding.hearing import hear

HURT = ("major_trauma", "cannot_bear_weight", "pregnant", "recent_surgery", "hip_replacement")
ALONE = ("cannot_bear_weight",)


@pytest.mark.parametrize(
    "reply",
    ["can't stand because it hurts", "no fall, I can't stand, it's the cramp", "too sore to stand, yes", "standing"],
)
def test_without_a_fall_it_is_asked_by_itself(reply: str) -> None:
    heard = hear(reply, asks=HURT)
    assert heard.suspected == ALONE
    assert not heard.red_flags


def test_with_a_fall_it_counts_at_once() -> None:
    assert "cannot_bear_weight" in hear("I fell and can't stand on it", asks=HURT).red_flags


@pytest.mark.parametrize("reply", ["yes", "yes, no way", "I can't put any weight on it at all"])
def test_asked_by_itself_a_yes_counts(reply: str) -> None:
    assert hear(reply, asks=ALONE).answer == "yes"


@pytest.mark.parametrize(
    "reply", ["no, I can hold on", "I can if I hold the wall", "no it isn't too sore", "can stand a little"]
)
def test_who_can_stand_somehow_denies_it(reply: str) -> None:
    assert hear(reply, asks=ALONE).answer == "no"


def test_a_yes_beside_i_can_is_asked_once_more() -> None:
    assert hear("yeah holding the wall I can", asks=ALONE).answer == "unknown"
