"""Word lists: what the code names exists, and what a file holds is used."""

import re
from typing import Any

import pytest

from skill.understanding.files import FOLDER, Lists, read

MODULES = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
READ = [
    (module, *found)
    for module, text in MODULES.items()
    for found in re.findall(r'^(\w+) = _?[A-Z]\w+\("((?:en/)?\w+\.yaml)"\)', text, re.MULTILINE)
]


def named(module: str, name: str) -> set[str]:
    """Return the lists that code takes from the variable of a module."""
    texts = MODULES.values() if not name.startswith("_") else [MODULES[module]]
    return {each for text in texts for each in re.findall(rf"\b{name}\.([a-z]\w*)", text)}


@pytest.mark.parametrize(("module", "name", "file"), READ)
def test_every_list_that_is_named_exists_and_every_list_is_named(module, name, file):
    assert named(module, name) == set(read(file, dict[str, Any]))


def test_a_list_that_does_not_exist_is_an_error_that_names_the_file():
    with pytest.raises(AttributeError, match=r"stops\.yaml has no list 'nothing'"):
        Lists("en/stops.yaml").nothing  # noqa: B018  # the access is what fails
