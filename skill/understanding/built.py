"""
What takes long to work out from the words, kept in files: compiled patterns and the counts of the classifier.

Each file carries a digest of everything that it was made from, code included. Where the digest differs, the file is
passed over and the work is done anew, so a stale file costs time and never truth. `cramp-coach model build` writes
the files.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from skill.understanding.frozen import Frozen
from skill.understanding.matching import Key
from skill.understanding.patterns import Patterns

FOLDER = Path(__file__).parent
_CODE = (
    "normalise.py", "matching.py", "patterns.py", "frozen.py", "features.py", "classify.py", "examples.py", "sounds.py",
    "slots.py", "templates.py", "phrases.py", "out_of_scope.yaml", "concepts.yaml",
)  # fmt: skip
_Shape = TypeVar("_Shape", bound="Kept")


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The head of every such file."""

    digest: str


class KeptPatterns(Kept, frozen=True, array_like=True):
    """A file of compiled patterns."""

    patterns: Frozen


def digest(*parts: Any) -> str:
    """A fingerprint of what a file is made from, and of the code that makes it."""
    total = hashlib.sha256(msgspec.json.encode(parts))
    for name in _CODE:
        total.update((FOLDER / name).read_bytes())
    return total.hexdigest()


def path_of(name: str, folder: Path = FOLDER) -> Path:
    """Where the file of this name is kept."""
    return folder / f"{name}.built.json"


def kept(name: str, shape: type[_Shape], wanted: str, folder: Path = FOLDER) -> _Shape | None:
    """The file, unless it is missing, unreadable or made from something else."""
    try:
        found = msgspec.json.decode(path_of(name, folder).read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.digest == wanted else None


def keep(name: str, value: Kept, folder: Path = FOLDER) -> Path:
    """Write the file and tell where."""
    path = path_of(name, folder)
    path.write_bytes(msgspec.json.encode(value) + b"\n")
    return path


Spec = tuple[str, Key, str, bool]
"""A pattern, what it means, the file it stands in, and whether it is strict."""


def patterns(name: str, classes: Mapping[str, Sequence[str]], specs: Sequence[Spec[Key]]) -> Patterns[Key]:
    """
    The compiled patterns, from the file where it is up to date.

    Raises:
        ContentError: A pattern can't be read.
    """
    found = kept(name, KeptPatterns, _digest(classes, specs))
    if found:
        return Patterns.thawed(found.patterns, [key for _, key, _, _ in specs])
    return compiled(classes, specs)


def compiled(classes: Mapping[str, Sequence[str]], specs: Iterable[Spec[Key]]) -> Patterns[Key]:
    """
    The patterns, compiled anew.

    Raises:
        ContentError: A pattern can't be read.
    """
    made: Patterns[Key] = Patterns({kind: tuple(members) for kind, members in classes.items()})
    for pattern, key, where, strict in specs:
        made.add(pattern, key, where, strict=strict)
    return made.seal()


def keep_patterns(
    name: str, classes: Mapping[str, Sequence[str]], specs: Sequence[Spec[Key]], folder: Path = FOLDER
) -> Path:
    """
    Compile the patterns and write their file.

    Raises:
        ContentError: A pattern can't be read.
    """
    return keep(name, KeptPatterns(_digest(classes, specs), compiled(classes, specs).frozen()), folder)


def _digest(classes: Mapping[str, Sequence[str]], specs: Sequence[Spec[Key]]) -> str:
    return digest(dict(classes), [(pattern, strict) for pattern, _, _, strict in specs])
