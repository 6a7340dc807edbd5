"""What is told as old and unchanged, as another's, or as over is no alarm; what is new beside it still is."""

import pytest

from skill.understanding.hearing import hear

CHEST = ("chest_pain_breathless",)


@pytest.mark.parametrize(
    "text",
    [
        "ache an ache in me backside ive had a stroke you know twelve years back left arms never been right since",
        "my backside aches i had a heart attack back in ninety eight",
        "i had a stroke in 2011 and now my buttock cramps",
        "i had a mini stroke five years ago my bum cheek is cramping",
        "cramp in my behind and i am a stroke survivor",
        "had a seizure as a kid but now its only my bum cramping",
        "i collapsed in 1998 with a burst ulcer but this is a cramp in my buttock",
        "my backside is cramping ive copd so im always breathless",
        "i do get a bit breathless when i panic but i always have no no chest pain no fever",
        "cramp in my bum and i'm short of breath but that's my asthma same as ever",
        "i had a chest infection at christmas and struggled for air that's all cleared",
        "numb spot beside my privates since the forceps birth in eighty eight",
        "i had shingles back in oh four",
    ],
)
def test_a_cramp_beside_an_old_story_is_no_alarm(text):
    heard = hear(text)

    assert (heard.alarm, heard.red_flags) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "chest well i had a heart attack in two thousand and nine nothing now no",
        "had a heart attack twelve years ago no pain now",
        "ive got the copd ive been breathless for fifteen years no no different tonight",
        "only my usual breathlessness no worse",
        "well ive been short of breath since twenty twelve its no different",
        "breathless yes but thats my emphysema ive had it twenty years",
        "a bit breathless but no more than normal",
    ],
)
def test_an_old_story_in_a_reply_is_asked_about_once_more(text):
    heard = hear(text, asks=CHEST)

    assert (heard.alarm, heard.red_flags, heard.answer) == (None, (), "unknown")


@pytest.mark.parametrize(
    "text",
    [
        "i had a heart attack ten years ago and it feels the same now",
        "i had a heart attack five years ago and my chest hurts now",
        "she had a stroke years ago and now her face is drooping",
        "i had a stroke in 2011 and now my arm is numb again",
        "ive been breathless for fifteen years but tonight its worse",
        "im always breathless but this is different",
        "im short of breath no different lying down",
        "i have had cramps for years and im breathless",
        "i am breathless and i always have cramps",
        "ive copd and i cant breathe",
        "my chest always hurts now",
        "ive had a stroke",
        "i had a stroke two days ago",
        "my chest hurts in ninety five percent of breaths",
    ],
)
def test_what_is_new_beside_an_old_story_is_an_alarm(text):
    assert hear(text).alarm == "emergency"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("no theres no chest pain shes breathing all right shes shouting at me", CHEST),
        ("nope shes breathing fine", CHEST),
        ("no he hasnt any chest pain and he can breathe", CHEST),
        ("no she doesnt drag it she shuffles a bit shes ninety", ("leg_weakness",)),
        ("no he doesnt drag his foot hes just slow on the stairs", ("leg_weakness",)),
        ("ive told you no", ("cannot_pee",)),
        ("i have already told you no", ("leg_swelling_one",)),
        ("for the third time no", ("saddle_numb",)),
        ("ive said no ive told you that twice", ("cold_pale_leg",)),
        ("both legs newly numb no dear", ("both_legs",)),
    ],
)
def test_a_clear_no_is_one(text, asks):
    assert hear(text, asks=asks).answer == "no"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("shes breathing funny", CHEST),
        ("my breathing isnt right", CHEST),
        ("i told you yes", CHEST),
        ("i said no pee comes out", ("cannot_pee",)),
        ("i told you no i cant go", ("cannot_pee",)),
    ],
)
def test_a_sign_beside_the_words_of_a_no_is_a_yes(text, asks):
    assert hear(text, asks=asks).answer == "yes"


@pytest.mark.parametrize("text", ["shes not breathing all right", "im not breathing all right"])
def test_who_does_not_breathe_well_is_not_free_of_it(text):
    assert hear(text, asks=CHEST).findings.get(CHEST[0]) != "no"


def test_an_age_beside_an_old_heart_attack_is_no_alarm():
    assert hear("ache in my right bum, im 84, heart attack in 2009").alarm is None
    assert hear("i fainted last week and again 2 times").alarm == hear("i fainted last week and again").alarm


def test_sore_legs_after_gardening_are_asked_about():
    text = "an ache both my thighs i was doing the garden all day sunday digging the beds over"

    assert (hear(text).red_flags, hear(text).suspected) == ((), ("both_legs",))
    worse = hear("both thighs are burning and numb after digging")
    assert "both_legs" in (*worse.red_flags, *worse.suspected)


def test_a_cancer_that_was_over_long_ago_is_asked_about_where_it_matters():
    over = hear("she had the breast cancer twenty years since but thats all gone legs are fine", asks=("both_legs",))

    assert (over.red_flags, over.theirs & {"cancer_history"}) == ((), set())
    assert "cancer_history" in hear("i had breast cancer twenty years ago and its come back").red_flags
    assert "cancer_history" in hear("i had breast cancer two years ago all clear now").red_flags
