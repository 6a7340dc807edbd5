"""What has to be installed, in megabytes: each stack with everything that it needs, and our zip for Lambda."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from publishing import packaging
from tests.benchmarks.places import ROOT
from tests.benchmarks.serving import MODULES

STACKS = {
    "floor": ("cryptography", "orjson"),
    "official": ("ask-sdk-core", "ask-sdk-webservice-support", "flask"),
    "coach": ("cramp-coach",),
}
_KEPT_APART = ("__pycache__", ".pyc")


def measured(_: int, folder: Path) -> dict[str, float]:
    """Megabytes by name; Node's stack only where it is installed."""
    found = {name: sum(map(_bytes, sorted(_needed(*stack)))) / 1e6 for name, stack in STACKS.items()}
    # Installed in place, its own list names none of its files.
    found["coach"] += _below(ROOT / "skill") / 1e6
    if MODULES.is_dir():
        found["node"] = _below(MODULES) / 1e6
    found["our zip for Lambda"] = packaging.lambda_zip(folder / "lambda.zip").size / 1e6
    return found


def _needed(*names: str) -> set[str]:
    """The distributions, with all that they need in turn, extras left out."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if name not in found and any(True for _ in metadata.distributions(name=name)):
            found.add(name)
            left += _requirements(name)
    return found


def _requirements(name: str) -> Iterator[str]:
    for requirement in metadata.requires(name) or ():
        wanted, _, marker = requirement.partition(";")
        if "extra" not in marker:
            yield re.match(r"[\w.-]+", wanted)[0]  # type: ignore[index]  # each begins with a name


def _bytes(name: str) -> int:
    files = metadata.distribution(name).files or ()
    paths = (Path(str(file.locate())) for file in files if not str(file).endswith(_KEPT_APART))
    return sum(path.stat().st_size for path in paths if path.is_file())


def _below(folder: Path) -> int:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths)
