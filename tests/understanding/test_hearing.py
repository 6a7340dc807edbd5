from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding import phrases as phrase_files
from skill.understanding.intents import FALLBACK

EVERYDAY = Path(__file__).parents[1] / "evaluation" / "everyday.txt"


def test_no_but_is_an_answer_and_a_finding(listener):
    heard = listener.hear("no but my foot drags", awaiting="offer")
    assert heard.answer == "no"
    assert heard.findings["leg_weakness"] == "yes"
    assert heard.red_flags + heard.suspected == ("leg_weakness",)


def test_danger_comes_before_everything_else(listener):
    assert listener.hear("i want to die set a heat timer").intent == "Crisis"
    assert listener.hear("i'm struggling to breathe").intent == "Emergency"


@pytest.mark.parametrize(
    ("awaiting", "said", "intent"),
    [
        ("side", "left", "GiveSide"),
        ("side", "the right one i think", "GiveSide"),
        ("posture", "in bed", "GivePosture"),
        ("ready", "okay go", "Ready"),
        ("did_help", "a bit better", "DidHelp"),
        ("did_help", "no still the same", "DidNotHelp"),
        ("kind", "it's a twitch", "TwitchHelp"),
    ],
)
def test_a_short_reply_is_meant_as_the_coach_has_asked(listener, awaiting, said, intent):
    assert listener.hear(said, awaiting=awaiting).intent == intent


@pytest.mark.parametrize(
    ("said", "intent", "slot", "value"),
    [
        ("guide me through the clamshell", "StartStretch", "stretch", "clamshell"),
        ("tell me about sciatica", "AskCondition", "condition", "sciatica"),
        ("remind me every day at nine in the morning", "SetReminder", "time", "09:00"),
        ("set a heat timer for fifteen minutes", "SetHeatTimer", "duration", "900"),
    ],
)
def test_slots_are_filled(listener, said, intent, slot, value):
    heard = listener.hear(said)
    assert heard.intent == intent
    assert heard.slots[slot] == value


@pytest.mark.parametrize(
    "said",
    [
        "my tummy is cramping badly",
        "there is a twitch in my eyelid",
        "how many milligrams of ibuprofen can i take",
        "what's the weather tomorrow",
        "my cat hurt its paw",
        "play some music",
    ],
)
def test_what_is_none_of_its_business_is_turned_away(listener, said):
    assert listener.hear(said).intent == FALLBACK


def test_the_symptom_slot_is_the_whole_utterance(listener):
    heard = listener.hear("it's a dull ache when i sit")
    assert heard.intent == "DescribeSymptom"
    assert heard.slots == {"symptom": "it's a dull ache when i sit"}


def test_every_everyday_word_reaches_its_intent(listener):
    phrases = phrase_files.load()
    wrong = [
        (said, intent, heard)
        for intent, told in phrases.intents.items()
        for said in told.everyday
        # Those with slots are filled and tried in test_own_phrases.py.
        if "{" not in said and (heard := listener.hear(said).intent) != intent
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("mm-hmm", "Yes"),
        ("uh huh", "Yes"),
        ("uh uh", "No"),
        ("huh", "Repeat"),
        ("eh", "Repeat"),
    ],
)
def test_a_grunt_is_an_answer(listener, said, intent):
    assert listener.hear(said).intent == intent


_TOILET = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
_ILL = ("fever_chills", "faint_collapse", "severe_belly_pain", "chest_pain_breathless", "dark_urine")


@pytest.mark.parametrize(
    ("said", "asks", "answer"),
    [
        ("of course not", _TOILET, "no"),
        ("of course", _TOILET, "yes"),
        ("nope all good down there", _TOILET, "no"),
        ("none of those but i do have a fever", _ILL, "yes"),
        ("no my legs are fine", _TOILET, None),
        ("no i'm seventy years old", _TOILET, "no"),
        ("no wait i mean yes", _TOILET, "yes"),
        ("hard to say really", _TOILET, "unknown"),
        ("no fever", ("fever_chills",), "no"),
        ("no fever", _ILL, None),
        ("none of my usual tricks help", _TOILET, None),
        ("never had such a cramp in my life", _TOILET, None),
        ("neither heat nor ice helps", _TOILET, None),
        ("no feeling there at all", _TOILET, "yes"),
        ("no one told me that it would hurt", _TOILET, None),
        ("the second one", _TOILET, "yes"),
        ("what do you mean", _TOILET, None),
        ("no wait go back", _TOILET, None),
        ("no, fuck, no", _TOILET, "no"),
        ("nothing there", ("saddle_numb",), None),
        ("no no just the cramp, christ", _TOILET, "no"),
        ("no her legs are okay", ("leg_weakness", "cold_pale_leg"), "no"),
        ("no, just once", ("bladder_control_loss",), "unknown"),
        ("definitely not pregnant", ("pregnant",), "no"),
        ("no accident, just woke up with it", ("major_trauma",), "no"),
        ("not a big fall, just off the roof", ("major_trauma",), "unknown"),
        ("no hold on it is numb when i wipe", _TOILET, "yes"),
        ("not fainted, nearly", ("faint_collapse",), "unknown"),
        ("never had a fever this high", ("fever_chills",), "yes"),
        ("never been so numb down there", ("saddle_numb",), "yes"),
        ("can't say i feel much when i wipe", ("saddle_numb",), "yes"),
        ("i'm a man", ("pregnant",), "no"),
        ("i'm a man so no", ("pregnant",), "no"),
        ("bowel control is normal", ("bowel_control_loss",), "no"),
        ("no way can i stand on this leg", ("cannot_bear_weight",), "yes"),
        ("the baby's kicking and i'm bleeding", ("pregnancy_warning",), "unknown"),
        ("nothing like that", ("saddle_numb",), "no"),
        ("not right now", _TOILET, "no"),
        ("not at all, it's all fine", _TOILET, "no"),
        ("yeah i don't have any of those", _TOILET, "no"),
        ("yes, i'm listening, go on", _TOILET, None),
        ("i can't hold it easily", ("bladder_control_loss",), "yes"),
        ("never fainted, except an hour ago", ("faint_collapse",), "unknown"),
        ("i can lift the leg, just not the foot", ("leg_weakness",), "unknown"),
        ("no crash, only stairs, ten of them, on my tailbone", ("major_trauma",), "unknown"),
    ],
)
def test_a_reply_is_a_no_only_if_nothing_else_is_left_open(listener, said, asks, answer):
    assert listener.hear(said, asks).answer == answer


@pytest.mark.parametrize(
    "said",
    [
        "it's not normal",
        "not good",
        "it's not right down there",
        "nothing works down there",
        "none of it is normal",
        "not the same",
        "not completely",
        "not much",
        "no, I can't",
    ],
)
@pytest.mark.parametrize("asks", [_TOILET, _ILL, ("saddle_numb",), ("bladder_control_loss",), ("leg_weakness",)])
def test_a_denial_of_what_would_be_well_is_no_no(listener, said, asks):
    assert listener.hear(said, asks).answer in {"unknown", "yes"}


@pytest.mark.parametrize(
    "said", ["no, don't stop", "no, feels like always", "no, like the niagara falls", "feeling okay"]
)
@pytest.mark.parametrize("awaiting", ["did_help", "finding"])
def test_no_weak_guess_takes_a_cramp_for_a_twitch_while_it_is_treated(listener, said, awaiting):
    asks = _TOILET if awaiting == "finding" else ()
    assert listener.hear(said, asks, awaiting).intent not in {"TwitchHelp", "Child"}


def test_doses_and_mixtures_are_left_to_a_pharmacist(listener):
    for said in ("can i take ibuprofen and aspirin together", "how often can i take naproxen"):
        assert listener.hear(said).intent == FALLBACK


def test_the_warm_up_is_a_routine_and_no_heat(listener):
    heard = listener.hear("do the warm up")
    assert heard.intent == "StartStretch"
    assert heard.slots == {"stretch": "warm_up"}


def test_silence_and_noise_are_a_fallback(listener):
    assert listener.hear("").intent == FALLBACK
    assert listener.hear("\u2603 ???").intent == FALLBACK


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from("no not my left butt is numb but and if i had a fever , . ten now it".split())).map(
            " ".join
        ),
    ),
    st.sampled_from(
        [None, "finding", "kind", "posture", "side", "ready", "did_help", "offer", "permission", "for_whom"]
    ),
)
def test_whatever_is_said_something_is_made_of_it(listener, said, awaiting):
    heard = listener.hear(said, awaiting=awaiting)
    assert heard.intent
    assert set(heard.findings.values()) <= {"yes", "no", "unknown"}


def test_of_two_hundred_everyday_requests_hardly_any_is_taken_for_ours(listener):
    requests = EVERYDAY.read_text(encoding="utf-8").splitlines()
    accepted = [said for said in requests if listener.hear(said).intent != FALLBACK]
    assert len(accepted) <= 0.03 * len(requests), accepted


@pytest.mark.parametrize(
    "said",
    [
        "i have a stomach cramp",
        "i've a cramp in my fingers",
        "what strength of gabapentin should i take",
        "lock the back door",
        "my sister has a urine infection",
        "my lips are chapped",
        "rub my shoulders",
        "how do i prevent wrinkles",
    ],
)
def test_what_lies_next_to_our_business_is_turned_away(listener, said):
    assert listener.hear(said).intent == FALLBACK


@pytest.mark.parametrize(
    "said",
    ["it's a dull ache that goes down to my knee", "it's a sharp pain when i sit", "it is numb in my foot at night"],
)
def test_a_story_that_holds_an_is_asks_nothing(listener, said):
    assert listener.hear(said).intent == "DescribeSymptom"


@pytest.mark.parametrize("said", ["start the figure four", "seated figure four", "start the lying figure four"])
def test_the_four_of_figure_four_counts_no_seconds(listener, said):
    assert "hold" not in listener.hear(said).slots


def test_a_hold_is_heard_beside_a_name_that_holds_a_number(listener):
    heard = listener.hear("do the seated figure four for forty seconds")
    assert heard.slots == {"stretch": "seated_figure_four", "hold": "40"}


@pytest.mark.parametrize(
    ("said", "hold"), [("hold it for forty", "40"), ("can i hold this one longer", None), ("make it longer", None)]
)
def test_a_bare_number_is_a_hold_only_where_it_is_asked_for(listener, said, hold):
    heard = listener.hear(said)
    assert heard.intent == "LongerHold"
    assert heard.slots.get("hold") == hold


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("set an ice timer for ten minutes", {"remedy": "ice", "duration": "600"}),
        ("time the ice pack for ten minutes", {"remedy": "ice", "duration": "600"}),
        ("ten minute timer for the frozen peas", {"remedy": "ice", "duration": "600"}),
        ("time my hot water bottle for a quarter of an hour", {"remedy": "heat", "duration": "900"}),
        ("start an ice timer", {"remedy": "ice"}),
    ],
)
def test_a_timer_knows_ice_from_heat(listener, said, slots):
    heard = listener.hear(said)
    assert heard.intent == "SetHeatTimer"
    assert heard.slots == slots


def test_no_phrase_for_heat_asks_for_ice(listener):
    cold = ("ice", "cold", "peas", "{remedy}")
    samples = phrase_files.load().intents["SetHeatTimer"].samples
    heard = {
        said: listener.hear(said.format(duration="ten minutes")).slots.get("remedy")
        for said in samples
        if not any(word in said for word in cold)
    }
    assert "ice" not in heard.values()


@pytest.mark.parametrize(
    "said",
    [
        "turn the heating down",
        "wake me in an hour",
        "my back tooth aches",
        "my niece has a cramp in her leg",
        "why does my husband twitch in his sleep",
        "can i have a drink with tramadol",
        "ring me back later",
        "how long until dinner",
    ],
)
def test_what_only_sounds_like_our_business_is_turned_away(listener, said):
    assert listener.hear(said).intent == FALLBACK


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("it hurts more when i cough", "DescribeSymptom"),
        ("it hurts more when i hold it", "ItHurtsMore"),
        ("why do i get it after tennis", "AskCauses"),
        ("have i got piriformis syndrome", "AskCondition"),
        ("remind me to get off the couch every hour", "SetReminder"),
        ("turn off reminders", "CancelReminder"),
        ("my son's bum is cramping", "StopCramp"),
    ],
)
def test_what_is_our_business_is_not_turned_away_with_it(listener, said, intent):
    assert listener.hear(said).intent == intent


@pytest.mark.parametrize(("said", "intent"), [("it's just as bad", "DidNotHelp"), ("not as bad", "DidHelp")])
def test_as_bad_as_before_is_told_from_not_as_bad(listener, said, intent):
    assert listener.hear(said, awaiting="did_help").intent == intent
