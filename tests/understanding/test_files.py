from typing import Any

import pytest

from skill.errors import ContentError
from skill.understanding import files, hearing


@pytest.mark.parametrize(("text", "message"), [("a: [", "valid YAML"), ("a: 1", "array"), (None, "missing")])
def test_a_file_that_can_not_be_used_is_named(tmp_path, text, message):
    path = tmp_path / "words.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"words\.yaml.*{message}"):
        files.read_from(path, dict[str, list[str]])


def test_every_finding_of_which_something_is_listed_is_in_the_content():
    told = files.read("finding_traits.yaml", dict[str, Any])
    listed = {
        word
        for each in told.values()
        for part in ([each] if isinstance(each, str) else [*each, *getattr(each, "values", list)()])
        for word in (part.split() if isinstance(part, str) else part)
    }

    assert len(listed) > 50
    assert listed - hearing.content().findings.keys() == set()
