import pytest

from skill.errors import ContentError
from skill.understanding import files


@pytest.mark.parametrize(("text", "message"), [("a: [", "valid YAML"), ("a: 1", "array"), (None, "missing")])
def test_a_file_that_can_not_be_used_is_named(tmp_path, text, message):
    path = tmp_path / "words.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"words\.yaml.*{message}"):
        files.read_from(path, dict[str, list[str]])
