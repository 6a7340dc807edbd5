"""Plain words to SSML and back: escaping, telephone numbers, pace."""

import re
from collections.abc import Iterable, Iterator

from skill.content.models import Number
from skill.speech.limits import MAX_BREAK_SECONDS

_BREAK = re.compile(r'<break time="(\d+)ms"/>')
_RATE = re.compile(r'<prosody rate="(\d+)%">')
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")


PARTS = " | "
"""Stands between the parts of a question, where the voice pauses."""

PART_PAUSE_SECONDS = 0.35
"""300 to 400 ms (design, voice rules)."""


def written(text: str) -> str:
    """Return a text as it is read, on a screen or a card: without the marks for pauses."""
    return text.replace(PARTS, " ")


def escaped(text: str, numbers: Iterable[Number] = ()) -> str:
    """A text made safe for SSML and for APL's `${…}`, with telephone numbers read digit by digit."""
    # APL evaluates `${`: no words of ours hold it, but nothing that is spoken may ever run.
    safe = _without_marks(text.replace("${", "$ {")).replace(PARTS, _BETWEEN_PARTS)
    # Most sentences name no number, and looking for a digit is cheap.
    said = [number for number in numbers if number.digits in safe]
    for number in sorted(said, key=lambda it: -len(it.digits)):
        pattern = rf"(?<![\d>\"]){re.escape(number.digits)}(?![\d<\"])"
        alias = _without_marks(number.spoken).replace('"', "&quot;")
        safe = re.sub(pattern, f'<sub alias="{alias}">{number.digits}</sub>', safe)
    return safe


def _without_marks(text: str) -> str:
    """As `html.escape` does, whose module takes five milliseconds to load; a table would take ten times as long."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def speak(inner: str, *, pace: float = 1.0, quiet: bool = False) -> str:
    """The one root element that Alexa wants, spoken slower or whispered if need be."""
    if pace != 1.0:
        inner = f'<prosody rate="{round(pace * 100)}%">{inner}</prosody>'
    if quiet:
        inner = f'<amazon:effect name="whispered">{inner}</amazon:effect>'
    return f"<speak>{inner}</speak>"


def pause(seconds: float) -> str:
    """Breaks that add up to so many seconds, each within Alexa's limit."""
    parts: list[str] = []
    left = round(seconds * 1000)
    longest = round(MAX_BREAK_SECONDS * 1000)
    while left > 0:
        now = min(left, longest)
        parts.append(f'<break time="{now}ms"/>')
        left -= now
    return "".join(parts)


def pace_of(ssml: str) -> float:
    """Return the pace at which `speak` had SSML spoken."""
    rate = _RATE.search(ssml)
    return int(rate[1]) / 100 if rate else 1.0


def pieces(ssml: str) -> Iterator[tuple[str, float]]:
    """Yield the parts of SSML that lie between breaks, each with the seconds of the break after it."""
    parts = [*_BREAK.split(ssml), "0"]
    for words, milliseconds in zip(parts[::2], parts[1::2], strict=True):
        yield words, int(milliseconds) / 1000


_BETWEEN_PARTS = pause(PART_PAUSE_SECONDS)


def plain(ssml: str) -> str:
    """What is heard of a piece of SSML, as text."""
    import html  # Needed by devices only.

    return _SPACES.sub(" ", html.unescape(_TAG.sub(" ", ssml))).replace(" .", ".").replace(" ,", ",").strip()
