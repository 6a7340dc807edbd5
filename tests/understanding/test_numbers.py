import pytest

from skill.understanding import clock, numbers
from skill.understanding.normalise import words


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("a minute and a half", 90),
        ("two times thirty seconds", 60),
        ("half a minute", 30),
        ("twenty", 20),
        ("one minute thirty", 90),
        ("an hour and a half", 5400),
        ("a quarter of an hour", 900),
        ("for about two weeks", 14 * 86400),
        ("90 seconds", 90),
    ],
)
def test_a_length_of_time_is_heard_in_seconds(said, length):
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
        ("in the morning", "morning"),
        ("tonight", "night"),
    ],
)
def test_a_time_of_day_is_heard(said, time):
    assert clock.time(words(said)) == time


@pytest.mark.parametrize("said", ["zero seconds", "two years", "no number at all"])
def test_nothing_and_more_than_a_year_is_no_length(said):
    assert numbers.duration(words(said), bare="second") is None


def test_a_length_is_no_time_of_day():
    assert clock.time(words("in thirty minutes")) is None


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("the left one", "left"),
        ("left not right", "left"),
        ("both of them", "both"),
        ("left then right", "both"),
        ("on the right down low", "right"),
        ("the left, right in the middle", "left"),
        ("right now", None),
        ("it's cramped right up", None),
        ("right in my butt", None),
        ("my arse is in a right knot", None),
        ("no", None),
    ],
)
def test_a_side_is_heard_only_where_one_is_named(said, side):
    assert numbers.side(words(said)) == side


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("its cramped right up", None),
        ("cramp right in my butt", None),
        ("cramp right in my left buttock", "left"),
        ("my right buttock is cramping", "right"),
    ],
)
def test_the_side_slot_takes_no_other_right(listener, said, side):
    heard = listener.hear(said)
    assert heard.slots.get("side") == side
    assert (heard.findings.get("side_right") == "yes") == (side == "right")
