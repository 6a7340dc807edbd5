"""The parts of a question are apart in the sound, in both local voices."""

import pytest

from tests.evaluation.listening import listen


@pytest.mark.slow
@pytest.mark.parametrize(
    "voice",
    [
        pytest.param("flite", marks=pytest.mark.requires("flite", "flite")),
        pytest.param("espeak-ng", marks=pytest.mark.requires("espeak-ng", "espeak-ng")),
    ],
)
def test_the_parts_of_a_question_are_set_apart_by_a_pause(voice):
    *_, question = listen(["my left butt cheek is cramping", "no", "no"], voice)

    assert question.say.count("?") == 3
    assert len([length for _, length in question.pauses if 0.25 <= length <= 0.7]) >= 2
