"""What a conversation leaves behind, and what the next one makes of it."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from skill.content.loader import load
from skill.content.models import Answer
from skill.conversation.events import Consented, Event, Launched, Said
from skill.conversation.profile import EMERGENCY_SECONDS, NO_OFFER_SECONDS, Profile, begin, changes
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Hold, Place, Session, SetReminder, is_night
from tests.conversation.people import INTENT_OF, compound

CONTENT = load()
YES, NO, NEXT = "Yes", "No", "Next"
DAY = 86_400.0


class Person:
    """Somebody who comes back; what is remembered of them goes from session to session."""

    def __init__(self) -> None:
        self.known = Profile(introduced=True)
        self.now = 1e9
        self.session = Session()

    def arrive(self, hour: int | None = None) -> Reply:
        self.session = Session()
        begin(self.session, self.known, self.now, hour)
        return self.happens(Launched(now=self.now, hour=hour, known=self.known))

    def hear(self, intent: str, **slots: str) -> Reply:
        return self.happens(Said(now=self.now, intent=intent, slots=slots))

    def finish_a_routine(self) -> Reply:
        self.arrive()
        reply = self.hear("StartStretch", stretch="strength")
        while reply.session.turn.awaiting == "finding":
            reply = self.hear(NO)
        while reply.guide:
            reply = self.hear(NEXT)
        return reply

    def happens(self, event: Event) -> Reply:
        reply = respond(event, self.session, CONTENT)
        if change := changes(self.session, reply, self.now):
            self.known = change(self.known)
        self.session = reply.session
        return reply


@pytest.mark.parametrize("hour", [22, 23, 0, 6])
def test_the_night_begins_at_ten_and_ends_at_seven(hour: int) -> None:
    assert is_night(hour)


@pytest.mark.parametrize("hour", [None, 7, 12, 21])
def test_by_day_and_at_an_unknown_hour_it_is_not_night(hour: int | None) -> None:
    assert not is_night(hour)


def test_the_whisper_is_offered_once_a_night_and_never_asked_about() -> None:
    person = Person()

    first = person.arrive(hour=2)
    second = person.hear("GiveKind", kind="cramp")

    assert "say, whisper" in first.say
    assert "whisper" not in second.say + second.ask
    assert "whisper" not in first.ask


def test_a_complaint_by_itself_at_night_gets_the_offer_where_it_fits_in_one_breath() -> None:
    session = Session()

    reply = respond(Said(intent="StopCramp", hour=3), session, CONTENT)

    assert len(f"{reply.say} {reply.ask}".split()) <= 45


@pytest.mark.parametrize("intent", ["Emergency", "Crisis"])
def test_nothing_stands_before_an_emergency(intent: str) -> None:
    assert "whisper" not in respond(Said(intent=intent, hour=3), Session(), CONTENT).say


def test_a_whisper_by_day_is_for_that_day_only() -> None:
    person = Person()
    person.arrive(hour=14)
    person.hear("QuietMode")

    person.arrive(hour=2)

    assert not person.session.quiet


def test_whoever_spoke_up_at_night_is_not_whispered_to_any_more() -> None:
    person = Person()
    person.arrive(hour=2)
    person.hear("QuietMode")
    person.arrive(hour=3)
    assert person.session.quiet

    person.hear("NormalVoice")
    person.arrive(hour=2)

    assert not person.session.quiet


def test_after_a_routine_a_reminder_is_offered_with_a_yes_for_it() -> None:
    person = Person()

    offer = person.finish_a_routine()

    assert offer.open
    assert "remind" in offer.ask
    assert offer.request is None
    assert person.hear(YES).request == SetReminder(19, 0, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


def test_the_exercises_of_a_routine_are_counted() -> None:
    person = Person()

    person.finish_a_routine()

    assert person.known.finished == 3


def test_a_no_ends_with_the_net_and_no_reminder_is_offered_for_a_week() -> None:
    person = Person()
    person.finish_a_routine()
    goodbye = person.hear(NO)

    again = person.finish_a_routine()
    person.now += NO_OFFER_SECONDS - 1
    within = person.finish_a_routine()
    person.now += 1
    after = person.finish_a_routine()

    assert not goodbye.open
    assert "numb" in goodbye.say
    assert not again.open
    assert not within.open
    assert after.open


def test_a_permission_that_was_declined_counts_as_a_no() -> None:
    person = Person()
    person.arrive()
    person.hear("SetReminder", time="21:00")
    asked = respond(Said(intent=YES), person.session, CONTENT)

    reply = respond(Consented(answer="declined", now=person.now), asked.session, CONTENT)
    change = changes(asked.session, reply, person.now)

    assert change is not None
    assert change(person.known).reminder_declined_at == person.now


def test_whoever_has_a_reminder_is_offered_no_second() -> None:
    person = Person()
    person.known = replace(person.known, reminder_set=True)

    assert not person.finish_a_routine().open


def test_a_routine_that_is_stopped_offers_nothing() -> None:
    person = Person()
    person.arrive()
    reply = person.hear("StartStretch", stretch="strength")
    while reply.session.turn.awaiting == "finding":
        reply = person.hear(NO)

    stopped = person.hear(NO)

    assert not stopped.open
    assert "remind" not in stopped.say


def test_a_reminder_can_be_asked_for_although_one_was_declined() -> None:
    person = Person()
    person.known = replace(person.known, reminder_declined_at=person.now)
    person.arrive()

    assert "9 PM" in person.hear("SetReminder", time="21:00").ask


def test_a_new_complaint_after_a_routine_is_taken_up_and_not_sent_home() -> None:
    person = Person()
    person.finish_a_routine()

    reply = person.hear("StopCramp")

    assert reply.open
    assert reply.session.turn.awaiting in ("finding", "did_help")
    assert not person.session.finished


def routine_holds(name: str, side: str, truth: Mapping[str, Answer], lost_at: int | None = None) -> list[Hold]:
    """List what is guided of a routine to its end; the session is lost in the hold of that number, and gone on with."""
    person, guided = Person(), list[Hold]()
    person.arrive()
    person.hear("GiveSide", side=side)
    reply = person.hear("StartStretch", stretch=name)
    while reply.guide or reply.session.turn.awaiting == "finding":
        if reply.guide:
            guided.append(reply.guide)
            if len(guided) - 1 == lost_at:
                person.arrive()
                reply = person.hear(NO)
                assert reply.guide == guided[-1]
            reply = person.hear(NEXT)
        else:
            reply = person.hear(INTENT_OF[compound(reply.session.turn.asks, truth)])
    return guided


@pytest.mark.parametrize("truth", [{}, {"pregnant": "yes"}], ids=["fine", "pregnant"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("name", sorted(CONTENT.routines))
def test_a_routine_goes_on_wherever_it_was_lost(name: str, side: str, truth: dict[str, Answer]) -> None:
    whole = routine_holds(name, side, truth)

    for lost_at in range(len(whole)):
        assert routine_holds(name, side, truth, lost_at) == whole


def lost_in(intent: str, **slots: str) -> Person:
    """Return a user whose session was lost in the first hold, and who has just launched the skill again."""
    person = Person()
    person.arrive()
    reply = person.hear(intent, **slots)
    while reply.session.turn.awaiting == "finding":
        reply = person.hear(NO)
    assert reply.guide
    person.arrive()
    return person


def test_the_side_is_kept_for_the_stretch_after_the_one_gone_on_with() -> None:
    person = lost_in("StopCramp", side="left")
    person.hear(NO)
    person.hear("DidNotHelp")

    reply = person.hear(NO)

    assert reply.guide
    assert reply.guide.side == "left"


@pytest.mark.parametrize("then", [YES, NEXT, "Ready", "Resume"])
def test_the_question_that_chooses_a_stretch_says_why_it_comes_in_a_routine_gone_on_with(then: str) -> None:
    person = lost_in("StartStretch", stretch="five_minute_plan")
    person.hear(NO)

    reply = person.hear(then)

    assert reply.say == CONTENT.lines["check_next"]
    assert reply.session.turn.asks == ["pregnant", "recent_surgery", "hip_replacement"]


@pytest.mark.parametrize("heard", [YES, "NotSure", "Fallback"])
def test_a_routine_goes_on_after_the_full_screen_too(heard: str) -> None:
    person = lost_in("StartStretch", stretch="warm_up")
    reply = person.hear(heard)
    while reply.session.turn.awaiting == "finding":
        reply = person.hear(NO)

    assert reply.guide == Hold("leg_swings", "left", 30.0)
    assert person.session.routine


def test_a_no_to_a_screen_question_is_no_answer_to_anything_new() -> None:
    person = lost_in("StopCramp", side="left")
    person.hear("StopCramp", side="left")

    reply = person.hear(NO)

    assert reply.guide is None
    assert reply.session.turn.about == "toilet"


def test_a_place_that_fits_no_routine_any_more_is_a_stretch_by_itself() -> None:
    person = Person()
    hold = Hold("piriformis", "right", 12.0)
    person.known = replace(person.known, place=Place(hold=hold, at=person.now, routine="warm_up", step=99))
    person.arrive()

    reply = person.hear(NO)

    assert reply.guide == hold
    assert person.session.routine is None


def test_an_emergency_is_repeated_first_until_somebody_has_helped_and_only_soon() -> None:
    def said_after(seconds: float) -> tuple[str, str]:
        person = Person()
        person.arrive()
        person.hear("Emergency")
        person.now += seconds
        first = person.arrive().ask
        person.hear("Yes")
        person.now += 1
        return first, person.arrive().ask

    call = CONTENT.locale("en-US").call_emergency
    soon, again = said_after(EMERGENCY_SECONDS - 1)
    late, _ = said_after(EMERGENCY_SECONDS + 1)
    assert soon.startswith(call)
    assert call not in again
    assert call not in late


@pytest.mark.parametrize("intent", ["No", "NotSure", "StartStretch", "Fallback", "Resume", "Next"])
def test_after_an_emergency_advice_no_stretch_follows_until_somebody_has_helped(intent):
    person = Person()
    person.arrive()
    person.hear("Emergency")
    person.now += 60
    person.arrive()
    for _ in range(3):
        reply = person.hear(intent)
        assert not reply.guide
        if not reply.open:
            break
        assert reply.session.turn.about in ("since", "again")


def test_of_an_emergency_only_its_time_is_stored_and_no_short_screen_follows_it() -> None:
    person = Person()
    person.known = replace(person.known, unflagged_at=person.now)
    person.arrive()
    person.happens(Said(now=person.now, intent="ReportRedFlag", findings={"saddle_numb": "yes"}))
    assert person.known == Profile(introduced=True, emergency_at=person.now)


def test_an_emergency_that_was_taken_back_is_not_repeated() -> None:
    person = Person()
    person.arrive()
    person.happens(Said(now=person.now, intent="ReportRedFlag", findings={"bladder_control_loss": "yes"}))
    person.hear("TakeBack")
    assert person.known.emergency_at is None
    person.happens(Said(now=person.now, intent="NotSure"))
    assert person.known.emergency_at == person.now
    person.hear("Stop")
    assert person.arrive().ask.startswith(CONTENT.locale("en-US").call_emergency)


def test_a_crisis_is_not_followed_by_the_ambulance() -> None:
    person = Person()
    person.arrive()
    person.hear("Crisis")
    assert person.known.emergency_at is None
