"""What follows a "no": the replies of after_a_no.tsv, written before the rule that reads them."""

from pathlib import Path
from typing import NamedTuple

from skill.understanding.hearing import content, hear

TABLE = Path(__file__).parent / "after_a_no.tsv"
EVERYDAY_NOES = 105
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
