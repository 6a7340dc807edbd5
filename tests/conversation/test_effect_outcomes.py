"""Timers and reminders: a yes for each, cautions first, and a sentence for whatever comes of them."""

from typing import get_args

import pytest

from skill.content.loader import load
from skill.conversation.events import Consented, Event, Outcome, Performed, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import CancelReminders, Forget, ListReminders, Reply, Tell
from skill.conversation.respond import respond
from skill.conversation.session import Session, SetReminder, SetTimer

CONTENT = load()
REFUSALS = [name for name in get_args(Outcome) if name not in ("done", "no_permission")]
HEAT = SetTimer("heat", 900)
EVENING = SetReminder(21, 0, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def after(*events: Event) -> Reply:
    session = Session()
    reply = Reply(session, "silent")
    for event in events:
        reply = respond(event, session, CONTENT)
        session = reply.session
    return reply


def say(intent: str, **slots: str) -> Said:
    return Said(intent=intent, slots=slots)


YES, NO = say("Yes"), say("No")
TIMER = say("SetHeatTimer", duration="900")
REMINDER = say("SetReminder", time="21:00", recurrence="daily")


def test_a_timer_waits_for_a_yes_and_says_on_what_skin_not() -> None:
    reply = after(TIMER)

    assert reply.request is None
    assert "numb" in reply.ask
    assert after(TIMER, YES).request == HEAT


def test_a_no_sets_nothing() -> None:
    assert after(TIMER, NO).request is None
    assert after(TIMER, NO, YES).request is None


@pytest.mark.parametrize(("asked", "seconds"), [("3600", 1200), ("300", 300), ("10", 60), ("", 900), ("0", 900)])
def test_heat_is_never_longer_than_twenty_minutes(asked: str, seconds: int) -> None:
    assert after(say("SetHeatTimer", duration=asked), YES).request == SetTimer("heat", seconds)


def test_the_reason_is_given_where_a_timer_is_cut_short() -> None:
    assert "burn" in after(say("SetHeatTimer", duration="7200")).say


def test_no_heat_is_offered_on_numb_skin() -> None:
    reply = after(Said(intent="DescribeSymptom", findings={"numbness": "yes"}), TIMER)

    assert reply.session.wish is None
    assert "not right" in reply.say


@pytest.mark.parametrize("outcome", REFUSALS)
@pytest.mark.parametrize(("wish", "asked"), [(HEAT, TIMER), (EVENING, REMINDER)])
def test_every_refusal_gets_a_sentence_and_a_way_on(
    outcome: Outcome, wish: SetTimer | SetReminder, asked: Said
) -> None:
    reply = after(asked, YES, Performed(request=wish, outcome=outcome))

    assert "yourself" in reply.say
    assert not reply.open or reply.ask.endswith("?")


def test_a_missing_permission_is_asked_for_once() -> None:
    refused = Performed(request=HEAT, outcome="no_permission")

    first = after(TIMER, YES, refused)
    again = after(TIMER, YES, refused, Consented(answer="granted"), refused)

    assert first.consent == "timers"
    assert after(TIMER, YES, refused, Consented(answer="granted")).request == HEAT
    assert again.consent is None
    assert again.say


def test_a_permission_that_is_not_given_leaves_a_way_on() -> None:
    reply = after(REMINDER, YES, Performed(request=EVENING, outcome="no_permission"), Consented(answer="declined"))

    assert "set a reminder yourself" in reply.say
    assert not reply.open


def test_a_reminder_is_said_back_with_its_time_and_days() -> None:
    reply = after(REMINDER)

    assert "every day at 9 PM" in reply.ask
    assert after(REMINDER, YES).request == EVENING
    assert "every day at 9 PM" in after(REMINDER, YES, Performed(request=EVENING, outcome="done")).say


def test_a_reminder_without_a_time_asks_for_one() -> None:
    assert after(say("SetReminder")).ask.endswith("?")
    assert after(say("SetReminder"), say("SetReminder", time="07:30"), YES).request == SetReminder(7, 30)


@pytest.mark.parametrize(("time", "spoken"), [("00:05", "12:05 AM"), ("12:00", "12 PM"), ("evening", "7 PM")])
def test_times_are_spoken_as_people_say_them(time: str, spoken: str) -> None:
    assert spoken in after(say("SetReminder", time=time)).ask


@pytest.mark.parametrize("time", ["25:00", "9", "noon", ":", "09:75", "²2:00", "EV"])
def test_what_is_no_time_is_asked_again(time: str) -> None:
    assert after(say("SetReminder", time=time)).session.wish is None


def test_reminders_are_listed_and_cancelled_after_a_yes() -> None:
    listed = Performed(request=ListReminders(), outcome="done", reminders=(EVENING,))

    assert after(say("ListReminders")).request == ListReminders()
    assert "every day at 9 PM" in after(say("ListReminders"), listed).say
    assert after(say("ListReminders"), listed, YES).request == CancelReminders()
    assert after(say("CancelReminder"), YES).request == CancelReminders()
    assert after(say("CancelReminder"), NO).request is None


def test_a_reminders_text_never_speaks_of_health() -> None:
    from skill.alexa.reminders import TEXT

    assert not {"cramp", "butt", "glute", "pain", "buttock"} & set(TEXT.lower().split())


def test_what_is_known_is_told_and_forgotten_after_a_yes() -> None:
    assert after(say("MyHistory")).request == Tell()
    told = after(say("MyHistory"), Performed(request=Tell(), outcome="done", known=Profile(finished=3)))
    assert "3 holds" in told.say
    assert after(say("DeleteMyData"), NO).request is None
    assert after(say("DeleteMyData"), YES).request == Forget()
    gone = after(say("DeleteMyData"), YES, Performed(request=Forget(), outcome="away"))
    assert "couldn't" in gone.say


def test_a_timer_in_the_middle_of_the_screen_leads_back_to_it() -> None:
    reply = after(say("StopCramp"), TIMER, YES, Performed(request=HEAT, outcome="done"))

    assert "leg_weakness" in reply.session.turn.asks
