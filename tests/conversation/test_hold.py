"""Control of a running hold, to the second: the clock comes with the event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.loader import load
from skill.conversation.events import Event, Launched, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Hold, Place, Session
from tests.conversation.people import honest

CONTENT = load()
BROKEN_OFF = Profile(introduced=True, place=Place(hold=Hold("seated_figure_four", "right", 22.0), at=900.0))
LEAD = 20.0
"""Seconds from the reply to the beginning of the hold, as the renderer would write them."""


class Coach:
    """Keeps a conversation going by its clock."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.session = Session()

    def hear(self, intent: str, wait: float = 0.0, **slots: str) -> Reply:
        self.now += wait
        return self.happens(Said(intent=intent, slots=slots, now=self.now))

    def happens(self, event: Event) -> Reply:
        reply = respond(event, self.session, CONTENT)
        self.session = reply.session
        if self.session.guiding and reply.guide:
            self.session.guiding.lead = LEAD
        return reply


def guided(**slots: str) -> Coach:
    """A coach that has just begun to guide thirty seconds on the left."""
    coach = Coach()
    reply = coach.hear("StopCramp", side="left", **slots)
    answer = honest({})
    while not reply.guide:
        said = answer(reply)
        assert isinstance(said, Said)
        reply = coach.hear(said.intent)
    return coach


def test_a_pause_keeps_the_seconds_that_are_left() -> None:
    coach = guided()

    coach.hear("Pause", wait=LEAD + 12)
    reply = coach.hear("Resume", wait=600)

    assert reply.guide == Hold("seated_figure_four", "left", 18.0, first=True)
    assert reply.session.turn.brief
    assert "18 seconds" in reply.say


def test_a_pause_before_the_hold_begins_leaves_all_of_it_with_its_instructions() -> None:
    coach = guided()

    coach.hear("Pause", wait=4)
    reply = coach.hear("Yes", wait=30)

    assert reply.guide == Hold("seated_figure_four", "left", 30.0, first=True)
    assert not reply.session.turn.brief


def test_asking_how_long_is_left_goes_on_at_once() -> None:
    coach = guided()

    reply = coach.hear("HowLongLeft", wait=LEAD + 10)

    assert reply.guide == Hold("seated_figure_four", "left", 20.0, first=True)
    assert reply.say.startswith("20 seconds left")


def test_asking_while_paused_stays_paused() -> None:
    coach = guided()
    coach.hear("Pause", wait=LEAD + 12)

    reply = coach.hear("HowLongLeft", wait=40)

    assert reply.guide is None
    assert reply.say == "18 seconds left."


def test_after_the_hold_nothing_is_left() -> None:
    coach = guided()

    reply = coach.hear("HowLongLeft", wait=LEAD + 31)

    assert reply.guide is None
    assert reply.ask == CONTENT.lines["letting_go"]


@pytest.mark.parametrize(
    ("said", "left"), [("45", 35.0), ("10", 30.0), (None, 35.0), ("1800", 110.0)]
)  # fmt: skip
def test_longer_adds_to_what_is_left(said: str | None, left: float) -> None:
    coach = guided()

    reply = coach.hear("LongerHold", wait=LEAD + 10, **({"hold": said} if said else {}))

    assert reply.guide == Hold("seated_figure_four", "left", left, first=True)


def test_the_other_side_gets_the_whole_length() -> None:
    coach = guided()
    coach.hear("LongerHold", wait=LEAD + 10, hold="10")

    reply = coach.hear("SwitchSides", wait=5)

    assert reply.guide == Hold("seated_figure_four", "right", 40.0, first=True)
    assert not reply.session.turn.brief


def test_switching_twice_comes_back() -> None:
    coach = guided()
    coach.hear("SwitchSides")

    assert coach.hear("SwitchSides").guide == Hold("seated_figure_four", "left", 30.0, first=True)


def test_the_other_side_is_no_new_round() -> None:
    coach = guided()
    coach.hear("SwitchSides")
    coach.hear("DidNotHelp")

    assert coach.hear("No").guide


@pytest.mark.parametrize("intent", ["QuietMode", "NormalVoice"])
def test_another_voice_in_the_middle_of_a_hold_goes_on_with_it(intent: str) -> None:
    coach = guided()

    reply = coach.hear(intent, wait=LEAD + 12)

    assert reply.guide == Hold("seated_figure_four", "left", 18.0, first=True)
    assert reply.session.quiet is (intent == "QuietMode")


def test_slower_begins_the_hold_again_at_a_slower_pace() -> None:
    coach = guided()

    reply = coach.hear("SlowDown", wait=LEAD + 3)

    assert reply.guide == Hold("seated_figure_four", "left", 30.0, first=True)
    assert reply.session.pace < 1


def test_pain_ends_the_hold_and_nothing_can_be_gone_on_with() -> None:
    coach = guided()
    coach.hear("ItHurtsMore", wait=LEAD + 3)

    for intent in ("Resume", "LongerHold", "SwitchSides", "HowLongLeft"):
        assert coach.hear(intent).guide is None


def test_new_tingling_ends_the_hold_and_asks_again() -> None:
    coach = guided()
    event = Said(intent="DescribeSymptom", findings={"tingling": "yes"}, now=coach.now + 30)

    reply = coach.happens(event)

    assert reply.guide is None
    assert "leg_weakness" in reply.session.turn.asks


@given(st.lists(st.tuples(st.sampled_from(["Pause", "Resume", "HowLongLeft"]),
                          st.floats(0, 60)), max_size=8))  # fmt: skip
def test_going_on_never_makes_a_hold_longer(steps: list[tuple[str, float]]) -> None:
    coach = guided()
    left = 30.0
    for intent, wait in steps:
        reply = coach.hear(intent, wait=wait)
        if reply.guide:
            assert reply.guide.seconds <= max(left, 5.0)
            left = reply.guide.seconds


def test_a_lost_session_is_gone_on_with_after_one_question() -> None:
    coach = Coach()
    place = Hold("seated_figure_four", "right", 22.0, first=True)

    asked = coach.happens(Launched(now=1000.0, known=Profile(introduced=True, place=Place(hold=place, at=900.0))))
    reply = coach.hear("No")

    assert asked.session.turn.asks == list(CONTENT.questions["anything_new"].covers)
    assert reply.guide == place


@pytest.mark.parametrize("answer", ["Yes", "NotSure", "Fallback"])
def test_anything_new_runs_the_full_screen(answer: str) -> None:
    coach = Coach()
    coach.happens(Launched(now=1000.0, known=BROKEN_OFF))

    reply = coach.hear(answer)

    assert reply.guide is None
    assert reply.session.turn.awaiting == "finding"


def test_another_stretch_after_a_lost_session_asks_the_body_gate() -> None:
    coach = Coach()
    coach.happens(Launched(now=1000.0, known=BROKEN_OFF))
    coach.hear("No")

    reply = coach.hear("DidNotHelp")

    assert "pregnant" in reply.session.turn.asks


def test_a_routine_goes_through_both_sides_and_can_be_skipped() -> None:
    coach = Coach()
    reply = coach.hear("StartStretch", stretch="cool_down")
    while not reply.guide:
        reply = coach.hear("No")
    holds = [reply.guide]
    while reply.guide:
        reply = coach.hear("Next" if len(holds) % 2 else "Ready")
        holds += [reply.guide] if reply.guide else []

    assert [(hold.stretch, hold.side) for hold in holds] == [
        ("seated_figure_four", "left"),
        ("seated_figure_four", "right"),
        ("hip_flexor", "left"),
        ("hip_flexor", "right"),
    ]
    assert reply.session.turn.level == "selfcare"
    assert not coach.hear("No").open


@pytest.mark.parametrize("intent", ["Next", "DidNotHelp"])
def test_next_while_paused_goes_on_to_the_next_stretch(intent: str) -> None:
    coach = guided()
    coach.hear("Pause", wait=LEAD + 12)

    reply = coach.hear(intent)
    while reply.session.turn.awaiting == "finding":
        reply = coach.hear("No")

    assert reply.guide is not None
    assert reply.guide.stretch != "seated_figure_four"
    assert reply.guide.side == "left"


def test_next_while_a_routine_is_paused_goes_on_to_its_next_step() -> None:
    coach = Coach()
    reply = coach.hear("StartStretch", stretch="cool_down")
    while not reply.guide:
        reply = coach.hear("No")
    coach.hear("Pause", wait=LEAD + 5)

    assert coach.hear("Next").guide == Hold("seated_figure_four", "right", 30.0)


def test_what_is_taken_up_again_after_a_new_screen_keeps_its_side_and_its_place() -> None:
    coach = Coach()
    lying = Hold("supine_figure_four", "right", 22.0, where="bed")
    coach.happens(Launched(now=1000.0, known=Profile(introduced=True, place=Place(hold=lying, at=900.0))))

    reply = coach.hear("NotSure")
    while reply.session.turn.awaiting == "finding":
        reply = coach.hear("No")

    assert reply.guide is not None
    assert (reply.guide.stretch, reply.guide.side, reply.guide.where) == ("supine_figure_four", "right", "bed")
