"""When fake reminders ring next: in the device's local time, also across changes of summer time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from skill.alexa.reminders import clock_of
from skill.web.simulator_alerts import next_ring

BERLIN = "Europe/Berlin"
DAILY = "FREQ=DAILY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
WEEKLY = "FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=7;BYMINUTE=30;BYSECOND=0;INTERVAL=1;"


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


def again(rule, **more):
    return {"trigger": {"recurrence": {"recurrenceRules": [rule]}, "timeZoneId": BERLIN, **more}}


@pytest.mark.parametrize(
    ("rule", "after", "rings"),
    [
        (DAILY, "2026-11-22T09:00:00", "2026-11-22T21:00:00"),
        (DAILY, "2026-11-22T21:00:00", "2026-11-23T21:00:00"),
        (DAILY, "2026-03-28T22:00:00", "2026-03-29T21:00:00"),
        (DAILY, "2026-10-24T22:00:00", "2026-10-25T21:00:00"),
        (WEEKLY, "2026-11-22T09:00:00", "2026-11-24T07:30:00"),
        (WEEKLY, "2026-11-24T07:30:00", "2026-11-28T07:30:00"),
        (WEEKLY.replace("TU,SA", "TU"), "2026-11-24T08:00:00", "2026-12-01T07:30:00"),
    ],
)
def test_a_reminder_that_comes_again_rings_at_its_time_of_the_next_day(rule, after, rings):
    assert next_ring(again(rule), at(after), None) == at(rings)


def test_one_that_rings_once_is_over_afterwards():
    once = {"trigger": {"scheduledTime": "2026-11-22T21:00:00.000", "timeZoneId": BERLIN}}
    assert next_ring(once, at("2026-11-22T20:59:59"), None) == at("2026-11-22T21:00:00")
    assert next_ring(once, at("2026-11-22T21:00:00"), None) is None
    assert clock_of(once).days == ()


def test_without_a_zone_of_its_own_the_devices_counts():
    there = again(DAILY, timeZoneId=None)
    assert next_ring(there, at("2026-11-22T09:00:00"), "Asia/Tokyo") == at("2026-11-22T21:00:00", "Asia/Tokyo")
    assert next_ring(there, at("2026-11-22T09:00:00"), None) == at("2026-11-22T21:00:00", "UTC")


def test_the_days_stand_in_the_order_of_the_week():
    assert clock_of(again(WEEKLY.replace("TU,SA", "SA,TU"))).days == ("TU", "SA")
    assert len(clock_of(again(DAILY)).days) == 7
