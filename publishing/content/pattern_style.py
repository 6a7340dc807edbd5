"""Check the patterns of findings: references to word classes, and alternatives that are read otherwise than meant."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from publishing.content.rules import rules
from skill.content.models import Content

_CLASS = re.compile(r"<(\w+)>")
_UNDERSTANDING = Path(__file__).parents[2] / "skill" / "understanding"


def problems(content: Content) -> Iterator[str]:
    """Yield word classes that are missing or unused, or that contain pattern syntax."""
    for name, pattern in _patterns(content):
        for used in _CLASS.findall(pattern):
            if used not in content.words:
                yield f"findings/{name}.yaml: 'heard' uses <{used}>, which words.yaml lacks; add it or correct it."
    used_anywhere = {used for _, pattern in _patterns(content) for used in _CLASS.findall(pattern)}
    for path in _UNDERSTANDING.glob("*.yaml"):
        used_anywhere.update(_CLASS.findall(path.read_text(encoding="utf-8")))
    for name, members in content.words.items():
        if name not in used_anywhere:
            yield f"words.yaml: no pattern uses the class {name!r}; delete it."
        for member in members:
            if set(member) & set("|<>") or "..." in member:
                yield f"words.yaml: {member!r} in the class {name!r} is a pattern; list plain words, one entry each."


def doubtful(content: Content) -> Iterator[str]:
    """
    Yield patterns that look as if an alternative had several words.

    "dead|asleep|to sleep" is not read as "dead", "asleep" or "to sleep", but as one of "dead", "asleep" and "to",
    and then "sleep".
    """
    usual = rules().openers | rules().joiners
    for name, pattern in _patterns(content):
        pieces = pattern.split()
        for piece, after in pairwise(pieces):
            options = piece.split("|")
            mixed = any(option not in usual for option in options[:-1])
            if options[-1] in rules().openers and mixed and after not in {"...", "…", "&"}:
                yield (
                    f"findings/{name}.yaml: in the pattern {pattern!r}, {after.split('|')[0]!r} is needed after all of "
                    f"{piece!r}; an alternative of several words goes into a pattern or a class of its own."
                )
                break


def _patterns(content: Content) -> Iterator[tuple[str, str]]:
    for name, finding in content.findings.items():
        yield from ((name, pattern) for pattern in finding.heard.patterns)
