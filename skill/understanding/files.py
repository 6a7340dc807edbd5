"""Read the phrases and the word lists of this package."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from skill.cache import cached
from skill.content.yaml_file import parsed
from skill.errors import ContentError

FOLDER = Path(__file__).parent
_Shape = TypeVar("_Shape")

Words = frozenset[str]


class Phrase(tuple[str, ...]):
    """Words of a phrase; written as one text in a file."""

    __slots__ = ()


def read(name: str, shape: type[_Shape]) -> _Shape:
    """
    Return a file of the folder in the given shape, from the cache.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return cached(name.replace("/", "-"), shape, lambda: read_from(FOLDER / name, shape))


def read_lists(name: str, shape: type[_Shape]) -> _Shape:
    """
    Return a file of word lists as a struct with one field per list.

    A list written as one text is split into words.

    Raises:
        ContentError: The file is missing or malformed, or its lists are not the struct's fields; the message names it.
    """
    lists = read(name, dict[str, Any])
    return _shaped({key: each.split() if isinstance(each, str) else each for key, each in lists.items()}, shape, name)


def read_from(path: Path, shape: type[_Shape]) -> _Shape:
    """
    Return a file in the given shape.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return _shaped(parsed(path, path.name), shape, path.name)


def _shaped(value: Any, shape: type[_Shape], name: str) -> _Shape:
    try:
        return msgspec.convert(value, shape, dec_hook=_phrase)
    except msgspec.ValidationError as error:
        raise ContentError(f"{name}: {error}") from None


def _phrase(kind: type[Phrase], text: Any) -> Phrase:
    if not isinstance(text, str):
        raise ValueError(f"Expected a phrase, got {text!r}")  # noqa: TRY004  # msgspec names the place of a ValueError.
    return kind(text.split())
