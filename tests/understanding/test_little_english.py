"""Speakers of little English leave out articles, endings and "not": a warning sign is heard all the same."""

import pytest

from skill.understanding.hearing import hear


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("leg no strong", "leg_weakness"), ("foot no move", "leg_weakness"), ("pee no come", "cannot_pee"),
        ("no can walk", "cannot_bear_weight"), ("private no feel", "saddle_numb"), ("no feel when wash", "saddle_numb"),
        ("both foot sleep", "both_legs"), ("between leg sleep", "saddle_numb"),
        ("pee come alone", "bladder_control_loss"),
        ("poo go out alone", "bowel_control_loss"), ("pee come no control", "bladder_control_loss"),
        ("leg become very big", "leg_swelling_one"), ("foot fall when walk", "leg_weakness"),
        ("baby in my stomach", "pregnant"), ("body very hot", "fever_chills"),
    ],
)  # fmt: skip
def test_a_warning_sign_without_grammar_is_heard(said: str, finding: str) -> None:
    assert hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "there is no work today", "no go on", "when clean house pain come", "i go out alone", "pain go away alone",
        "leg strong no problem", "no feel sick", "i sleep good", "my right leg has a big cramp", "big toe cramp",
        "i have no control of the remote", "foot cold because winter", "sink water runs by itself",
        "it's a private number", "no come on then", "muscle no open", "the baby is asleep in the next room",
    ],
)  # fmt: skip
def test_harmless_words_without_grammar_raise_nothing(said: str) -> None:
    heard = hear(said)
    assert (heard.red_flags, heard.alarm) == ((), None)
