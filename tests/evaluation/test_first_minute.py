"""Somebody in pain is helped within four questions."""

import pytest

from skill import coach
from skill.settings import Settings
from tests.evaluation.first_minute import OPENINGS, measure
from tests.logs import captured

MOST_QUESTIONS = 4
MOST_WORDS = 75
"""Of the coach, before the first instruction or advice (design.md, voice rules)."""


@pytest.mark.parametrize("name", OPENINGS)
def test_help_comes_within_four_questions(name: str) -> None:
    with captured():
        minute = measure(coach.build(Settings()).device(), OPENINGS[name])
    assert minute.questions <= MOST_QUESTIONS
    assert (minute.to_hold is None) == (name == "a twitch")


@pytest.mark.parametrize("name", ["a cramp", "an ache", "a twitch", "come back"])
def test_a_plain_complaint_is_helped_within_few_words(name: str) -> None:
    with captured():
        assert measure(coach.build(Settings()).device(), OPENINGS[name]).words <= MOST_WORDS
