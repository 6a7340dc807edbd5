import pytest

from skill.understanding import clock, numbers
from skill.understanding.normalise import words


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("a minute and a half", "PT1M30S"),
        ("two times thirty seconds", "PT1M"),
        ("half a minute", "PT30S"),
        ("twenty", "PT20S"),
        ("one minute thirty", "PT1M30S"),
        ("an hour and a half", "PT1H30M"),
        ("a quarter of an hour", "PT15M"),
        ("for about two weeks", "P14D"),
        ("90 seconds", "PT1M30S"),
    ],
)
def test_a_length_of_time_comes_out_as_alexa_sends_it(said, length):
    assert numbers.duration(words(said), bare="second") == length


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("quarter past nine", "09:15"),
        ("half seven", "07:30"),
        ("nine thirty pm", "21:30"),
        ("nine thirty p m", "21:30"),
        ("noon", "12:00"),
        ("ten to six in the evening", "17:50"),
        ("every day at five", "17:00"),
        ("8:30 am", "08:30"),
        ("in the morning", "MO"),
    ],
)
def test_a_time_of_day_comes_out_as_alexa_sends_it(said, time):
    assert clock.time(said) == time


def test_a_length_is_no_time_of_day():
    assert clock.time("in thirty minutes") is None


@pytest.mark.parametrize(
    ("said", "side"),
    [("the left one", "left"), ("left not right", "left"), ("both of them", "both"), ("right now", None), ("no", None)],
)
def test_a_side_is_heard_only_where_one_is_named(said, side):
    assert numbers.side(said) == side
