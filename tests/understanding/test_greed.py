"""What common words must not be heard as: soreness, places reached, limbs that are moved, faces, moments."""

import pytest


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("both quads and both calves are sore after push day", "both_legs"),
        ("sore muscles in both thighs", "both_legs"),
        ("terrible ache if i sit for too long", "severe_unrelenting"),
        ("severe pain but walking helps", "severe_unrelenting"),
        ("the ache reaches up to my ribs", "chest_pain_breathless"),
        ("chest and triceps sore from bench", "chest_pain_breathless"),
        ("an itchy patch on my chest", "chest_pain_breathless"),
        ("i am able to walk but not on tiptoe", "cannot_bear_weight"),
        ("woke with a sore hip on tuesday", "night_pain"),
        ("i passed out laughing", "faint_collapse"),
        ("it aches when i move my knee", "recent_exercise"),
        ("i lifted my foot", "recent_exercise"),
        ("hard stool today", "worse_sitting"),
        ("my bum flutters at random times", "twitch_other_places"),
        ("the numb bit is on the outside", "dehydrated_hot"),
        ("after a long waiting period", "period_linked"),
        ("it flickers when the muscle is relaxed", "stress_caffeine"),
        ("the cheek of my face went numb", "site_buttock"),
        ("even my thighs jump", "muscle_wasting"),
        ("my calves have gone like guitar strings", "leg_weakness"),
    ],
)
def test_common_words_are_no_finding(listener, said, finding):
    assert listener.hear(said).findings.get(finding) not in {"yes", "no"}


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("both legs ache and nothing set it off", "both_legs"),
        ("severe pain sitting, standing and lying down", "severe_unrelenting"),
        ("chest hurts since breakfast", "chest_pain_breathless"),
        ("pain wakes me every night", "night_pain"),
        ("i nearly fainted with the cramp", "faint_collapse"),
        ("we moved my sofa on saturday", "recent_exercise"),
        ("sore when i sit on a stool", "worse_sitting"),
        ("my bum and other muscles twitch", "twitch_other_places"),
        ("it was so hot and i was sweating outside all day", "dehydrated_hot"),
        ("it comes with my period", "period_linked"),
        ("my left cheek is cramping", "site_buttock"),
    ],
)
def test_what_is_meant_is_still_heard(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("chest_pain_breathless", "my chest and left arm are aching"),
        ("chest_pain_breathless", "my skin is clammy and my chest is tight"),
        ("chest_pain_breathless", "pain goes to my ribs when i breathe"),
        ("chest_pain_breathless", "seeing spots and chest pain"),
        ("saddle_numb", "weird feeling between my legs"),
        ("saddle_numb", "strange sensation in my groin when i wipe"),
        ("saddle_numb", "tingly feeling around my private parts"),
        ("both_legs", "woke up with both legs numb"),
        ("both_legs", "both legs numb since i woke up this morning"),
        ("fever_chills", "i feel cold and shivery"),
        ("fever_chills", "shivering even in a hot bath"),
        ("fever_chills", "night sweats soaking the duvet and chills"),
        ("bladder_control_loss", "in the shower i leaked pee"),
        ("bladder_control_loss", "since the baby i wet myself and it's new this week"),
        ("pregnancy_warning", "my waters broke in the car"),
        ("heavy_bleeding", "blood is gushing like a tap"),
        ("rash_blisters", "burning pain and blisters on one cheek"),
        ("weakness_worsening", "back pain and now i can't lift my foot at all"),
        ("leg_weakness", "can't lift my foot with this back pain"),
        ("cannot_bear_weight", "can't walk without crutches because of the pain"),
        ("cannot_bear_weight", "i haven't been able to walk for two hours"),
        ("cold_pale_leg", "my foot is cold and blue like a bruise"),
        ("faint_collapse", "i'd love some help i feel dizzy and clammy"),
        ("confused_very_unwell", "i'm confused about what day it is"),
        ("pregnant", "i'm twenty weeks along with lots of pain"),
        ("severe_unrelenting", "nothing helps the pain and i'm in agony sitting, standing and lying down"),
        ("night_pain", "i woke every night last week with the pain"),
        ("leg_numb_persistent", "my leg has been numb since the injection"),
        ("weight_loss", "my clothes hang loose like never before and i'm not dieting"),
        ("rest_pain_or_sore", "the sore on my toe refuses to heal up"),
        ("dark_urine", "my pee is like cola"),
        ("swelling_redness", "the lump on my bum has grown since the gym and it's hot"),
        ("cannot_pee", "i can't pee at all"),
        ("cancer_history", "my cancer doctor is away"),
        ("major_trauma", "i was hit by a car"),
        ("bowel_control_loss", "i soiled myself without feeling it"),
    ],
)
def test_no_look_alike_hides_a_warning_sign(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "yes"
