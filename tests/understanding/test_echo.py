"""The coach's own words, heard back by a microphone that opens too early, are no answer."""

import pytest

from skill.conversation.session import Session, Turn
from skill.turn import hear_in
from skill.understanding.echo import is_echo
from skill.understanding.hearing import content

WORDS = content().locale("en-US").words
QUESTIONS = content().questions


def session(question):
    return Session(turn=Turn(asks=list(question.covers), awaiting="finding", ask=question.ask.format_map(WORDS)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_heard_back_answers_nothing(name):
    before = session(QUESTIONS[name])

    heard = hear_in(before, before.turn.ask.replace("|", " "), "en-US")

    assert (heard.intent, heard.findings, heard.answer) == ("Repeat", {}, None)
    assert heard.red_flags == heard.suspected == ()


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_in_front_of_the_question_s_words_is_heard(name):
    before = session(QUESTIONS[name])

    for answer in ("yes", "no", "I'm not sure"):
        assert hear_in(before, f"{answer} {before.turn.ask.replace('|', ' ')}", "en-US").intent != "Repeat"


ASKED = "Is a leg weak, dragging, cold or swollen? | Both legs numb or painful?"


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("is a leg weak dragging cold or swollen", True),
        ("is the leg weak dragging cold or swollen both legs numb", True),
        ("both legs numb or painful", False),
        ("my leg is weak dragging cold and swollen", False),
        ("one leg is cold and a bit swollen since this morning", False),
        ("", False),
    ],
)
def test_few_words_of_the_question_or_words_of_one_s_own_are_a_reply(text, echo):
    assert is_echo(text, ASKED) is echo
