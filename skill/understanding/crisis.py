"""Hears a person who speaks of dying by their own hand, and anyone's emergency, before anything else is listened to."""

import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from skill.understanding import built
from skill.understanding.files import read
from skill.understanding.normalise import tokens

Alarm = Literal["crisis", "emergency"]

_FILE = "alarm.yaml"

_DENIED = (
    "not suicidal", "not going to kill myself", "no chest pain", "no trouble breathing", "not having trouble breathing",
    "no shortness of breath", "not short of breath", "no breathing problems", "no chest", "not breathless",
    "not an emergency", "not need an ambulance", "not fainted", "not passed out", "never fainted", "not fainting",
    "not collapsed", "no need for an ambulance", "no ambulance needed", "not thinking of killing myself", "no heart",
)  # fmt: skip


_PAST = re.compile(
    r"\b(last (week|month|year|winter|summer|spring|autumn|fall|christmas|time)|(years?|months?|weeks?|ages) (ago|back)"
    r"|in the (\w+ies|\w+teens|\d\ds|past)|in (january|february|march|april|may|june|july|august)"
    r"|in (september|october|november|december)"
    r"|in ((19|20)\d\d|nineteen \w+|twenty (ten|eleven|twelve|\w+teen|twenty|oh)|two thousand)"
    r"|when (i|he|she|we|they) (was|were)|as a (kid|child|baby)|once had|years before i|before i was born)\b"
)
_HAPPENED = re.compile(
    r"\b(had|has had|fainted|collapsed|passed out|was|died of|stopped breathing|blacked out|broke)\b"
)
_NOW = re.compile(
    r"\b(now|again|just|today|tonight|tomorrow|help|happening|having|minutes? ago|hours? ago|is|are|am|can|will|do|does"
    r"|still|back|keeps|feels|hurts|need|call|get|send|what|should)\b"
)
"""With any of these it may be happening: better one ambulance too many."""


_GONE = re.compile(
    r"\b(but |and |though )*(it|that|they|all) (is|has|have|are)( all| long| since| now| completely)* "
    r"(gone|passed|over|stopped|settled|cleared up|better|fine|okay)( now)?\b"
)
"""Of what has gone again this tells no less of the past: "but it's gone now"."""


def _is_past(spoken: str) -> bool:
    """Whether an emergency is told of another time: "my mother had a stroke last year"."""
    rest = _GONE.sub(" ", spoken)
    return bool(_PAST.search(rest) and _HAPPENED.search(rest) and not _NOW.search(rest))


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The file's shape: pattern lists and their word classes."""

    classes: dict[str, tuple[str, ...]]
    crisis: tuple[str, ...]
    crisis_never: tuple[str, ...]
    emergency: tuple[str, ...]
    emergency_never: tuple[str, ...]


def keep(folder: Path) -> Path:
    """
    Write the file of the compiled patterns.

    Raises:
        ContentError: The pattern file can't be read.
    """
    lists = read(_FILE, _Words)
    return built.keep_patterns("alarm", lists.classes, _specs(lists), folder)


def _specs(lists: _Words) -> list[built.Spec[str]]:
    kinds = ("crisis", "crisis_never", "emergency", "emergency_never")
    return [(pattern, kind, _FILE, False) for kind in kinds for pattern in getattr(lists, kind)]


class AlarmReader:
    """Tells a crisis and an emergency from the words alone."""

    def __init__(self) -> None:
        """
        Compile the patterns.

        Raises:
            ContentError: The pattern file can't be read.
        """
        lists = read(_FILE, _Words)
        self._patterns = built.patterns("alarm", lists.classes, _specs(lists))

    def hear(self, text: str) -> Alarm | None:
        """Crisis comes before emergency; None for neither."""
        plain = [word for word in tokens(text) if word not in {".", ","}]
        spoken = f" {' '.join(plain)} "
        matches = self._patterns.find(plain, self._patterns.units(plain))
        denied = any(f" {phrase} " in spoken for phrase in _DENIED)
        alarms: tuple[Alarm, ...] = ("crisis", "emergency")
        for alarm in alarms:
            hidden = 0
            for match in matches:
                if match.key == f"{alarm}_never":
                    hidden |= match.literals
            if alarm == "emergency" and _is_past(spoken):
                continue
            if not denied and any(match.key == alarm and not match.literals & hidden for match in matches):
                return alarm
        return None
