"""Detect which condition the speaker fears: "I'm scared it's a clot", "could this be cancer"."""

import re
from collections.abc import Sequence

from skill.understanding.slots import SlotFinder

_AFRAID = frozenset(
    "scared afraid frightened terrified worried worrying worry worries fear fearing fears panicking panicked dreading "
    "petrified paranoid nervous anxious".split()
)
_NEAR = 8
"""Maximum words between an expression of fear and the condition."""
_MAY_BE = re.compile(
    r"\b((it|this|that|these) (is|are|could be|might be|may be)( not)?|(could|can|might|may|would) (it|this|that) be|"
    r"(is|are) (it|this|that|these)|what if (it|this) is|(do|could|might) i have|have i got|(sign|signs|symptom) of|"
    r"(mean|means) (i have|it is)|end up with|am i|(will|could|can|might) i|"
    r"(will|could|can|might) (it|this|that)|(is|are) (it|this|that) going to)"
    r"( just| really| maybe| like| a| an| the| some| my)*$"
)
"""What stands right before the name of something that is supposed."""


def worry(plain: Sequence[str], finder: SlotFinder) -> str | None:
    """Return the id of a condition that is feared or asked about; None if there is none, or it is stated as a fact."""
    for begin, end in finder.places(plain):
        before = plain[:begin]
        afraid = any(
            word in _AFRAID and (at == 0 or before[at - 1] not in {"not", "no", "never"})
            for at, word in enumerate(before[-_NEAR:], start=max(0, len(before) - _NEAR))
        )
        if afraid or _MAY_BE.search(" ".join(before)):
            return finder.find(plain[begin:end])
    return None
