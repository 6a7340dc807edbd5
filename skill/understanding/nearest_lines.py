"""Training lines nearest to a text. They explain a judgement and decide nothing; packages don't contain them."""

import csv
import heapq
import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from skill.understanding.files import FOLDER
from skill.understanding.normalise import words

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


@cache
def _indexed() -> tuple[list[tuple[Line, frozenset[str]]], dict[str, float]]:
    known = [(line, frozenset(words(line.text))) for line in lines()]
    counts = Counter(word for _, said in known for word in said)
    return known, {word: math.log(len(known) / count) for word, count in counts.items()}


def nearest(text: str) -> list[Line]:
    """Return the lines that share the rarest words with a text, nearest first."""
    known, rarity = _indexed()
    said = frozenset(words(text))

    def likeness(line: tuple[Line, frozenset[str]]) -> float:
        shared, whole = (math.fsum(map(rarity.__getitem__, each)) for each in (said & line[1], line[1]))
        return shared / math.sqrt(whole or 1)

    return [line for line, _ in heapq.nlargest(3, known, key=likeness)]


def reasons(text: str) -> Iterator[dict[str, str]]:
    """Yield the lines nearest to a text, as steps that `understand --why` shows."""
    near = nearest(text)
    for line in near:
        yield {"step": "nearest line", "words": line.text, "result": f"{line.topic} {line.label}, {line.kind}"}
    if not near:
        yield {"step": "nearest line", "result": "missing: the lines are in the repository, not in the package"}
