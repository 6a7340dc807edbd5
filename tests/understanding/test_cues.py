"""Rows of cues.yaml: what each field means, on the smallest statements that show it."""

from pathlib import Path

import pytest

from skill.understanding import cues


def reached(said: str, effect: str) -> str:
    """Return the words that cues of an effect reach."""
    run = tuple(said.split())
    scopes = cues.read(run)
    return " ".join(word for at, word in enumerate(run) if scopes.on(effect, 1 << at))


@pytest.mark.parametrize(
    ("said", "effect", "words"),
    [
        ("no fever it hurts", "denied", "no fever"),
        ("no fever , chills , or rash", "denied", "no fever , chills , or rash"),
        ("fever , no", "denied", "fever , no"),
        ("numb i am not", "denied", "numb not"),
        ("it is not gone", "denied", ""),
        ("it used to burn now it tingles", "over", "used to burn"),
        ("my foot was numb last year", "over", "my foot was numb last year"),
        ("last year i had a fever", "over", "last year i had a fever"),
        ("what if i faint", "supposed", "what if i faint"),
        ("say my foot went numb what would you do", "supposed", "say my foot went numb what would you do"),
        ("say my foot went numb", "supposed", ""),
        ("my wife is numb", "others", "wife is numb"),
        ("it is numb like wood", "likened", "like wood"),
    ],
)
def test_a_cue_reaches_what_its_row_says(said, effect, words):
    assert reached(said, effect) == words


@pytest.mark.parametrize(
    ("said", "effects"),
    [
        ("it is gone now", {"over"}),
        ("i still have it", {"affirmed"}),
        ("not any more", {"over"}),
        ("it is not gone", {"affirmed"}),
        ("my foot is cold", set()),
    ],
)
def test_what_begins_a_statement_revises_the_one_before(said, effects):
    assert cues.revisions(tuple(said.split())) == effects


def test_the_engine_knows_no_language():
    """Words of a language stand in the rows, not in the engine."""
    text = Path(cues.__file__).read_text(encoding="utf-8")
    code = [line.split("#")[0] for line in text.split('"""')[::2] for line in line.splitlines()]

    assert not [line for line in code if any(f'"{word}"' in line for word in ("no", "not", "i", "it", "my", "if"))]
