"""Whatever way a warning sign is denied in, the answer raises no alarm and the question is not asked again."""

from copy import copy

import pytest

from skill.understanding.hearing import content
from tests.platforms import TextPlatform

NAMES = {
    "saddle_numb": "numbness between my legs",
    "cannot_pee": "trouble peeing",
    "bladder_control_loss": "trouble holding my pee",
    "bowel_control_loss": "trouble holding my poop",
    "cold_pale_leg": "cold leg",
    "both_legs": "numbness in both legs",
    "leg_weakness": "weakness in my leg",
    "leg_swelling_one": "swelling in my leg",
    "chest_pain_breathless": "chest pain",
    "faint_collapse": "fainting",
    "severe_belly_pain": "bad belly pain",
    "dark_urine": "brown pee",
    "fever_chills": "fever",
    "major_trauma": "bad fall",
    "cannot_bear_weight": "trouble standing on it",
    "severe_unrelenting": "severe pain in every position",
    "swelling_redness": "hot swollen spot",
    "pregnant": "pregnancy",
    "recent_surgery": "surgery",
    "hip_replacement": "new hip",
    "confused_very_unwell": "confusion",
    "thin_bones": "thin bones",
    "blood_thinner": "blood thinner",
    "weight_loss": "weight loss",
    "cancer_history": "cancer",
    "night_pain": "night pain",
    "leg_numb_persistent": "constant numbness",
    "muscle_wasting": "shrinking muscle",
}
FORMS = (
    "no {}",
    "no no {}",
    "nope no {}",
    "there's no {}",
    "there isn't any {}",
    "i have no {}",
    "i don't have any {}",
    "i haven't got any {}",
    "i haven't had any {}",
    "i've had no {}",
    "never had any {}",
    "not had any {}",
    "without any {}",
    "definitely no {}",
    "no sign of {}",
    "{} no",
    "no i don't have any {}",
    "{} i don't have",
    "{} there isn't any",
    "{} i have none",
)
ASKED = {name for it in content().questions.values() if it.stage != "rescreen" for name in it.covers}


def at_the_question_about(name: str) -> TextPlatform:
    """Say what leads to the question: a fall, some weeks, or just a cramp."""
    platform = TextPlatform()
    asked = next(it for it in content().questions.values() if it.stage != "rescreen" and name in it.covers)
    reply = platform.say("my left butt cheek is cramping")
    if asked.if_any:
        platform.session.answers[asked.if_any[0]] = "yes"
    for _ in range(8):
        if name in platform.session.turn.asks:
            return platform
        reply = platform.say("no")
    raise AssertionError(f"nobody asks about {name}: {reply}")


def test_every_finding_of_every_safety_question_has_a_name_here():
    assert set(NAMES) == ASKED - {"age_65", "lasting_weeks"}, "an age and a time are no signs that are denied"


@pytest.mark.parametrize("name", NAMES)
def test_a_denied_sign_raises_nothing(name):
    again, reached = [], at_the_question_about(name)
    for form in FORMS:
        platform = copy(reached)
        asked, said = platform.session.turn.ask, form.format(NAMES[name])
        reply = platform.say(said)
        assert platform.session.turn.level in (None, "selfcare"), said
        assert reply.open, said
        assert platform.session.answers.get(name) != "yes", said
        again += [said] if reply.ask == asked else []
    assert len(again) <= 0.05 * len(FORMS) * 2, again
