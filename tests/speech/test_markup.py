"""Words to SSML and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.locale import Number
from skill.speech.limits import MAX_BREAK_SECONDS
from skill.speech.markup import BETWEEN_PARTS, escaped, pause, plain, speak


@given(st.text())
def test_nothing_that_is_spoken_can_be_markup_or_a_binding(text: str) -> None:
    safe = escaped(text).replace(BETWEEN_PARTS, "")

    assert "<" not in safe
    assert "${" not in safe


@given(st.text(alphabet="abc <>&\"'", max_size=40))
def test_escaping_is_undone_by_listening(text: str) -> None:
    assert plain(speak(escaped(text))).split() == " ".join(text.split()).replace(" .", ".").split()


def test_numbers_are_read_digit_by_digit_and_still_written_as_numbers() -> None:
    ssml = escaped("Call 911 now, not 9115.", [Number(digits="911", spoken="nine one one")])

    assert ssml == 'Call <sub alias="nine one one">911</sub> now, not 9115.'
    assert plain(ssml) == "Call 911 now, not 9115."


@pytest.mark.parametrize("seconds", [0.2, 10.0, 10.5, 47.25, 120.0])
def test_no_break_is_longer_than_alexa_allows_and_together_they_fit(seconds: float) -> None:
    lengths = [float(part.split('ms"')[0]) for part in pause(seconds).split('time="')[1:]]

    assert max(lengths) <= MAX_BREAK_SECONDS * 1000
    assert sum(lengths) == pytest.approx(seconds * 1000)
