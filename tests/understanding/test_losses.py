"""Loss that is implied: feeling that has to come back, control and strength that decline, blood, accidents."""

import pytest


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("touch does not register around my back passage", "saddle_numb"),
        ("my private parts feel like they belong to another", "saddle_numb"),
        ("the feeling in my groin has faded", "saddle_numb"),
        ("my backside feels cold and odd inside", "saddle_numb"),
        ("i am losing my grip on my bladder", "bladder_control_loss"),
        ("control over my pee is getting worse", "bladder_control_loss"),
        ("the control of my bowels is slipping", "bowel_control_loss"),
        ("sixty yards and then i squat till my legs wake up again", "both_legs"),
        ("it all feels strange from the waist down", "both_legs"),
        ("my foot does its own thing when i walk", "leg_weakness"),
        ("my toes end up pointing the wrong way when i walk", "leg_weakness"),
        ("power in my leg has been fading since noon", "weakness_worsening"),
        ("i have no sensation on the outside of my shin", "leg_numb_persistent"),
        ("met with accident, now hip paining", "major_trauma"),
        ("banged my hip and the lump is growing", "swelling_redness"),
        ("i keep passing blood when i wee", "dark_urine"),
        ("i have been losing blood", "heavy_bleeding"),
        ("it hurts so bad day and night", "severe_unrelenting"),
    ],
)
def test_what_is_lost_or_hurt_is_heard_however_it_is_put(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "that burning feeling in my leg has gone",
        "the muscle pain has gone from my leg",
        "can't feel the stretch in my hamstring",
        "my leg's asleep, hang on",
        "it started in the right cheek and now the left",
        "i am about to drop my phone",
        "losing grip on the bar",
        "i went down on the floor to stretch",
        "i'm carrying two bags",
        "tears of joy all day",
        "my strength is going up",
        "my boiler is leaking water",
        "confused about the instructions",
        "shivering after the pool",
    ],
)
def test_ease_effort_and_other_things_are_no_loss(listener, said):
    assert listener.hear(said).red_flags == ()
