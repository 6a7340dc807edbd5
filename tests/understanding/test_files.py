import shutil
from typing import Any

import pytest
from msgspec import Struct

from skill import cache
from skill.errors import ContentError
from skill.understanding import files, hearing


@pytest.mark.parametrize(("text", "message"), [("a: [", "valid YAML"), ("a: 1", "array"), (None, "missing")])
def test_a_file_that_can_not_be_used_is_named(tmp_path, text, message):
    path = tmp_path / "words.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"words\.yaml.*{message}"):
        files.read_from(path, dict[str, list[str]])


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    small: files.Words
    """Written as one text."""
    cues: tuple[str, ...]
    answers: frozenset[files.Phrase]


GOOD = "small: a no of\ncues: [not only, 'no']\nanswers: [not me]\n"


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """The struct of the lists in a file of this text."""
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cached")

    def read(text: str) -> Lists:
        (tmp_path / "lists.yaml").write_text(text, encoding="utf-8")
        shutil.rmtree(tmp_path / "cached", ignore_errors=True)
        return files.read_lists("lists.yaml", Lists)

    return read


def test_lists_of_words_and_of_phrases_are_read_from_texts(lists):
    read = lists(GOOD)

    assert (read.small, read.cues) == ({"a", "no", "of"}, ("not only", "no"))
    assert read.answers == {("not", "me")}
    assert files.read_lists("lists.yaml", Lists) == read, "from the cache"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (GOOD.replace("small", "smal"), "smal"),
        (GOOD.replace("answers", "# answers"), "answers"),
        (GOOD.replace("not me", "no"), "False.*answers"),
        (GOOD.replace("'no'", "no"), "bool.*cues"),
        ("- small", "array"),
    ],
)
def test_a_list_that_is_missing_or_misspelt_or_no_list_of_words_is_named(lists, wrong, message):
    with pytest.raises(ContentError, match=rf"lists\.yaml.*{message}"):
        lists(wrong)


def test_every_finding_of_which_something_is_listed_is_in_the_content():
    told = files.read("kinds.yaml", dict[str, Any])
    listed = {
        word
        for each in told.values()
        for part in ([each] if isinstance(each, str) else [*each, *getattr(each, "values", list)()])
        for word in (part.split() if isinstance(part, str) else part)
    }

    assert len(listed) > 50
    assert listed - hearing.content().findings.keys() == set()
