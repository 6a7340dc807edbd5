"""Reads a YAML file."""

from pathlib import Path
from typing import Any

from skill.errors import ContentError


def parsed(path: Path, where: str) -> Any:
    """
    Return what stands in a YAML file; `where` names it in messages.

    Raises:
        ContentError: The file is missing, can't be read, or is not valid YAML.
    """
    import yaml  # Only for what is not cached: it takes its time to load.

    # libyaml reads ten times faster; the wheels carry it, a build without it still works.
    quickest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=quickest)  # noqa: S506  # both are safe loaders
    except FileNotFoundError:
        raise ContentError(f"{where}: this file is missing.") from None
    except yaml.YAMLError as error:
        raise ContentError(f"{where}: this is not valid YAML: {' '.join(str(error).split())}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{where}: can't be read: {error}") from None
