"""Everyday talk raises no red flag, and no pattern of a red flag consists of everyday words alone."""

from pathlib import Path

import pytest

from publishing.content import common_words

EVERYDAY = (Path(__file__).parents[1] / "evaluation" / "everyday.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("said", EVERYDAY)
def test_everyday_talk_raises_no_red_flag(listener, said):
    assert listener.hear(said).red_flags == ()


@pytest.mark.parametrize("pattern", ["now ... other one ... too", "it goes & up", "not|never ... keep ... it down"])
def test_a_pattern_of_common_words_is_refused(pattern):
    assert common_words.is_commonplace(pattern)


@pytest.mark.parametrize(
    "pattern", ["my foot ... gone", "need to go ... won't start", "<limb> ... gone", "no ... letup", "not_all_there"]
)
def test_a_part_of_the_body_a_sign_or_a_phrase_carries_a_pattern(pattern):
    assert not common_words.is_commonplace(pattern)


def test_every_red_flag_has_words_of_its_own(content):
    assert list(common_words.problems(content)) == []
