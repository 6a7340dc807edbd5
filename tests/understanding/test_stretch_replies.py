"""What somebody can't do in a stretch is heard, and a sign of the body beside it is not lost."""

import pytest

LIMITS = {
    "I can't get my ankle up there, not with my knees": "ankle knee",
    "it's the same again, I can't lift that ankle": "ankle",
    "have you one without the ankle": "ankle",
    "I could never get my foot up there": "ankle leg",
    "my leg won't go that high": "ankle",
    "I'm afraid I can't quite reach my knee, have you something easier": "reach",
    "it's my reaching that's the trouble dear": "reach",
    "I'm too stiff to reach": "reach",
    "is there one that's easier on the knees, mine are bad": "knee",
    "I'm not standing on one leg at my age": "balance",
    "my balance is bad": "balance",
    "I mustn't cross my legs": "cross",
    "the surgeon told me never to cross them": "cross",
    "I'm not supposed to cross my legs": "cross",
    "there's no chair here": "chair",
}
SIGNS = {
    "I can't lift my foot": "leg_weakness",
    "suddenly I can't lift my foot up": "leg_weakness",
    "I can't move my ankle": "leg_weakness",
    "I can't do it, my leg has gone weak": "leg_weakness",
    "I can't stand on that leg": "cannot_bear_weight",
    "I can't, my chest hurts": "chest_pain_breathless",
    "I can't reach, I feel faint": "faint_collapse",
}


@pytest.mark.parametrize(("said", "limits"), LIMITS.items())
def test_what_cannot_be_done_is_heard(listener, said, limits):
    heard = listener.hear(said, awaiting="did_help")

    assert (heard.intent, heard.slots.get("cannot")) == ("CantDo", limits)


@pytest.mark.parametrize(
    "said", ["something easier please", "have you anything gentler", "my hip won't let me do that"]
)
def test_an_easier_one_is_asked_for(listener, said):
    assert listener.hear(said, awaiting="did_help").intent == "CantDo"


@pytest.mark.parametrize(
    ("said", "posture"),
    [
        ("bollocks to this give me something sitting down", "sitting"),
        ("can't you do one in a seat", "sitting"),
        ("have you a different one for lying down", "lying"),
        ("something sitting please", "sitting"),
    ],
)
def test_another_posture_is_asked_for(listener, said, posture):
    heard = listener.hear(said, awaiting="did_help")

    assert (heard.intent, heard.slots.get("posture")) == ("GivePosture", posture)


@pytest.mark.parametrize(("said", "sign"), SIGNS.items())
def test_a_warning_sign_in_like_words_is_still_heard(listener, said, sign):
    heard = listener.hear(said, awaiting="did_help")

    assert sign in heard.red_flags
    assert "cannot" not in heard.slots


@pytest.mark.parametrize(
    "said", ["no trouble with my knees", "it's easing in the ankle", "I can't feel my ankle", "it's gone"]
)
def test_what_limits_nothing_is_no_limit(listener, said):
    assert "cannot" not in listener.hear(said, awaiting="did_help").slots


@pytest.mark.parametrize(
    "said", ["I'm in a taxi, where am I getting a chair", "I'm in the driver's seat", "I'm in an uber"]
)
def test_a_taxi_is_a_car(listener, said):
    assert listener.hear(said, awaiting="did_help").slots["where"] == "car"
