import pytest

from skill.errors import ContentError
from skill.understanding import phrases as phrase_files

BASE = """
invocation: cramp coach
intents:
  StopCramp:
    samples: [my butt is cramping, stop this cramp]
types:
  BodySide: {left: [left one]}
"""
OVERLAY = """
extends: en-US
intents:
  StopCramp:
    samples: [my bum's cramping]
    without: [my butt is cramping]
types:
  BodySide: {left: [left hand side], right: [right one]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "en-US.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "en-GB.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path


def test_a_locale_adds_to_the_file_it_extends(folder):
    joined = phrase_files.load("en-GB", folder)
    assert joined.intents["StopCramp"].samples == ("stop this cramp", "my bum's cramping")
    assert joined.types["BodySide"] == {"left": ("left one", "left hand side"), "right": ("right one",)}


def test_a_locale_without_a_file_is_served_by_the_base(folder):
    assert phrase_files.load("en-IN", folder) == phrase_files.load("en-US", folder)


def test_a_mistake_in_a_phrase_file_names_the_file(folder):
    (folder / "en-AU.yaml").write_text("intents: {StopCramp: {sample: [x]}}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"en-AU\.yaml.*sample"):
        phrase_files.load("en-AU", folder)


def test_a_locale_that_extends_itself_is_refused(folder):
    (folder / "en-CA.yaml").write_text("extends: en-CA\nintents: {}", encoding="utf-8")
    with pytest.raises(ContentError, match="extends"):
        phrase_files.load("en-CA", folder)
