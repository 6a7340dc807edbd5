"""Timers and reminders: a yes for each, cautions first, and a sentence for whatever comes of them."""

from typing import Literal, get_args

import pytest

from skill.content.loader import load
from skill.conversation.events import Consented, Event, Outcome, Performed, RunningTimer, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import (
    CancelReminders,
    CancelTimers,
    Forget,
    ListReminders,
    ListTimers,
    Reply,
    Tell,
)
from skill.conversation.respond import respond
from skill.conversation.session import DAYS, Session, SetReminder, SetTimer

CONTENT = load()
REFUSALS = [name for name in get_args(Outcome) if name not in ("done", "no_permission", "no_time_zone")]
HEAT = SetTimer("heat", 900)
EVENING = SetReminder(21, 0, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def after(*events: Event, running: tuple[RunningTimer, ...] = ()) -> Reply:
    """Return the last reply; a platform that has these timers running lists them at once."""
    session = Session()
    reply = Reply(session, "silent")
    for event in events:
        reply = respond(event, session, CONTENT)
        if isinstance(reply.request, ListTimers):
            listed = Performed(request=reply.request, outcome="done", timers=running)
            reply = respond(listed, reply.session, CONTENT)
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


def test_a_timer_that_runs_is_told_and_may_be_replaced() -> None:
    asked = say("SetHeatTimer", duration="120")
    running = (RunningTimer("heat", 841.0),)

    reply = after(asked, running=running)

    assert "heat is running, with 14 minutes left" in reply.say
    assert reply.ask == "Shall I make it 2 minutes from now?"
    assert after(asked, YES, running=running).request == SetTimer("heat", 120, replace=True)
    assert after(asked, NO, running=running).request is None


def test_a_timer_of_the_other_kind_may_run_beside_it() -> None:
    assert after(TIMER, YES, running=(RunningTimer("ice", 300.0),)).request == HEAT


def test_a_timer_that_was_there_before_the_yes_is_told_too() -> None:
    refused = Performed(request=HEAT, outcome="duplicate", timers=(RunningTimer("heat", 50.0),))

    reply = after(TIMER, YES, refused)

    assert "with 50 seconds left" in reply.say
    assert after(TIMER, YES, refused, YES).request == SetTimer("heat", 900, replace=True)


@pytest.mark.parametrize(("left", "told"), [(899.0, "15 minutes left for heat."), (61.0, "1 minute left for heat.")])
def test_how_long_a_timer_still_runs_is_told(left: float, told: str) -> None:
    reply = after(say("HowLongLeft"), running=(RunningTimer("heat", left),))

    assert reply.say == told
    assert not reply.open


def test_without_a_timer_none_is_claimed() -> None:
    assert "No timer" in after(say("HowLongLeft")).say


def test_asking_for_the_timer_leads_back_to_the_open_question() -> None:
    reply = after(say("StopCramp"), say("HowLongLeft"), running=(RunningTimer("ice", 300.0),))

    assert reply.say == "5 minutes left for ice."
    assert "leg_weakness" in reply.session.turn.asks


def test_a_timer_is_cancelled_at_once_and_that_is_said() -> None:
    gone = Performed(request=CancelTimers(), outcome="done", timers=(RunningTimer("heat", 300.0),))
    none = Performed(request=CancelTimers(), outcome="done")
    away = Performed(request=CancelTimers(), outcome="away")

    assert after(say("CancelTimer")).request == CancelTimers()
    assert after(say("CancelTimer"), gone).say == "Done. The timer is off."
    assert "No timer" in after(say("CancelTimer"), none).say
    assert "doesn't answer" in after(say("CancelTimer"), away).say


@pytest.mark.parametrize("eased", ["better", "same"])
def test_what_was_set_is_always_said(eased: Literal["better", "same"]) -> None:
    session = Session(
        answers={"painful_cramp": "yes", "long_sitting": "yes"},
        screening=True,
        eased=eased,
        rounds=2,
        done=["seated_figure_four"],
        named="prolonged_sitting",
        wish=HEAT,
    )

    reply = respond(Performed(request=HEAT, outcome="done"), session, CONTENT)

    assert "Done, 15 minutes." in reply.say


def test_one_minute_is_no_minutes() -> None:
    asked = say("SetHeatTimer", duration="60")

    assert after(asked).ask.startswith("1 minute of warmth")
    assert "Done, 1 minute." in after(asked, YES, Performed(request=SetTimer("heat", 60), outcome="done")).say


def test_a_single_day_in_an_unknown_time_zone_becomes_an_offer_for_every_day() -> None:
    asked, once = say("SetReminder", time="morning"), SetReminder(8, 0)
    unknown = Performed(request=once, outcome="no_time_zone")

    reply = after(asked, YES, unknown)

    assert reply.say == "I don't know your time zone, so I can't pick a single day."
    assert "every day at 8 AM" in reply.ask
    assert after(asked, YES, unknown, YES).request == SetReminder(8, 0, DAYS)


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
    once = after(say("MyHistory"), Performed(request=Tell(), outcome="done", known=Profile(finished=1)))
    assert "1 hold with" in once.say
    assert after(say("DeleteMyData"), NO).request is None
    assert after(say("DeleteMyData"), YES).request == Forget()
    gone = after(say("DeleteMyData"), YES, Performed(request=Forget(), outcome="away"))
    assert "couldn't" in gone.say


def test_a_timer_in_the_middle_of_the_screen_leads_back_to_it() -> None:
    reply = after(say("StopCramp"), TIMER, YES, Performed(request=HEAT, outcome="done"))

    assert "leg_weakness" in reply.session.turn.asks
