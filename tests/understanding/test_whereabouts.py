"""Where the speaker is, as far as they say it."""

import pytest

from skill.understanding.whereabouts import where

HERE = {
    "i'm lying in bed and my left butt cheek is cramping": "bed",
    "in bed": "bed",
    "i'm on the floor with a cramp in my butt": "floor",
    "stuck on the kitchen floor": None,
    "i'm stuck on the floor": "floor",
    "sitting at my desk": "chair",
    "i'm in the car": "car",
    "in the car and my glute cramps": "car",
    "pulled over, my bum is cramping": "car",
    "i'm standing in a queue": "standing",
    "oh I can't get to a chair I'm on the floor": "floor",
    "i can't get to the floor i'm in the car": "car",
    "we're on a hike and his glute seized": "standing",
}

ELSEWHERE = [
    "it cramps every night in bed",
    "in bed it cramps every night",
    "i fell on the floor",
    "it does not hurt when i am in bed",
    "after hours in the car",
    "I've been in the car for four hours",
    "I'm not in the car, I'm sat at home",
    "it hurts when i lie in bed",
    "i was sitting at my desk all day and now it cramps",
    "i always get it on the sofa",
    "my left glute is cramping",
    "",
]


@pytest.mark.parametrize(("said", "place"), HERE.items())
def test_where_somebody_is_now_is_heard(said, place):
    assert where(said) == place


@pytest.mark.parametrize("said", ELSEWHERE)
def test_another_time_and_a_way_there_are_no_place(said):
    assert where(said) is None
