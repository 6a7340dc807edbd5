"""What follows a "no": the replies of after_a_no.tsv, written before the rule that reads them."""

from pathlib import Path
from typing import NamedTuple

import pytest

from skill.understanding.hearing import content, hear

TABLE = Path(__file__).parent / "after_a_no.tsv"
EVERYDAY_NOES = 109
"""Of 168 noes with everyday words behind them; each less is a regression."""


class Reply(NamedTuple):
    """A reply, and the question or finding that was asked about."""

    asks: str
    said: str
    answer: str
    """No, or `not no` where a no would be dangerous."""


def table(answer: str) -> list[Reply]:
    """The replies of the table that mean this answer."""
    rows = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [reply for reply in (Reply(*row.split("\t")) for row in rows) if reply.answer == answer]


def taken_as_no(replies: list[Reply]) -> list[Reply]:
    """The replies that are taken as a no."""
    questions = content().questions
    return [
        reply
        for reply in replies
        if hear(
            reply.said, asks=tuple(questions[reply.asks].covers) if reply.asks in questions else (reply.asks,)
        ).answer
        == "no"
    ]


def test_a_no_that_denies_nothing_is_none():
    assert taken_as_no(table("not no")) == []


def test_everyday_words_behind_a_no_leave_it_one():
    assert len(taken_as_no(table("no"))) >= EVERYDAY_NOES


def asked(question: str) -> tuple[str, ...]:
    """The findings of a question, or the finding itself."""
    questions = content().questions
    return tuple(questions[question].covers) if question in questions else (question,)


DENIED = (
    ("both_legs", "no they are not numb and they are not painful"),
    ("cold_pale_leg", "no they're not cold they're not white"),
    ("both_legs", "no neither's numb neither's painful for crying out loud"),
    ("toilet", "no none none of those"),
    ("toilet", "no there's no numbness and no trouble"),
    ("toilet", "no that's all normal should i be going to hospital or not"),
    ("bladder_control_loss", "no it certainly has not"),
    ("sick", "no there isn't none of that oh please"),
    ("toilet", "for fuck's sake no"),
    ("legs", "certainly not my legs are perfectly good thank you"),
    ("both_legs", "told you already no both legs fine not weak not cold not numb"),
    ("pregnant", "i'm hardly pregnant"),
    ("long_lie", "i wasn't lying on it i can move perfectly well"),
    ("both_legs", "i'll ask him bert are your legs numb no he says no they're alright"),
)


@pytest.mark.parametrize(("question", "said"), DENIED)
def test_what_people_say_to_deny_is_a_no(question, said):
    assert hear(said, asks=asked(question)).answer == "no"


OPEN = (
    ("toilet", "no should i be able to feel it when i wipe"),
    ("legs", "no can you tell me why i keep tripping"),
    ("legs", "no what about my foot"),
    ("legs", "no is this how it starts when the leg goes"),
    ("sick", "no, not great"),
    ("toilet", "no, not like it was"),
    ("cold_pale_leg", "no dear my legs are not cold it's numb down below when i wipe"),
)


@pytest.mark.parametrize(("question", "said"), OPEN)
def test_a_question_about_a_sign_behind_a_no_leaves_it_open(question, said):
    assert hear(said, asks=asked(question)).answer != "no"


def test_an_outcry_is_no_sign():
    assert hear("oh my giddy aunt", asks=asked("sick")).red_flags == ()
