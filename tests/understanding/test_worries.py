"""What somebody fears is heard beside whatever else they say, and what is told as a fact is no fear."""

import pytest

AFRAID = [
    ("my butt is cramping and i'm scared it's a clot", "blood_clot"),
    ("my glute twitches all day, i'm terrified it's als", "motor_neuron_concern"),
    ("my left cheek aches and i worry it might be cancer", "cancer"),
    ("my buttock has seized up, could this be a tumour", "cancer"),
    ("twitching for days, what if it's motor neurone disease", "motor_neuron_concern"),
    ("it cramps every night and i'm frightened of ending up in a wheelchair", "paralysis"),
    ("sharp pain in my bum, is it a slipped disc or what", "herniated_disc"),
    ("my backside cramps, is it my heart maybe", "heart"),
]
FACTS = [
    "i had a blood clot last year and now my butt cramps",
    "my mother died of cancer",
    "i've got a slipped disc and my glute is cramping",
    "my glute is cramping",
    "i'm scared",
    "i was diagnosed with als in may",
]


@pytest.mark.parametrize(("said", "feared"), AFRAID)
def test_a_fear_is_heard_beside_the_complaint(listener, said, feared):
    heard = listener.hear(said)

    assert feared in (heard.slots.get("worry"), heard.slots.get("condition"))


@pytest.mark.parametrize("said", FACTS)
def test_a_fact_is_no_fear(listener, said):
    assert "worry" not in listener.hear(said).slots


@pytest.mark.parametrize(
    "said", ["i think i'm having a stroke", "could this be a heart attack", "am i having a stroke"]
)
def test_what_may_be_happening_now_stays_an_emergency(listener, said):
    assert listener.hear(said).intent == "Emergency"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("my calf just locked up on me", "calf"),
        ("my hamstring has pulled on me", "hamstring"),
        ("tailbone's killing me", "tailbone"),
    ],
)
def test_a_muscle_next_door_is_told_from_what_is_not_understood(listener, said, place):
    assert listener.hear(said).slots.get("subject") == place


@pytest.mark.parametrize("said", ["my hand is cramping", "play the last song", "my cat's calf is sore"])
def test_no_place_is_guessed_at(listener, said):
    assert "subject" not in listener.hear(said).slots
