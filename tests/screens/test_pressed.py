"""Promises of screens and cards on their way: only where they belong, and a press says what the voice would say."""

import re

import pytest

from skill import coach
from skill.settings import Settings

SCREEN = "Alexa.Presentation.APL.RenderDocument"


def device(kind):
    return coach.build(Settings(database_url="memory://")).device(kind=kind)


def response(it):
    return it.last_exchange[1]["response"]


def test_a_device_without_a_screen_gets_none():
    it = device("speaker")

    assert SCREEN not in it.say("open cramp coach")["directives"]


def test_the_words_of_a_turn_travel_beside_its_document():
    it = device("screen")
    line = it.say("open cramp coach")
    screen = next(sent for sent in response(it)["directives"] if sent["type"] == SCREEN)
    data = screen["datasources"]["coach"]

    assert f"{data['lead']} {data['ask']}" == line["say"]
    assert screen["document"]["type"] == "APL"
    assert data["ask"] not in str(screen["document"])


def test_a_conversation_can_be_held_by_touch_alone():
    touched, spoken = device("screen"), device("screen")
    touched.say("open cramp coach")
    spoken.say("open cramp coach")
    words = {"cramp": "cramp", "no": "no", "better": "better", "not_sure": "not sure", "yes": "yes"}
    for name in ["cramp", "no", "no", "no", "no", "better"]:
        by_touch, by_voice = touched.press(name), spoken.say(words[name])
        assert by_touch["say"] == by_voice["say"]
        assert SCREEN in by_touch["directives"]


def test_a_button_that_is_not_ours_is_not_understood_and_asks_again():
    it = device("screen")
    it.say("open cramp coach")
    line = it.press("no-such-button")

    assert line["open"]
    assert line["awaiting"] == "kind"


@pytest.mark.parametrize("words", ["i am numb between my legs", "what causes it", "i have a fever and my back hurts"])
def test_advice_goes_to_the_app_in_the_words_that_are_spoken(words):
    it = device("speaker")
    line = it.say(words)
    card = response(it)["card"]

    assert card["type"] == "Simple"
    assert card["content"] == line["say"]
    assert re.search(r"[<>]", card["content"]) is None


def test_a_plain_question_makes_no_card():
    it = device("speaker")
    it.say("open cramp coach")

    assert response(it).get("card") is None
