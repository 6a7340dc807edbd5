"""Finds patterns of red flags that everyday talk would fit: those of nothing but the commonest English words."""

import re
from collections.abc import Iterator

from skill.content.models import Content

COMMON = frozenset(
    "a about again all also always am an and any anything are aren't as at be been before but by came can can't cannot "
    "come comes coming could couldn't did didn't do does doesn't doing don't done down even ever every everything few "
    "for from gave get gets getting give gives giving go goes going gone got had has have haven't having here him her "
    "his how i i'm i've if in into is isn't it it's its just keep keeps kept know let lets like little look lot made "
    "make makes me more most much my need never new no not nothing now of off on once one only or other our out over "
    "own put same see so some something start started still such take takes than that the their them then there these "
    "they thing things think this to today too took two up us use very want was wasn't way we well went were what when "
    "where which who why will with won't would wouldn't yes you your".split()
)
"""The words that people say most; parts of the body and sides are none of them."""

_PHRASE = 3
"""So many words in a row are a phrase of their own: "need to go"."""
_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")


def problems(content: Content) -> Iterator[str]:
    """Patterns that would raise a red flag on words that everybody says all day."""
    for name, finding in content.findings.items():
        for pattern in finding.heard.yes if finding.group == "red_flag" else ():
            if is_commonplace(pattern):
                yield (
                    f"findings/{name}.yaml: the pattern {pattern!r} fits common words alone; leave a word out of it, "
                    "or name a part of the body or a sign."
                )


def is_commonplace(pattern: str) -> bool:
    """
    Return whether a pattern can fit nothing but common words, fewer than three in a row.

    "now ... other one ... too" fits everyday talk; "need to go ... won't start" has a phrase that carries it.
    """
    runs = [run.split() for part in pattern.split(" & ") for run in _GAP.split(part) if run.strip()]
    return all(len(_shortest(run)) < _PHRASE and all(map(_is_common, run)) for run in runs)


def _shortest(run: list[str]) -> list[str]:
    """Return the words of a run, each element by its shortest common option."""
    return [word for element in run for word in min(_common_options(element), key=len, default=[""])]


def _is_common(element: str) -> bool:
    return bool(_common_options(element))


def _common_options(element: str) -> list[list[str]]:
    """Return the options of an element that are common words throughout; a class is none."""
    options = [option.split("_") for option in element.split("|") if not option.startswith("<")]
    return [words for words in options if COMMON.issuperset(words)]
