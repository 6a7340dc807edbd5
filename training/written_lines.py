"""Read the lines in skill/understanding/en/lines; packages don't contain them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from skill.understanding.files import FOLDER

LINES = FOLDER / "en" / "lines"


class Line(Struct, frozen=True):
    """One line of an author."""

    topic: str
    """Warning sign that it is about, or `none`."""
    label: str
    """Whether it claims the sign of the speaker now: `yes`, `no` or `unknown`."""
    kind: str
    author: str
    text: str


def lines(folder: Path = LINES) -> Iterator[Line]:
    """Yield all lines of a folder; none if it is missing, as in a package."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Line(path.stem, row["label"], row["kind"], row["author"], row["text"])
