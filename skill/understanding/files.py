"""Reads the word lists that belong to understanding itself, and the phrases."""

from pathlib import Path
from typing import TypeVar

import msgspec

from skill.cache import cached
from skill.content.yaml_file import parsed
from skill.errors import ContentError

FOLDER = Path(__file__).parent
_Shape = TypeVar("_Shape")


def read(name: str, shape: type[_Shape]) -> _Shape:
    """
    Return one file of this folder in the shape asked for, from the cache.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return cached(name, shape, lambda: read_from(FOLDER / name, shape))


def read_from(path: Path, shape: type[_Shape]) -> _Shape:
    """
    Return one file in the shape asked for.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    try:
        return msgspec.convert(parsed(path, path.name), shape)
    except msgspec.ValidationError as error:
        raise ContentError(f"{path.name}: {error}") from None
