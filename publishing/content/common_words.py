"""Find red-flag patterns that match everyday speech, as they consist of the most common English words only."""

import re
from collections.abc import Iterator

from publishing.content.rules import rules
from skill.content.models import Content

_PHRASE = 3
"""Number of words in a row that make a distinctive phrase, such as "need to go"."""
_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")


def problems(content: Content) -> Iterator[str]:
    """Yield patterns that would raise a red flag on everyday speech."""
    for name, finding in content.findings.items():
        for pattern in finding.heard.yes if finding.group == "red_flag" else ():
            if is_commonplace(pattern):
                yield (
                    f"findings/{name}.yaml: the pattern {pattern!r} matches common words alone; remove it, or add a "
                    "distinctive word, such as a part of the body or a sign."
                )


def is_commonplace(pattern: str) -> bool:
    """
    Return whether a pattern can match common words alone, with fewer than three in a row.

    "now ... other one ... too" is commonplace; "need to go ... won't start" is not, as "need to go" is distinctive.
    """
    runs = [run.split() for part in pattern.split(" & ") for run in _GAP.split(part) if run.strip()]
    return all(len(_shortest(run)) < _PHRASE and all(map(_is_common, run)) for run in runs)


def _shortest(run: list[str]) -> list[str]:
    """Return the words of a run, with the shortest common option of each element."""
    return [word for element in run for word in min(_common_options(element), key=len, default=[""])]


def _is_common(element: str) -> bool:
    return bool(_common_options(element))


def _common_options(element: str) -> list[list[str]]:
    """Return the options of an element that consist of common words; a word class never does."""
    options = [option.split("_") for option in element.split("|") if not option.startswith("<")]
    return [words for words in options if rules().common_words.issuperset(words)]
