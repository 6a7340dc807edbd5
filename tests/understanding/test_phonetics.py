import pytest

from skill.understanding import phonetics
from skill.understanding.intents import FALLBACK


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("can sell that", "cancel that"),
        ("start offer", "start over"),
        ("glue bridges", "clue bridges"),
        ("i be pro fen", "ibuprofen"),
        ("nee", "knee"),
    ],
)
def test_what_sounds_the_same_has_the_same_consonants(heard, meant):
    assert phonetics.of(heard.split()) == phonetics.of(meant.split())


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("can sell that", "Cancel"),
        ("paws it", "Pause"),
        ("start offer", "StartOver"),
        ("steel cramping", "DidNotHelp"),
        ("does eye be pro fen help", "AskRelief"),
        ("seeted figure for", "StartStretch"),
    ],
)
def test_a_phrase_spelled_as_it_sounds_is_still_heard(listener, said, intent):
    assert listener.hear(said).intent == intent


@pytest.mark.parametrize("said", ["who is the pope", "give me a riddle"])
def test_the_same_consonants_alone_are_not_enough(listener, said):
    assert listener.hear(said).intent == FALLBACK
