"""What follows a "no": replies written against the rules, which the second listener is trained on as well."""

import csv
from typing import NamedTuple

import pytest

from skill.understanding.files import FOLDER
from skill.understanding.hearing import content, hear

REPLIES = FOLDER / "en" / "replies"
AUTHOR = "after_a_no"
EVERYDAY_NOES = 109
"""Of 168 noes with everyday words behind them; each less is a regression."""


class Reply(NamedTuple):
    """A reply, and the question or finding that was asked about."""

    asks: str
    said: str
    answer: str
    """No, or `unknown` where a no would be dangerous."""


def table(answer: str) -> list[Reply]:
    """The replies that mean this answer."""
    found: list[Reply] = []
    for path in sorted(REPLIES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        mine = (row for row in rows if row["author"] == AUTHOR and row["answer"] == answer)
        found += [Reply(path.stem, row["text"], answer) for row in mine]
    return found


def taken_as_no(replies: list[Reply]) -> list[Reply]:
    """The replies that are taken as a no, and not asked about first."""
    heard = [(reply, hear(reply.said, asks=asked(reply.asks))) for reply in replies]
    return [reply for reply, it in heard if it.answer == "no" and not (it.suspected or it.red_flags)]


def test_a_no_that_denies_nothing_is_none():
    assert taken_as_no(table("unknown")) == []


def test_everyday_words_behind_a_no_leave_it_one():
    assert len(taken_as_no(table("no"))) >= EVERYDAY_NOES


def asked(question: str) -> tuple[str, ...]:
    """The findings of a question, or the finding itself."""
    questions = content().questions
    return tuple(questions[question].covers) if question in questions else (question,)


SAID = (
    ("both_legs", "no they are not numb and they are not painful", True),
    ("both_legs", "no neither's numb neither's painful for crying out loud", True),
    ("toilet", "no none none of those", True),
    ("toilet", "no there's no numbness and no trouble", True),
    ("toilet", "no that's all normal should i be going to hospital or not", True),
    ("bladder_control_loss", "no it certainly has not", True),
    ("sick", "no there isn't none of that oh please", True),
    ("toilet", "for fuck's sake no", True),
    ("legs", "certainly not my legs are perfectly good thank you", True),
    ("both_legs", "told you already no both legs fine not weak not cold not numb", True),
    ("pregnant", "i'm hardly pregnant", True),
    ("long_lie", "i wasn't lying on it i can move perfectly well", True),
    ("toilet", "no should i be able to feel it when i wipe", False),
    ("legs", "no can you tell me why i keep tripping", False),
    ("legs", "no what about my foot", False),
    ("legs", "no is this how it starts when the leg goes", False),
    ("sick", "no, not great", False),
    ("toilet", "no, not like it was", False),
    ("cold_pale_leg", "no dear my legs are not cold it's numb down below when i wipe", True),
    ("chest_pain_breathless", "yes it's fine the doctor was pleased", False),
)


@pytest.mark.parametrize(("question", "said", "denies"), SAID)
def test_what_people_say_to_deny_is_a_no_and_a_sign_beside_it_leaves_it_open(question, said, denies):
    assert (hear(said, asks=asked(question)).answer == "no") == denies


def test_an_outcry_is_no_sign():
    assert hear("oh my giddy aunt", asks=asked("sick")).red_flags == ()
