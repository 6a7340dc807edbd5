"""Rules of context that are no row of cues.yaml, each with the sentence that needs it."""

import ast
from pathlib import Path

import pytest

from skill.understanding import exceptions

MOST_RULES = 5
"""Rules may leave `exceptions.py` and become rows; none may come."""


def test_the_exceptions_only_become_fewer():
    tree = ast.parse(Path(exceptions.__file__).read_text(encoding="utf-8"))

    assert sum(isinstance(node, ast.FunctionDef) for node in tree.body) <= MOST_RULES


@pytest.mark.parametrize(
    ("said", "finding", "answer"),
    [
        ("my wife can't feel her toes", "leg_numb_persistent", "unknown"),
        ("my dad stepped on me, my foot is numb", "numbness", "yes"),
        ("mate, my foot is numb", "numbness", "yes"),
        ("a mate of mine has a numb foot", "numbness", "unknown"),
        ("i'm just a kid and my foot is numb", "numbness", "yes"),
        ("a baby is on the way", "pregnant", "yes"),
        ("it feels like it belongs to somebody else, my foot is numb", "numbness", "yes"),
        ("i was putting the baby down and my foot went numb", "numbness", "yes"),
        ("my eight year old has a numb foot", "numbness", "unknown"),
        ("i am wearing my late wife's pads", "bladder_control_loss", "yes"),
        ("my wife is wearing pads", "bladder_control_loss", "unknown"),
        ("my boyfriend had a look and said it's all purple and puffed up on one side", "swelling_redness", "yes"),
        ("i never needed pads for wee before but now i go through three a day", "bladder_control_loss", "yes"),
    ],
)
def test_whose_body_it_is(listener, said, finding, answer):
    assert listener.hear(said).findings.get(finding) == answer


def test_whom_it_is_for_is_another_person(listener):
    assert listener.hear("it's for my dad").of == "other"
    assert listener.hear("she can't feel her foot").of == "other"
