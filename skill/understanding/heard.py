"""Result of understanding an utterance."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from skill.content.models import Answer
from skill.understanding.alarms import Alarm


class Heard(Struct, frozen=True, kw_only=True):
    """Result of understanding one utterance."""

    text: str = ""
    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    score: float = 0.0
    """Confidence in the intent, from 0 to 1."""
    alarm: Alarm | None = None
    findings: Mapping[str, Answer] = field(default_factory=dict)
    """Findings of the speaker; `unknown` if past, hypothetical, another person's or uncertain."""
    red_flags: tuple[str, ...] = ()
    """Red flags that the speaker has now."""
    suspected: tuple[str, ...] = ()
    """Red flags about which the coach asks first; none is in both."""
    theirs: frozenset[str] = frozenset()
    """Findings of another person who is present."""
    of: Literal["me", "other"] = "me"
    answer: Answer | None = None
    """Answer to the question that was asked; without a question, the answer that the utterance is by itself."""
    steps: tuple[tuple[str, str], ...] = ()
    """Steps that decided, in order, each with its result."""
