"""A hundred phrases of the model, said by a local voice and heard by a local ear."""

from collections import Counter

import pytest

from skill.content.loader import load
from skill.understanding import phrases as phrase_files
from skill.understanding.hearing import Listener
from tests.evaluation.acoustic import Heard, chosen, confusions, right, round_trip, samples, word_error
from tests.evaluation.ear import pronounced

COUNT, EVERY = 50, 4
"""Phrases that are said, and every so-manieth sample as a rival of theirs: all would take this test minutes."""


@pytest.fixture(scope="module")
def found():
    return samples(load(), phrase_files.load())


@pytest.mark.requires("flite", "flite")
def test_fifty_spoken_phrases_are_heard_and_understood(found):
    content, phrases = load(), phrase_files.load()

    trips = round_trip("flite", chosen(found, COUNT), found[::EVERY], Listener(content, phrases))

    assert len(trips) == COUNT
    assert word_error(trips) <= 10, confusions(trips).most_common(10)
    assert right(trips).percent >= 93, [trip for trip in trips if trip.got != trip.wanted]


def test_the_phrases_come_evenly_from_all_intents_and_are_the_same_every_time(found):
    said = chosen(found, COUNT)
    counts = Counter(phrase.intent for phrase in said)

    assert said == chosen(found, COUNT)
    assert len(set(said)) == COUNT
    assert counts.keys() == {phrase.intent for phrase in found}
    assert max(counts.values()) - min(counts.values()) <= 1


def test_nearly_every_sample_can_be_heard(found):
    told = phrase_files.load().intents.values()

    assert len(found) >= 0.95 * sum(len(intent.samples) for intent in told)


def test_the_word_error_counts_wrong_missing_and_further_words():
    trips = [
        Heard("my left cheek is cramping", "my lift cheek cramping", "", ""),
        Heard("help me", "help me now", "", ""),
        Heard("cramp", "", "", ""),
    ]

    assert word_error(trips) == 100 * 4 / 8
    assert confusions(trips) == {("left", "lift"): 1, ("is", ""): 1, ("", "now"): 1, ("cramp", ""): 1}


@pytest.mark.parametrize(
    ("word", "sounds"),
    [("glute", "G L UW T"), ("glute's", "G L UW T S"), ("muscle's", "M AH S AH L Z"), ("aiyo", None)],
)
def test_the_ear_knows_its_words_ours_and_what_belongs_to_them(word, sounds):
    assert pronounced(word) == sounds
