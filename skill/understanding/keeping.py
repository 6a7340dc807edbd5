"""Writes the files of `built.py` for `cramp-coach model build`, and tells for `model check` which are stale."""

from pathlib import Path
from tempfile import TemporaryDirectory

from skill.content.models import Content
from skill.understanding import built, crisis, examples, files, findings, phrases

_BUILT_IN = ("out_of_scope.yaml",)
"""What the other files have taken in."""


def write(content: Content, folder: Path = built.FOLDER) -> list[Path]:
    """
    Compile and count everything anew, and name the files.

    Raises:
        ContentError: A pattern or a phrase can't be read.
    """
    texts = [
        *(path for path in files.FOLDER.glob("*.yaml") if path.name not in _BUILT_IN),
        *phrases.FOLDER.glob("*.yaml"),
    ]
    return [
        files.keep(texts, folder),
        crisis.keep(folder),
        findings.keep(content, folder),
        examples.keep(phrases.BASE, content, phrases.load(), folder),
    ]


def stale(content: Content, folder: Path = built.FOLDER) -> list[str]:
    """
    The files that are not what they would be now.

    Raises:
        ContentError: A pattern or a phrase can't be read.
    """
    with TemporaryDirectory() as fresh:
        return [
            path.name
            for path in write(content, Path(fresh))
            if not (folder / path.name).is_file() or (folder / path.name).read_bytes() != path.read_bytes()
        ]
