"""Replies that answer a question without a yes or no: what is fine, what is old, and whose it is."""

from pathlib import Path
from typing import NamedTuple

import pytest

from skill.understanding.hearing import content, hear

FOLDER = Path(__file__).parent
LINES = FOLDER.parents[1] / "skill" / "understanding" / "en" / "lines"
CLAIMS_TAKEN_AS_NO = 5
"""Of 7,408 claims, said in answer to 12,654 questions about them; three are by the latest authors `aa` and `ac`."""


class Reply(NamedTuple):
    """A reply, the question or finding that was asked about, and what it answers."""

    asks: str
    said: str
    answer: str
    """Yes, no, unknown, or none; `not no` where only a no would be dangerous."""


def table() -> list[Reply]:
    """The replies of replies.tsv."""
    rows = (FOLDER / "replies.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Reply(*row.split("\t")) for row in rows]


def answered(reply: Reply) -> str:
    """What the reply is taken for."""
    question = content().questions.get(reply.asks)
    asks = tuple(question.covers) if question else (reply.asks,)
    heard = hear(reply.said, asks=asks)
    told = any(heard.findings.get(name) == "yes" for name in asks)
    # What is only suspected is asked about first.
    return "yes" if told else "none" if heard.suspected else heard.answer or "none"


def test_nine_of_ten_replies_are_taken_as_they_are_meant():
    rows = table()
    wrong = [
        (reply, got)
        for reply in rows
        if (got := answered(reply)) != reply.answer and not (reply.answer == "not no" and got != "no")
    ]

    assert len(wrong) <= 0.1 * len(rows), wrong


@pytest.mark.parametrize("reply", [it for it in table() if it.answer in {"yes", "not no"}], ids=str)
def test_a_told_sign_or_a_doubt_is_never_a_no(reply):
    assert answered(reply) != "no"


@pytest.mark.parametrize("reply", [it for it in table() if it.answer == "no"], ids=str)
def test_a_denial_is_never_a_yes(reply):
    assert answered(reply) != "yes"


def claims() -> list[tuple[str, str]]:
    """Red flag and text of each line that claims one."""
    found = []
    for path in sorted(LINES.glob("*.tsv")):
        for row in path.read_text(encoding="utf-8").splitlines():
            _, kind, _, text = row.split("\t")[:4]
            if kind == "claimed" and path.stem in content().findings:
                found.append((path.stem, text))
    return found


def questions_about(name: str) -> list[tuple[str, ...]]:
    """The finding's own question, and the one of the screen that covers it."""
    screen = (it for it in content().questions.values() if it.stage != "rescreen" and name in it.covers)
    return [(name,), *(tuple(it.covers) for it in screen)]


@pytest.mark.slow
def test_a_claim_in_answer_to_its_own_question_is_no_denial():
    wrong = [
        (name, text)
        for name, text in claims()
        for asks in questions_about(name)[:2]
        if hear(text, asks=asks).answer == "no"
    ]

    assert len(wrong) <= CLAIMS_TAKEN_AS_NO, wrong


@pytest.mark.slow
@pytest.mark.parametrize("opening", ["no, {}", "well, {}", "no. {}"])
def test_an_opening_before_a_claim_makes_it_no_denial(opening):
    told = claims()[::4]
    wrong = [(name, said) for name, text in told if hear(said := opening.format(text), asks=(name,)).answer == "no"]

    assert len(wrong) <= 0.011 * len(told), wrong
