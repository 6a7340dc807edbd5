"""
The safety rules over whole walks: sessions that break off, are gone on with, and wander anywhere.

`SAFETY_WALKS=10000 pytest tests/conversation/test_walks.py` takes that many walks instead of a few hundred.
"""

import os
from collections.abc import Callable, Iterator
from itertools import groupby

from hypothesis import example, given, settings

from skill.conversation.events import Said
from skill.conversation.session import Session
from skill.conversation.triage import is_red_flag
from tests.conversation.people import assert_asks_something
from tests.conversation.walks import CONTENT, FellSilent, IsFine, Opened, Step, Turn, Waited, steps, walked

FLAGS = {name for name in CONTENT.findings if is_red_flag(name, CONTENT)}
ROUTINE = Said(intent="StartStretch", slots={"stretch": "five_minute_plan"})
CRAMP = Said(intent="StopCramp", slots={"side": "left"})
NO, YES, NEXT = Said(intent="No"), Said(intent="Yes"), Said(intent="Next")
LOST: list[Step] = [Waited(70.0), FellSilent(), Opened()]


def over_walks(test: Callable[[list[Step]], None]) -> Callable[[], None]:
    """Run a test over chance walks, and over those that once went wrong."""
    for walk in (
        [ROUTINE, IsFine(), *LOST, NO, YES],
        [ROUTINE, IsFine(), YES, *LOST, NO, NEXT],
        [CRAMP, IsFine(), *LOST, NO, ROUTINE],
        [CRAMP, IsFine(), *LOST, CRAMP, NO],
    ):
        test = example(walk)(test)
    many = settings(max_examples=int(os.environ.get("SAFETY_WALKS", "300")), deadline=None)
    return many(given(steps())(test))


@over_walks
def test_nothing_raises_and_every_open_reply_asks_something(taken: list[Step]) -> None:
    for turn in walked(taken):
        assert_asks_something(turn.reply)


@over_walks
def test_no_hold_begins_before_the_screen_or_the_rescreen_is_done(taken: list[Step]) -> None:
    for session in sessions(walked(taken)):
        gone_on_with: str | None = None
        for turn in session:
            if told_nothing_new(turn):
                gone_on_with = turn.before.resuming.hold.stretch if turn.before.resuming else ""
            if turn.reply.session.eased == "worse":
                gone_on_with = None
            if turn.reply.guide and turn.reply.guide.stretch != gone_on_with:
                owed = CHOOSES_A_STRETCH if gone_on_with is not None else screened(turn.reply.session)
                assert owed <= set(turn.reply.session.answers)


@over_walks
def test_no_hold_begins_that_an_answer_rules_out(taken: list[Step]) -> None:
    for turn in walked(taken):
        if hold := turn.reply.guide:
            against = CONTENT.stretches[hold.stretch].not_if
            answers = turn.reply.session.answers
            settled = {"hip_replacement"} if answers.get("hip_cleared") == "yes" else set()
            assert not [name for name in against if answers.get(name) in ("yes", "unknown") and name not in settled]


@over_walks
def test_a_red_flag_is_never_followed_by_a_hold(taken: list[Step]) -> None:
    for session in sessions(walked(taken)):
        flagged = False
        for turn in session:
            if isinstance(turn.event, Said) and turn.event.intent in ("TakeBack", "Previous"):
                flagged = any(turn.reply.session.answers.get(name) == "yes" for name in FLAGS)
            flagged = flagged or bool(told_flags(turn))
            assert not (flagged and turn.reply.guide)


def sessions(turns: list[Turn]) -> Iterator[list[Turn]]:
    for _, session in groupby(turns, key=lambda turn: turn.session):
        yield list(session)


CHOOSES_A_STRETCH = {"pregnant", "recent_surgery", "hip_replacement"}


def screened(session: Session) -> set[str]:
    """Return what has to be answered before a stretch; some of it only after what was told, such as a fall."""
    told = {name for name, answer in session.answers.items() if answer == "yes"}
    due = [it for it in CONTENT.questions.values() if it.stage == "screen" and (not it.if_any or told & set(it.if_any))]
    return {name for it in due for name in it.covers}


def told_nothing_new(turn: Turn) -> bool:
    """Tell whether "anything new since then?" was just answered with a plain no."""
    said, asked = turn.event, CONTENT.questions.get(turn.before.turn.about)
    if asked is None or asked.stage != "rescreen" or not isinstance(said, Said) or said.findings:
        return False
    return said.answer == "no" or (said.answer is None and said.intent == "No")


def told_flags(turn: Turn) -> set[str]:
    """Return the red flags that were just reported, or answered with yes or not sure if only one was asked."""
    said, asked = turn.event, turn.before.turn
    if not isinstance(said, Said):
        return set()
    told = {name for name, heard in said.findings.items() if heard == "yes"}
    if asked.awaiting == "finding" and len(asked.asks) == 1 and said.intent in ("Yes", "NotSure"):
        told.update(asked.asks)
    return told & FLAGS
