"""ISO values of slots are converted: the dialogue gets seconds and times of day, and the simulated device sends ISO."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.durations import as_alexa_sends, seconds, time_of_day
from skill.alexa.intents import said
from skill.conversation.session import Session
from tests.signing import intent

YEAR = 31_557_600


@pytest.mark.parametrize(
    ("iso", "heard"), [("PT30S", "30"), ("PT1M30S", "90"), ("PT15M", "900"), ("PT1H30M", "5400"), ("PT120M", "7200")]
)
def test_a_duration_becomes_whole_seconds(iso, heard):
    assert seconds(iso) == heard


@pytest.mark.parametrize(
    "iso", ["", "PT", "PT0S", "P1D", "P1DT5M", "30", "PT3", "PTS", "PT-5M", "PT²S", "pt5m", "?", " "]
)
def test_what_is_no_duration_counts_as_absent(iso):
    assert seconds(iso) is None


@pytest.mark.parametrize(
    ("alexas", "heard"),
    [
        ("21:15", "21:15"),
        ("08:00:00", "08:00"),
        ("7:30", "07:30"),
        ("MO", "morning"),
        ("AF", "afternoon"),
        ("EV", "evening"),
        ("NI", "night"),
    ],
)
def test_a_time_becomes_a_clock_time_or_a_part_of_the_day(alexas, heard):
    assert time_of_day(alexas) == heard


@pytest.mark.parametrize("alexas", ["", "25:00", "09:75", "9", ":", "²2:00", "morning", "08:00:x"])
def test_what_is_no_time_counts_as_absent(alexas):
    assert time_of_day(alexas) is None


@given(st.integers(1, 86_399))
def test_seconds_survive_the_way_through_an_envelope(length):
    assert seconds(as_alexa_sends("AMAZON.DURATION", str(length))) == str(length)


@given(st.integers(1, YEAR))
def test_every_length_has_an_iso_value(length):
    assert as_alexa_sends("AMAZON.DURATION", str(length)).startswith("P")


@pytest.mark.parametrize("time", ["21:15", "morning", "afternoon", "evening", "night"])
def test_times_survive_the_way_through_an_envelope(time):
    assert time_of_day(as_alexa_sends("AMAZON.TIME", time)) == time


def test_other_values_are_sent_as_they_are():
    assert as_alexa_sends("AMAZON.SearchQuery", "my left glute") == "my left glute"


@pytest.mark.parametrize(("iso", "slots"), [("PT45S", {"hold": "45"}), ("PT4S5M", {}), ("", {}), (None, {})])
def test_an_intent_request_carries_seconds_to_the_dialogue(iso, slots):
    event = said(intent("LongerHoldIntent", hold=iso), Session(), now=0.0)

    assert event.slots == slots


@pytest.mark.parametrize(
    ("slot", "value", "slots", "of"),
    [("age", "9", {"age": "9"}, "me"), ("their_age", "8", {"their_age": "8"}, "other"), ("age", "?", {}, "me")],
)
def test_an_age_told_with_the_complaint_is_heard(slot, value, slots, of):
    event = said(intent("StopCrampIntent", **{slot: value}), Session(), now=0.0)
    assert (event.intent, event.slots, event.of) == ("StopCramp", slots, of)
