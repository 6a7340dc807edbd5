"""A cause is named only if something told points to it, and it is taken back if something told rules it out."""

import pytest

from skill.content.loader import load
from skill.content.spoken_words import words
from skill.conversation.events import Said
from skill.conversation.likely_condition import likeliest
from skill.conversation.respond import respond
from skill.conversation.session import Session
from skill.understanding.hearing import hear
from tests.conversation.people import after

CONTENT = load()
NO, YES, BETTER = Said(intent="No"), Said(intent="Yes"), Said(intent="DidHelp")
ACHE = Said(intent="GiveKind", slots={"kind": "ache"})
MOST_WORDS = 45


def told(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "yes")


@pytest.mark.parametrize(
    "names",
    [
        ("quality_ache", "lasting_weeks"),
        ("painful_cramp", "lasting_weeks", "severe", "site_buttock"),
        ("painful_cramp", "brief_seconds_minutes", "at_night"),
        ("quality_ache", "lasting_weeks", "vascular_risk"),
        ("quality_ache", "lasting_weeks", "pelvic_or_urinary"),  # A prostate is a man's.
        ("painful_cramp", "lasting_weeks", "numbness", "quality_sharp"),
    ],
)
def test_what_everybody_tells_names_no_cause(names):
    assert likeliest(told(*names), CONTENT) is None


@pytest.mark.parametrize(
    ("names", "cause"),
    [
        (("quality_ache", "lasting_weeks", "pelvic_or_urinary", "sex_male"), "prostatitis"),
        (("painful_cramp", "recent_exercise", "repetitive_sport"), "overuse"),
        (("quality_ache", "long_sitting", "lasting_weeks"), "prolonged_sitting"),
        (("spreads_down_leg", "lasting_weeks", "worse_cough_sneeze"), "herniated_disc"),
        (("twitch_main", "lasting_weeks"), "bfs"),
    ],
)
def test_what_points_to_a_cause_names_it(names, cause):
    assert likeliest(told(*names), CONTENT) in {cause, "piriformis_syndrome"}


def test_an_ache_of_weeks_that_gets_better_ends_without_a_groundless_cause():
    reply = after(ACHE, NO, NO, NO, NO, BETTER, NO, YES)
    while reply.open:
        assert reply.session.named is None
        reply = respond(NO, reply.session, CONTENT)

    assert CONTENT.findings["lasting_weeks"].meaning in reply.say


@pytest.mark.parametrize(
    "name", [it for it, finding in CONTENT.findings.items() if finding.level == "routine"] + ["pregnant"]
)
def test_a_doctor_in_the_coming_weeks_comes_with_its_reason(name):
    line = CONTENT.lines["routine_net"].replace("{meaning}", CONTENT.findings[name].meaning or "")

    assert CONTENT.findings[name].meaning
    assert len(words(line.replace("{signs}", CONTENT.lines["signs"]))) <= MOST_WORDS


@pytest.mark.parametrize(
    "said",
    ["I haven't got a prostate, you idiot", "I don't have a prostate", "I'm a woman", "women don't have a prostate"],
)
def test_a_cause_that_cannot_be_is_taken_back(said):
    answers = told("quality_ache", "pelvic_or_urinary", "sex_male", "painful_cramp")
    session = Session(answers=answers, named="prostatitis", screening=True)
    session.turn.condition, session.turn.awaiting, session.turn.about = (
        "prostatitis",
        "offer",
        "more:conditions/prostatitis:0",
    )
    reply = respond(Said(intent="DescribeSymptom", findings=dict(hear(said).findings)), session, CONTENT)

    assert reply.say.startswith(CONTENT.lines["wrong_cause"])
    assert reply.session.named != "prostatitis"


@pytest.mark.parametrize("said", ["my prostate is fine", "I don't have a prostate problem", "I can't feel my penis"])
def test_a_man_who_tells_of_his_parts_is_no_woman(said):
    assert hear(said).findings.get("sex_female") != "yes"


@pytest.mark.parametrize(
    "said", ["only when I cough or laugh dear, it's always been like that", "when I sneeze, for years"]
)
def test_a_leak_with_a_cough_is_no_pain_with_one(said):
    assert "worse_cough_sneeze" not in hear(said, asks=("bladder_control_loss",)).findings
    assert hear("it hurts when I cough").findings["worse_cough_sneeze"] == "yes"


@pytest.mark.parametrize("said", ["I don't want to trouble the ambulance people", "I don't even have a prostate"])
def test_not_wanting_something_is_no_pain_with_a_cough(said):
    assert "worse_cough_sneeze" not in hear(said).findings


@pytest.mark.parametrize("said", ["I can't even cough", "I daren't sneeze", "I don't dare laugh"])
def test_not_daring_to_cough_is_pain_with_a_cough(said):
    assert hear(said).findings["worse_cough_sneeze"] == "yes"
