"""Shared by the tests of the content."""

import shutil
from pathlib import Path

import pytest

from skill.content.loader import FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
