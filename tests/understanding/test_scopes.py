"""What a "no" reaches and what it does not: lists of verbs, double denials, remedies, questions and hopes."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "i can't sit or walk since dinner",
        "unable to bend, stand, or walk",
        "i can not kneel, nor stand, nor lie flat",
        "i couldn't get up or put weight on this leg",
    ],
)
def test_what_can_not_be_done_reaches_every_verb_of_a_list(listener, said):
    assert listener.hear(said).findings.get("cannot_bear_weight") == "yes"


@pytest.mark.parametrize("said", ["i sit or walk all day", "i can walk or run on it fine", "can i sit or stand"])
def test_verbs_that_can_be_done_stay_as_they_are(listener, said):
    assert listener.hear(said).findings.get("cannot_bear_weight") != "yes"


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        ("i can't drive without pain in my left buttock", ("site_buttock", "side_left")),
        ("can barely bend without a cramp in the right cheek", ("painful_cramp", "side_right")),
        ("it's impossible to climb stairs without my hip hurting", ("site_hip",)),
        ("not one of the tablets touches it, none of them shift this cramp", ("painful_cramp",)),
        ("neither of the creams does a thing for my sore hip", ("site_hip",)),
        ("no painkiller takes away the burning", ("quality_burning",)),
    ],
)
def test_two_denials_and_useless_remedies_deny_no_symptom(listener, said, findings):
    found = listener.hear(said).findings
    assert [found.get(name) for name in findings] == ["yes"] * len(findings)


def test_a_plain_without_still_denies(listener):
    assert listener.hear("i cramp without any numbness").findings["numbness"] == "no"
    assert listener.hear("no numbness and stretching helps").findings["numbness"] == "no"


@pytest.mark.parametrize("tag", ["is that normal", "is this okay", "are these even normal", "is it all right now"])
@pytest.mark.parametrize(("said", "finding"), [("my toes are numb", "numbness"), ("my foot is weak", "leg_weakness")])
def test_a_question_behind_a_statement_denies_nothing(listener, said, finding, tag):
    found = listener.hear(f"{said}, {tag}").findings
    assert found[finding] == "yes"
    assert "no" not in found.values()


@pytest.mark.parametrize("said", ["hoping it's no clot", "i hope there is nothing broken", "praying it's not a dvt"])
def test_what_is_hoped_away_is_not_denied(listener, said):
    assert "no" not in listener.hear(said).findings.values()


def test_where_pain_stops_is_where_it_runs_to(listener):
    assert listener.hear("it starts in my hip and stops at the ankle").findings["spreads_down_leg"] == "yes"
    assert listener.hear("it stops at the buttock").findings["spreads_down_leg"] == "no"


@pytest.mark.parametrize(
    "said",
    [
        "on the left but worse at night",
        "the pain went but hurts when i stand",
        "it was on the right but is fine today",
        "the left, but less",
        "the pain but not the cramp",
    ],
)
def test_a_but_between_two_statements_is_no_buttock(listener, said):
    assert "site_buttock" not in listener.hear(said).findings


@pytest.mark.parametrize(
    "said", ["my but hurts", "pain in my left but", "the left but cheek", "right in my but", "cramp in the but"]
)
def test_a_but_that_is_owned_is_a_buttock(listener, said):
    assert listener.hear(said).findings["site_buttock"] == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("when i broke my back eight years ago i had no feeling between my legs", "saddle_numb"),
        ("i soaked the sheets until i was eleven", "bladder_control_loss"),
        ("both feet went numb on the bench then it wore off", "both_legs"),
        ("my foot was blue after the swim but fine afterwards", "cold_pale_leg"),
        ("could my leg become weak", "leg_weakness"),
        ("could sprints turn my pee brown", "dark_urine"),
        ("why do you ask about chills", "fever_chills"),
        ("maybe it tingles when i wipe", "saddle_numb"),
    ],
)
def test_what_was_once_or_may_come_is_left_open(listener, said, finding):
    assert listener.hear(said).findings.get(finding) != "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("my toes have been numb as long as i can remember", "leg_numb_persistent"),
        ("a weak foot since birth", "leg_weakness"),
        ("that thigh has been thinner since the operation in 1998", "muscle_wasting"),
    ],
)
def test_what_has_always_been_so_is_no_new_sign(listener, said, finding):
    assert listener.hear(said).findings.get(finding) != "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("after my surgery in 2015 my foot drags", "leg_weakness"),
        ("my foot drags worse since 2010", "leg_weakness"),
        ("could barely walk and my foot drags", "leg_weakness"),
        ("could my leg be going weak", "leg_weakness"),
        ("what do i do my foot is dragging", "leg_weakness"),
        ("it was numb, it passed but now my foot drags", "leg_weakness"),
    ],
)
def test_what_is_so_now_is_heard_beside_an_old_date_or_a_question(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("mate i soiled myself today", "bowel_control_loss"),
        ("we are having our second baby", "pregnant"),
        ("a little one is on the way", "pregnant"),
        ("i'm getting thinner, no idea why", "weight_loss"),
        ("i no longer feel when my bladder is full", "bladder_control_loss"),
        ("my pants were wet before i noticed it was pee", "bladder_control_loss"),
        ("it used to be one leg, now both legs are numb", "both_legs"),
        ("is it normal that my bladder leaks since monday", "bladder_control_loss"),
    ],
)
def test_a_name_called_a_cause_unknown_and_a_loss_take_nothing_away(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding", "answer"),
    [
        ("the pain is that bad that i'm throwing up", "severe_unrelenting", "yes"),
        ("my foot is all right, no numbness", "numbness", "no"),
        ("i hope you can help, i can't pee", "cannot_pee", "yes"),
        ("my pee is brown, is that bad", "dark_urine", "yes"),
    ],
)
def test_what_only_looks_like_a_question_or_a_hope_is_told(listener, said, finding, answer):
    assert listener.hear(said).findings.get(finding) == answer
