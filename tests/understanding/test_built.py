import pytest

from skill.understanding import built, keeping
from skill.understanding.hearing import Listener
from skill.understanding.phrases import load

SAID = [
    "my foot drags when i walk",
    "set a heat timer for fifteen minutes",
    "no fever and no chills",
    "i want to end it all",
    "what's the weather tomorrow",
    "guide me through the clamshell",
]


@pytest.mark.slow
def test_the_kept_files_are_what_the_words_give_now(content):
    assert keeping.stale(content) == []


@pytest.mark.slow
def test_a_listener_from_files_understands_as_one_made_anew(content, listener, monkeypatch):
    monkeypatch.setattr(built, "kept", lambda *_: None)
    anew = Listener(content, load())
    assert [anew.hear(said) for said in SAID] == [listener.hear(said) for said in SAID]


@pytest.mark.parametrize("text", ["", "[]", '["another digest"]'])
def test_a_stale_or_broken_file_is_passed_over(tmp_path, text):
    built.path_of("findings", tmp_path).write_text(text, encoding="utf-8")
    assert built.kept("findings", built.KeptPatterns, "wanted", tmp_path) is None
