"""Read the phrases, the word lists and the rows of this package."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec
from msgspec.structs import fields

from skill.cache import cached
from skill.content.yaml_file import parsed
from skill.errors import ContentError

FOLDER = Path(__file__).parent
_Shape = TypeVar("_Shape")
_Row = TypeVar("_Row", bound=msgspec.Struct)

Words = frozenset[str]


class WordList(frozenset[str]):
    """Words or phrases of a list; `listed` keeps their order."""

    listed: tuple[str, ...]

    def __new__(cls, listed: Sequence[str]) -> Self:
        """Return the set of what is listed."""
        made = super().__new__(cls, listed)
        made.listed = tuple(listed)
        return made


class Lists:
    """
    Word lists of one file, by name. `tests/understanding/test_lists.py` checks that each exists and is used.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """

    def __init__(self, name: str) -> None:
        """Read the lists; a list written as one text is split into words."""
        self._name = name
        self._lists = {
            key: _listed(each) for key, each in read(name, dict[str, _List | dict[str, _List | float]]).items()
        }

    def __getattr__(self, name: str) -> WordList:
        """Return a list; a subclass declares those that map words to lists or to numbers."""
        try:
            return self._lists[name]  # type: ignore[no-any-return]  # as the file says
        except KeyError:
            raise AttributeError(f"{self._name} has no list {name!r}.") from None


_List = str | list[str]


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return value if isinstance(value, float) else WordList(value.split() if isinstance(value, str) else value)


def read(name: str, shape: type[_Shape]) -> _Shape:
    """
    Return a file of the folder in the given shape, from the cache.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return cached(name.replace("/", "-"), shape, lambda: read_from(FOLDER / name, shape))


def read_rows(
    name: str, shape: type[_Row], **shared: Iterable[str]
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[_Row]]]:
    """
    Return the word lists of a file of rows, and its rows by group.

    In a list, `a|b` stands for either word and `<name>` for each entry of a list above it; in a row, `<name>` stands
    for the words of a list, and `<end>` for the end of the text. Lists that are `shared` may be named too.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    groups = read(name, dict[str, Any])
    classes: dict[str, Sequence[str]] = {"end": [""], **{key: sorted(each) for key, each in shared.items()}}
    for key, listed in groups.pop("words", {}).items():
        entries = listed.split() if isinstance(listed, str) else listed
        classes[key] = [each for entry in entries for each in _expanded(entry, classes)]

    worded = {field.name for field in fields(shape) if field.type in {Words, tuple[str, ...]}}

    def of_words(key: str, value: Any) -> Any:
        if key not in worded or not isinstance(value, str):
            return value
        return [each for piece in value.split() for each in _options(piece, classes)]

    return classes, {
        group: [_shaped({key: of_words(key, value) for key, value in row.items()}, shape, name) for row in members]
        for group, members in groups.items()
    }


def _options(piece: str, classes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return classes[piece[1:-1]] if piece.startswith("<") else [piece]


def _expanded(entry: str, classes: Mapping[str, Sequence[str]]) -> list[str]:
    if "|" not in entry and "<" not in entry:
        return [entry]  # So are most, and a start reads thousands.
    pieces = [[each for part in piece.split("|") for each in _options(part, classes)] for piece in entry.split()]
    return [" ".join(chosen) for chosen in product(*pieces)]


def read_from(path: Path, shape: type[_Shape]) -> _Shape:
    """
    Return a file in the given shape.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return _shaped(parsed(path, path.name), shape, path.name)


def _shaped(value: Any, shape: type[_Shape], name: str) -> _Shape:
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise ContentError(f"{name}: {error}") from None
