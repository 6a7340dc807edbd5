"""Replies that repeat the question, as people do who did not hear it well, report nothing by that."""

import pytest

from skill.understanding.hearing import hear

LEGS = ("leg_weakness", "cold_pale_leg", "leg_swelling_one", "both_legs")
TOILET = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
SICK = ("chest_pain_breathless", "faint_collapse", "fever_chills", "confused_very_unwell", "severe_belly_pain")


@pytest.mark.parametrize(
    ("asks", "reply", "answer"),
    [
        (LEGS, "You'll have to speak up love, did you say is my leg cold?", None),
        (LEGS, "did you say is my leg weak no it isn't", "no"),
        (LEGS, "is my leg swollen? is that what you asked?", None),
        (LEGS, "pardon, something about both legs numb", None),
        (LEGS, "has my leg gone what", None),
        (TOILET, "did you say numb private parts good heavens no", "no"),
        (TOILET, "have I had trouble peeing? no dear", "no"),
        (TOILET, "numb where", None),
        (SICK, "did you say chest pain?", None),
    ],
)
def test_what_is_repeated_of_a_question_reports_nothing(asks: tuple[str, ...], reply: str, answer: str | None) -> None:
    heard = hear(reply, asks=asks)
    assert heard.answer == answer
    assert not heard.red_flags
    assert heard.alarm is None


@pytest.mark.parametrize("reply", ["have I had a stroke do you think", "have I had a heart attack"])
def test_a_fear_of_an_emergency_repeats_nothing(reply: str) -> None:
    assert hear(reply, asks=LEGS).alarm == "emergency"


@pytest.mark.parametrize("reply", ["is my leg numb because of a nerve", "am I numb down there because of this"])
def test_no_question_is_repeated_before_any_was_asked(reply: str) -> None:
    assert hear(reply, awaiting="kind").intent != "Repeat"


@pytest.mark.parametrize(
    ("asks", "reply", "finding"),
    [
        (LEGS, "you said weak, yes it's weak", "leg_weakness"),
        (TOILET, "have I wet myself, yes, twice", "bladder_control_loss"),
        (SICK, "did you say chest pain, yes, I've got chest pain", "chest_pain_breathless"),
        (LEGS, "both of them, my legs are both like jelly", "both_legs"),
        (LEGS, "the foot, it's my foot that is cold", "cold_pale_leg"),
        (LEGS, "something about my leg, it's weak and drags", "leg_weakness"),
        (LEGS, "you said weak, my leg, it is weak", "leg_weakness"),
    ],
)
def test_what_follows_the_repeated_question_is_heard(asks: tuple[str, ...], reply: str, finding: str) -> None:
    assert finding in hear(reply, asks=asks).red_flags
