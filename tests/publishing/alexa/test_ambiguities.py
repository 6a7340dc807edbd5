"""Promises of the search for ambiguous samples: none is in the built models, and each kind is told in a sentence."""

import pytest

from publishing.alexa.ambiguities import ambiguities
from skill.understanding import phrases
from tests.publishing.alexa.test_interaction_model import committed

pytestmark = pytest.mark.slow


def model(*intents, **types):
    """A model of intents (name, slots, samples), and slot types with their words."""
    return {
        "interactionModel": {
            "languageModel": {
                "intents": [
                    {
                        "name": name,
                        "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()],
                        "samples": list(samples),
                    }
                    for name, slots, samples in intents
                ],
                "types": [
                    {"name": kind, "values": [{"id": word, "name": {"value": word}} for word in words]}
                    for kind, words in types.items()
                ],
            }
        }
    }


@pytest.mark.parametrize("locale", phrases.locales())
def test_no_sample_of_ours_is_ambiguous(locale):
    assert ambiguities(committed(locale)) == []


@pytest.mark.parametrize(
    ("built", "told"),
    [
        (
            model(
                ("AskReliefIntent", {"remedy": "Remedy"}, ["what about {remedy}"]),
                ("AskConditionIntent", {"condition": "Condition"}, ["what about {condition}"]),
                Remedy=["salts", "ice"],
                Condition=["salts"],
            ),
            "'what about salts' can be AskReliefIntent and AskConditionIntent",
        ),
        (
            model(
                ("ReadyIntent", {}, ["I'm on the mat"]),
                ("GivePostureIntent", {"posture": "Posture"}, ["i'm {posture}"]),
                Posture=["on the mat"],
            ),
            '"i\'m on the mat" can be ReadyIntent and GivePostureIntent',
        ),
        (
            model(
                ("MyIntent", {"words": "AMAZON.SearchQuery"}, ["my {words}"]),
                ("DescribeSymptomIntent", {"symptom": "AMAZON.SearchQuery"}, ["my {symptom}"]),
            ),
            "'my {}' can be MyIntent and DescribeSymptomIntent",
        ),
        (
            model(("SetReminderIntent", {"time": "AMAZON.TIME", "day": "Day"}, ["at {time} {day}"]), Day=["daily"]),
            "'at {time} {day}' has two slots side by side",
        ),
        (
            model(("AskReliefIntent", {"remedy": "Remedy"}, ["{remedy}"]), Remedy=["ice"]),
            "'{remedy}' is nothing but a slot",
        ),
        (
            model(("ReportRedFlagIntent", {"red_flag": "RedFlag"}, ["my leg is dead"]), RedFlag=["chest pain"]),
            "'my leg is dead' has no slot, so the coach would not learn what was said",
        ),
    ],
)
def test_an_ambiguous_sample_is_told_in_a_sentence(built, told):
    assert [problem for problem in ambiguities(built) if told in problem]


def test_a_bare_slot_is_fine_where_unresolved_words_are_heard_as_typed():
    built = model(("GiveSideIntent", {"side": "BodySide"}, ["{side}"]), BodySide=["left"])

    assert ambiguities(built) == []
