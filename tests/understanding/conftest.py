"""What the tests of understanding share: the real content and phrases, read once."""

import pytest

from skill.content.loader import load
from skill.content.models import Content
from skill.understanding import hearing, phrases
from skill.understanding.hearing import Listener


@pytest.fixture(scope="session")
def content() -> Content:
    return load()


@pytest.fixture(scope="session")
def listener() -> Listener:
    return hearing.listener(phrases.BASE)
