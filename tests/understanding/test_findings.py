import pytest


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("my foot drags when i walk", "leg_weakness"),
        ("i wet my trousers on the bus today", "bladder_control_loss"),
        ("it's not that i don't feel pins and needles", "tingling"),
        ("i'm eighty one and i slipped in the kitchen", "major_trauma"),
        ("it's been going on for about a month", "lasting_weeks"),
        ("the pain is nine out of ten", "severe"),
        ("my temperature is 39", "fever_chills"),
    ],
)
def test_what_is_true_of_the_speaker_now_is_a_yes(listener, said, finding):
    assert listener.findings(said).get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("no fever and no chills", "fever_chills"),
        ("no fever, chills, or weight loss", "weight_loss"),
        ("neither leg is weak", "leg_weakness"),
        ("i have cramps without any numbness", "numbness"),
        ("my bladder is fine", "bladder_control_loss"),
        ("cancer was ruled out", "cancer_history"),
        ("i don't think i have a fever", "fever_chills"),
        ("it was a nine and now it's a one", "severe"),
        ("it only began last night", "lasting_weeks"),
    ],
)
def test_what_is_denied_is_a_no(listener, said, finding):
    assert listener.findings(said).get(finding) == "no"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("what if i had a fever", "fever_chills"),
        ("my dad has a fever", "fever_chills"),
        ("i had a temperature last month but it's gone now", "fever_chills"),
        ("i'm not certain about a fever", "fever_chills"),
        ("maybe a fever", "fever_chills"),
    ],
)
def test_past_supposed_foreign_and_uncertain_findings_stay_unknown(listener, said, finding):
    assert listener.findings(said).get(finding) == "unknown"


def test_the_other_side_of_a_contrast_is_read_on_its_own(listener):
    found = listener.findings("it isn't numb but it does tingle")
    assert found["numbness"] == "no"
    assert found["tingling"] == "yes"


def test_a_denied_place_does_not_deny_the_feeling_elsewhere(listener):
    found = listener.findings("no numbness around my crotch but my toes tingle")
    assert found["saddle_numb"] == "no"
    assert found.get("numbness") != "no"
    assert found["tingling"] == "yes"


@pytest.mark.parametrize("said", ["i fell asleep on the sofa", "this cramp is killing me", "my pee is a normal color"])
def test_what_only_sounds_like_a_red_flag_raises_none(listener, said):
    assert listener.understand(said).red_flags == ()
