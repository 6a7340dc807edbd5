"""Rows of wordings: each field demands what it says, and every list of a file is named."""

import re

import pytest

from skill.understanding import phrases, wordings
from skill.understanding.files import FOLDER
from skill.understanding.normalise import words

FILES = ("replies", "asides", "help", "relevance", "leanings")


AWAITED = frozenset("nothing finding kind posture side ready did_help offer again since for_whom".split())
FACTS = frozenset(
    """
    found told new answered
    lacking sided timed clocked limited asks tells inquires bids ours over worse Remedy Condition Stretch
    """.split()
)
"""What code gives to rows beside what is awaited and the intent so far."""
INTENTS = phrases.load("en-US").intents.keys() | {"Fallback"}
ROWS = [(group, row) for group, rows in wordings.GROUPS.items() for row in rows]


def meant(group, text, *facts):
    row = wordings.first(group, words(text), facts)
    return row and row.intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cramp, not twitch", "StopCramp"),
        ("a twitch", "TwitchHelp"),
        ("it is neither of the two, a twitch", None),
    ],
)
def test_what_is_said_stands_beside_the_words_that_are_demanded(text, intent):
    assert meant("short replies", text, "kind") == intent


def test_a_row_counts_only_while_the_coach_waits_for_it():
    assert meant("short replies", "a twitch", "did_help") is None


def test_only_certain_words_stand_around_what_is_said():
    assert meant("wishes", "ok it went away already", "nothing") == "DidHelp"
    assert meant("wishes", "the numb feeling went away", "nothing") is None


def test_only_certain_words_follow_what_closes_a_text():
    assert meant("wishes", "yes I heard, goodbye") == "Stop"
    assert meant("wishes", "goodbye and my foot is numb") is None
    assert meant("wishes", "I said goodbye") is None


def test_what_must_not_be_so_hides_a_row():
    assert meant("wishes", "it went away", "finding") == "DidHelp"
    assert meant("wishes", "it went away", "finding", "lacking") is None


def test_what_is_ignored_counts_for_nothing():
    assert meant("of the stretch", "can't you do one in a seat", "did_help") == "GivePosture"
    assert meant("of the stretch", "I can't do one in a seat", "did_help") is None


def test_a_row_may_name_people():
    assert wordings.slots("help", words("wake my wife"), {"again"}) == {"help": "fetching"}
    assert wordings.slots("help", words("wake my foot"), {"again"}) == {}


def test_the_first_row_that_has_a_slot_fills_it():
    assert wordings.slots("help", words("can I take my spray until they come"), {"again"}) == {"help": "medicine"}


@pytest.mark.parametrize("file", FILES)
def test_every_list_of_rows_is_named(file):
    text = (FOLDER / "en" / f"{file}.yaml").read_text(encoding="utf-8")
    lists = set(re.findall(r"^  (\w+):", text.partition("\nwords:\n")[2].partition("\n\n#")[0], re.MULTILINE))

    assert lists
    assert {name for name in lists if f"<{name}>" not in text} == set()


@pytest.mark.parametrize(("group", "row"), ROWS, ids=[f"{group} {at}" for at, (group, _) in enumerate(ROWS)])
def test_every_row_names_intents_and_moments_that_there_are(group, row):
    assert not row.intent or row.intent in INTENTS
    assert row.awaiting <= AWAITED
    assert row.given <= INTENTS | FACTS
    assert row.unless <= INTENTS | FACTS | AWAITED


def test_every_phrase_is_spelled_as_the_words_of_a_text_are():
    spelled = {
        phrase: " ".join(words(phrase))
        for rows in wordings.GROUPS.values()
        for row in rows
        for phrase in row.says | row.within | row.without | row.ignoring
    }
    assert [phrase for phrase, said in spelled.items() if phrase != said] == []
