"""Ids of findings in the code and in its word lists: each is one of the content."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from skill.understanding.files import FOLDER
from skill.understanding.hearing import content

OTHER_NAMES = frozenset(
    """
    all_denied begins_with_no claim_of_topic crisis_never denied_never did_help emergency_image emergency_never
    few_words for_whom interaction_model long_ago months_ago new_story no_topic not_mine not_now not_quite old_story
    red_flag reply_no reply_yes their_age
    """.split()
)
"""Names with an underscore in strings of the code that are no findings: groups of rows, slots, evidence, topics."""


def strings(text: str) -> Iterator[str]:
    """Yield the words with an underscore in the strings of a module, without docstrings."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 400:
            yield from (word for word in node.value.split() if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", word))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_every_finding_that_the_code_names_exists(path):
    named = set(strings(path.read_text(encoding="utf-8")))

    assert not named - content().findings.keys() - OTHER_NAMES


def leaves(value: Any) -> Iterator[str]:
    """Yield all words of a list, a text or a mapping, keys included."""
    if isinstance(value, Mapping):
        yield from (each for pair in value.items() for part in pair for each in leaves(part))
    elif isinstance(value, str):
        yield from value.split()
    else:
        yield from (each for part in value for each in leaves(part))


def test_every_finding_with_a_trait_exists():
    traits = yaml.safe_load((FOLDER / "finding_traits.yaml").read_text(encoding="utf-8"))

    assert not {name for value in traits.values() for name in leaves(value)} - content().findings.keys()


def test_every_finding_that_is_denied_by_name_exists():
    denied = yaml.safe_load((FOLDER / "en" / "denials.yaml").read_text(encoding="utf-8"))["words"]

    assert not denied.keys() - content().findings.keys()
