"""Reads the word lists that belong to understanding itself."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from skill.errors import ContentError

_FOLDER = Path(__file__).parent
_Shape = TypeVar("_Shape")

# libyaml reads ten times faster; the wheels carry it, a build without it still works.
_Yaml = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str, shape: type[_Shape]) -> _Shape:
    """
    One file of this folder in the shape asked for.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    return read_from(_FOLDER / name, shape)


def read_from(path: Path, shape: type[_Shape]) -> _Shape:
    """
    One file in the shape asked for.

    Raises:
        ContentError: The file is missing or malformed; the message names it.
    """
    try:
        raw: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_Yaml)  # noqa: S506  # both are safe loaders
        return msgspec.convert(raw, shape)
    except FileNotFoundError:
        raise ContentError(f"{path.name}: this file is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: can't be read: {error}") from None
    except yaml.YAMLError as error:
        raise ContentError(f"{path.name}: this is not valid YAML: {' '.join(str(error).split())}") from None
    except msgspec.ValidationError as error:
        raise ContentError(f"{path.name}: {error}") from None
