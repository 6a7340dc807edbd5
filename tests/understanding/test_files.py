import pytest

from skill.errors import ContentError
from skill.understanding import files


def test_a_kept_text_counts_only_while_the_yaml_is_the_same(tmp_path, monkeypatch):
    path = tmp_path / "words.yaml"
    path.write_text("one: [a, b]", encoding="utf-8")
    files.keep([path], tmp_path)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    monkeypatch.setattr(files, "_kept", files._kept.__wrapped__)
    monkeypatch.setattr(files, "_parsed", None)
    assert files.read("words.yaml", dict[str, list[str]]) == {"one": ["a", "b"]}
    monkeypatch.undo()
    path.write_text("one: [c]", encoding="utf-8")
    assert files.read_from(path, dict[str, list[str]]) == {"one": ["c"]}


@pytest.mark.parametrize(("text", "message"), [("a: [", "valid YAML"), ("a: 1", "array"), (None, "missing")])
def test_a_file_that_can_not_be_used_is_named(tmp_path, text, message):
    path = tmp_path / "words.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"words\.yaml.*{message}"):
        files.read_from(path, dict[str, list[str]])
