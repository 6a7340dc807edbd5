"""
Reads the word lists that belong to understanding itself, and the phrases.

YAML takes long to read, so `cramp-coach model build` keeps what stands in the longer files as JSON, each with a digest
of the text; a file that was edited since is read from the YAML.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from skill.errors import ContentError

FOLDER = Path(__file__).parent
_KEPT = "texts.built.json"
_Shape = TypeVar("_Shape")


def read(name: str, shape: type[_Shape]) -> _Shape:
    """
    One file of this folder in the shape asked for.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return read_from(FOLDER / name, shape)


def read_from(path: Path, shape: type[_Shape]) -> _Shape:
    """
    One file in the shape asked for.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    try:
        text = path.read_bytes()
        digest, raw = _kept().get(path.name, ("", msgspec.Raw()))
        if digest == _digest(text):
            return msgspec.json.decode(raw, type=shape)
        return msgspec.convert(_parsed(path.name, text), shape)
    except FileNotFoundError:
        raise ContentError(f"{path.name}: this file is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: can't be read: {error}") from None
    except msgspec.ValidationError as error:
        raise ContentError(f"{path.name}: {error}") from None


def keep(paths: Iterable[Path], folder: Path) -> Path:
    """
    Write what stands in these files, and name the file written.

    Raises:
        ContentError: One of them can't be read.
    """
    texts = {path.name: path.read_bytes() for path in sorted(paths)}
    kept = {name: (_digest(text), _parsed(name, text)) for name, text in texts.items()}
    (folder / _KEPT).write_bytes(msgspec.json.encode(kept) + b"\n")
    return folder / _KEPT


@cache
def _kept() -> Mapping[str, tuple[str, msgspec.Raw]]:
    try:
        return msgspec.json.decode((FOLDER / _KEPT).read_bytes(), type=dict[str, tuple[str, msgspec.Raw]])
    except (OSError, msgspec.DecodeError):
        return {}


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _parsed(name: str, text: bytes) -> Any:
    import yaml  # Only for what is not kept: it takes its time to load.

    # libyaml reads ten times faster; the wheels carry it, a build without it still works.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text.decode("utf-8"), Loader=loader)  # noqa: S506  # both are safe loaders
    except yaml.YAMLError as error:
        raise ContentError(f"{name}: this is not valid YAML: {' '.join(str(error).split())}") from None
