"""Whole conversations, as a person reads them. `make record` writes the coach's lines anew."""

from pathlib import Path

import pytest

from tests import transcripts

FILES = sorted(transcripts.FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    played = "\n".join(transcripts.play(path)) + "\n"

    if request.config.getoption("--record"):
        path.write_text(played, encoding="utf-8")

    assert played == path.read_text(encoding="utf-8")
