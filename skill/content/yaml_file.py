"""Read YAML files."""

from pathlib import Path
from typing import Any

from skill.errors import ContentError


def parsed(path: Path, where: str) -> Any:
    """
    Return the parsed content of a YAML file; error messages call it `where`.

    Raises:
        ContentError: The file is missing, can't be read, or is not valid YAML.
    """
    import yaml  # Slow to import, and needed only if the cache is stale.

    # libyaml is ten times faster; PyYAML's wheels contain it, but not every build does.
    quickest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=quickest)  # noqa: S506  # both are safe loaders
    except FileNotFoundError:
        raise ContentError(f"{where}: this file is missing.") from None
    except yaml.YAMLError as error:
        raise ContentError(f"{where}: this is not valid YAML: {' '.join(str(error).split())}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{where}: can't be read: {error}") from None
