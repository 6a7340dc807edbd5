"""The cards in the Alexa app: the words that are spoken, to be read again."""

import pytest

from skill import coach
from skill.settings import Settings

EMERGENCY = ["i wet myself and i can't feel it when i wipe"]
CAUSES = ["what causes a cramp in the buttock"]
STRETCH = ["my left butt cheek is cramping", *["no"] * 4]
SEEN_SOON = ["my cheek cramps and i've had a fever for two days", "yes", *["no"] * 4]


@pytest.mark.parametrize("countdown", ["apla", "ssml"])
@pytest.mark.parametrize(
    "words", [EMERGENCY, CAUSES, STRETCH, SEEN_SOON], ids=["emergency", "causes", "stretch", "soon"]
)
def test_a_card_holds_the_words_that_are_spoken_without_markup(words, countdown):
    device = coach.build(Settings(countdown=countdown)).device()
    cards = []
    for each in words:
        line = device.say(each)
        card = device.last_exchange[1]["response"].get("card")
        if card:
            cards.append((card["content"], line["say"]))

    assert cards
    assert [card for card, _ in cards] == [said for _, said in cards]


def test_a_question_gets_no_card():
    device = coach.build(Settings()).device()
    device.say("my left butt cheek is cramping")

    assert "card" not in device.last_exchange[1]["response"]
