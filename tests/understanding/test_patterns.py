import pytest

from skill.errors import ContentError
from skill.understanding.normalise import tokens
from skill.understanding.patterns import Patterns, compiled

CLASSES = {"numb": ("numb", "no feeling", "can't feel"), "private": ("groin", "between my legs")}


def found(pattern, text, *, strict=False):
    specs = [(pattern, "it", "test.yaml", strict)]
    patterns = Patterns(compiled(CLASSES, specs), specs)
    plain = tokens(text)
    return bool(patterns.find(plain))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("foot drag", "my foot drags"),
        ("foot|leg ... weak", "my leg has gone all weak"),
        ("<numb> ... <private>", "i can't feel anything between my legs"),
        ("wipe & <numb>", "there's no feeling when i wipe"),
        ("lost control", "i lost the control"),
    ],
)
def test_a_pattern_finds_what_it_says(pattern, text):
    assert found(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("foot drag", "drag my foot"),
        ("foot ... weak", "my foot is fine and i walk a lot every day and feel weak"),
        ("bits numb", "a bit numb"),
    ],
)
def test_a_pattern_finds_nothing_else(pattern, text):
    assert not found(pattern, text)


def test_a_strict_pattern_steps_over_no_small_words():
    assert not found("lost control", "i lost the control", strict=True)


@pytest.mark.parametrize("pattern", ["<nothing>", "...", "foot &  & leg", "(foot)"])
def test_a_pattern_that_can_not_be_read_names_its_file(pattern):
    with pytest.raises(ContentError, match=r"test\.yaml"):
        found(pattern, "foot")
