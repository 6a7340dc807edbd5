"""Quitting in any words stops, and what only sounds like it does not."""

import pytest

from skill.understanding.hearing import content

TOILET = tuple(content().questions["toilet"].covers)
QUITS = (
    "sod this. stop",
    "oh piss off, I did these",
    "forget it. useless thing",
    "screw this, I'm off",
    "I've had it with you",
    "this is useless, I'm hanging up",
    "enough of this nonsense",
    "bugger this for a lark",
)
SLEEPS = ("nah. I'm going to sleep", "no, I'm off to bed", "no thanks, I'll sleep now")
STAYS = (
    "no stop it hurts",
    "make it stop",
    "stop it stop it ow",
    "sod this pain",
    "I can't stop peeing",
    "I have had it",
    "sod it, no",
    "forget it, standing",
    "my leg is going to sleep",
    "it's going to sleep",
    "going to sleep",
)


@pytest.mark.parametrize("said", QUITS)
def test_quitting_between_the_checks_is_heard(listener, said):
    assert listener.hear(said, TOILET).intent == "Stop"


@pytest.mark.parametrize("said", SLEEPS)
def test_who_goes_to_sleep_stops_too(listener, said):
    heard = listener.hear(said, awaiting="offer")

    assert (heard.intent, heard.slots["sleeps"]) == ("Stop", "yes")
    assert "numbness" not in heard.findings


@pytest.mark.parametrize("said", STAYS)
def test_what_only_sounds_like_quitting_stops_nothing(listener, said):
    assert listener.hear(said, TOILET).intent != "Stop"


@pytest.mark.parametrize("said", ["my leg is going to sleep", "my foot's going to sleep", "it keeps going to sleep"])
def test_a_limb_that_goes_to_sleep_is_numb(listener, said):
    assert listener.hear(said).findings["numbness"] == "yes"
