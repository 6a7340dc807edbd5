"""Replies with a clear "no" in them: asked back, with a cry or a wish around it, or with what works behind it."""

import pytest

from skill.understanding.hearing import hear

LEG, COLD, PEE, NUMB = ("leg_weakness",), ("cold_pale_leg",), ("cannot_pee",), ("saddle_numb",)
LEGS = ("leg_weakness", "cold_pale_leg", "leg_swelling_one", "both_legs")
BELOW = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
CHEST = ("chest_pain_breathless", "faint_collapse", "fever_chills", "confused_very_unwell", "severe_belly_pain")

ASKED_BACK = [
    (BELOW, "numb? no"),
    (NUMB, "numb? nope"),
    (NUMB, "what, numb? no dear"),
    (CHEST, "chest pain? no"),
    (CHEST, "chest pain? nah, I'm grand"),
    (CHEST, "a fever? no never"),
    (LEGS, "swollen? no"),
    (LEG, "my foot? no, not my foot"),
    (LEG, "dragging? no it isn't"),
    (LEG, "pale or cold? no"),
    (BELOW, "am I numb? no"),
    (BELOW, "wet myself? no I have not"),
    (CHEST, "pregnant? me? no"),
    (CHEST, "have I pains in my chest? no"),
]
AROUND_A_CRY = [
    (LEGS, "ugh no"),
    (LEGS, "lol no"),
    (LEGS, "nooo"),
    (LEGS, "NOOOO"),
    (LEGS, "whatever, no"),
    (LEGS, "what? no!"),
    (LEGS, "argh no no, get on with it"),
    (LEGS, "no you dumb box"),
    (LEGS, "no just the stretch"),
    (LEGS, "no, stretch"),
    (LEGS, "hahaha no"),
    (LEGS, "no ow ow please help"),
    (LEGS, "no just tell me the stretch"),
    (LEGS, "no for the last time"),
    (LEGS, "no no no no. next"),
    (LEGS, "no no just my left cheek ahh"),
    (BELOW, "no it's lovely to wipe thanks"),
]
WHAT_WORKS = [
    (LEG, "nothing gives way"),
    (LEG, "nothing's dragging"),
    (LEG, "no, nothing's getting weaker"),
    (LEG, "no nothing gives way, I'm walking about fine, it's just sore since the digging"),
    (LEG, "no, I can walk on it, it's just cramping, please, is it a clot or not"),
    (LEG, "no I said it doesn't drag"),
    (LEG, "no it doesn't drag, it was my uncle who tripped"),
    (PEE, "no, it flows fine, I just go a lot"),
    (COLD, "no, just cold feet like I've always had since I was a girl"),
    (COLD, "no, just cold feet since I was a boy"),
    (LEG, "I'm eighty four, I'm as weak as a kitten, but no, the leg's alright"),
    (LEG, "weak as water I am but no my legs are fine"),
    (LEG, "the leg's alright"),
]
EXPLAINED = [
    (CHEST, "no, well I feel a bit faint when I read about it, but no"),
    (CHEST, "no, I get a bit dizzy if I think about it, but no"),
    (LEG, "No. My daughter says I should have a stick"),
    (LEG, "No, my wife reckons I ought to see a doctor"),
]
LOST = [
    (("cannot_bear_weight",), "walk? no"),
    (PEE, "pee? no"),
    (NUMB, "feeling? no"),
    (NUMB, "numb? no feeling at all"),
    (LEG, "lift it? no"),
    (LEG, "can I lift it? no"),
    (LEG, "weak? no, it's dead"),
    (LEG, "weak? no I can't lift it"),
    (LEG, "my foot? no it won't lift"),
    (COLD, "cold? not just cold, it's white"),
    (COLD, "cold? no, blue"),
    (CHEST, "chest pain? no, but I can't breathe"),
    (LEG, "what no my foot drags"),
    (NUMB, "what no feeling"),
    (("both_legs",), "what, no, ants walking in both legs"),
    (NUMB, "whatever, no feeling"),
    (NUMB, "no it's odd to wipe"),
    (PEE, "no, stop and start"),
    (PEE, "no, it just won't start"),
    (LEG, "ugh no it gives way"),
    (LEG, "no it won't move on"),
    (LEG, "no, help"),
    (LEG, "do I lift it? no"),
    (COLD, "is it warm? no"),
    (PEE, "do I pee? no"),
    (LEG, "no ow it's gone dead"),
    (LEG, "no how can I lift it"),
    (LEG, "no come and look it drags"),
    (LEG, "no I want the stretch but it drags"),
    (CHEST, "no, I feel faint, but no"),
    (CHEST, "no, my chest is tight, I feel faint when I think about it, but no"),
    (CHEST, "no, my chest hurts and I feel faint when I think about it, but no"),
    (CHEST, "no, I pass out when I stand, but no"),
    (CHEST, "no but I feel faint when I read"),
    (LEG, "No. My son thinks I need a stick, it drags"),
    (LEG, "No. My daughter says I should get my leg seen to, it buckles"),
    (LEG, "No, my wife says it flops"),
    (LEG, "my leg won't lift, no no it won't"),
    (LEG, "it just flops, no, no it won't"),
    (LEG, "nothing gives me relief, my foot's numb and gives way"),
    (LEG, "nothing but dragging"),
    (LEG, "nothing stops it dragging"),
    (LEG, "nothing is getting rid of the weakness"),
    (LEG, "no I said it drags"),
    (LEG, "no, I told you, it flops about"),
    (COLD, "no. You asked me that. My toes are blue"),
    (COLD, "no I told you it's white"),
    (PEE, "no, it flows fine, I just have to push"),
    (COLD, "no, just a cold foot since this morning"),
    (COLD, "no, always been like that but now it's white"),
    (COLD, "no, just cold feet like I've always had, worse since Monday"),
    (COLD, "no, it's been like ice ever since the fall"),
    (LEG, "no, it's floppier since I was in hospital"),
    (LEG, "no, it just drags since I was in hospital"),
    (LEG, "I'm as weak as a kitten"),
    (LEG, "weak as a kitten, but no, it drags"),
    (LEG, "weak as a kitten, but no feeling in it"),
    (LEG, "it drags but no, it's alright"),
    (PEE, "no, I just go loads but little comes"),
    (("cannot_bear_weight",), "no make it stop I can't stand"),
]


@pytest.mark.parametrize(("asks", "said"), ASKED_BACK + AROUND_A_CRY + WHAT_WORKS + EXPLAINED)
def test_a_denial_is_a_no_and_no_alarm(asks, said):
    heard = hear(said, asks=asks)

    assert heard.answer == "no"
    assert heard.intent != "Emergency"
    assert not heard.red_flags


@pytest.mark.parametrize(("asks", "said"), LOST)
def test_a_loss_behind_a_no_is_no_denial(asks, said):
    assert hear(said, asks=asks).answer != "no"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("not numb, wiping's normal, peeing fine, pooping fine", BELOW),
        ("no chest pain breathing fine no fever not confused belly and back fine", CHEST),
        (
            "no chest pain not faint breathing's okay no temperature head's clear no pain in the belly or the back",
            CHEST,
        ),
        ("nope not weak not cold not swollen just tight back there", LEGS),
    ],
)
def test_a_denial_reaches_no_praise_behind_it(said, asks):
    heard = hear(said, asks=asks)
    assert heard.red_flags == ()
    assert "yes" not in [heard.findings.get(name) for name in asks]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("i just turned forty one last week", "no"), ("i'm only thirty one", "no"),
        ("seventy two years i have", "yes"), ("sixty four no sixty five just had the birthday", "yes"),
    ],
)  # fmt: skip
def test_a_number_answers_a_question_about_the_age(said, answer):
    assert hear(said, asks=("age_65",)).answer == answer


def test_no_as_a_recogniser_may_write_it_is_a_no():
    assert hear("know nothing has leaked", asks=("bladder_control_loss",)).answer != "yes"
    assert hear("know neither leg", asks=LEGS).answer == "no"


@pytest.mark.parametrize(
    "said",
    [
        "no none of that just tell me what to do with my leg", "no nothing new just the same old cramp",
        "no of course not", "no hurry up you muppet", "no nothing happened i was just at my desk",
    ],
)  # fmt: skip
def test_what_is_denied_once_more_is_a_no_whatever_follows(said):
    assert hear(said, asks=BELOW).answer == "no"


@pytest.mark.parametrize(
    "said", ["no none of those but it's odd when i wipe", "no nothing like that except it dribbles"]
)
def test_a_limit_behind_a_second_denial_counts(said):
    assert hear(said, asks=BELOW).answer == "yes"


@pytest.mark.parametrize("said", ["im parked no legs fine", "im parked up nah legs are fine its the ass"])
def test_a_no_before_praise_of_the_legs_makes_no_sign_of_it(said):
    assert hear(said, asks=LEGS).red_flags == ()


def test_what_a_man_says_of_a_pregnancy_is_no_yes():
    assert hear("lol pregnant im a dude no", asks=("major_trauma", "pregnant")).answer != "yes"


@pytest.mark.parametrize("said", ["dont feel the toilet seat", "its the toilet seat that i dont feel"])
def test_a_toilet_seat_that_is_not_felt_is_a_sign(said):
    heard = hear(said, asks=LEGS)
    assert "saddle_numb" in (*heard.red_flags, *heard.suspected)
