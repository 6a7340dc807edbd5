"""Convert text to SSML and back: escaping, telephone numbers, pace, breaks."""

import re
from collections.abc import Iterable, Iterator

from skill.content.locale import Number
from skill.speech.limits import MAX_BREAK_SECONDS

_BREAK = re.compile(r'<break time="(\d+)ms"/>')
_RATE = re.compile(r'<prosody rate="(\d+)%">')
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_SUB = re.compile(r'<sub alias="([^"]*)">.*?</sub>')
_WHISPER = '<amazon:effect name="whispered">'


PARTS = " | "
"""Separator of the parts of a question, spoken as a short pause."""

PART_PAUSE_SECONDS = 0.35
"""Length of that pause; 300 to 400 ms (our own rule)."""


def written(text: str) -> str:
    """Return a text as displayed on a screen or a card: without separators."""
    return text.replace(PARTS, " ")


def escaped(text: str, numbers: Iterable[Number] = ()) -> str:
    """Escape a text for SSML and for APL's `${…}`, and mark telephone numbers to be read digit by digit."""
    # APL evaluates `${`. No text of the content holds it, but no text must ever be evaluated.
    safe = _escape_markup(text.replace("${", "$ {")).replace(PARTS, BETWEEN_PARTS)
    # Most sentences name no number, and looking for a digit is cheap.
    mentioned = [number for number in numbers if number.digits in safe]
    for number in sorted(mentioned, key=lambda it: -len(it.digits)):
        pattern = rf"(?<![\d>\"]){re.escape(number.digits)}(?![\d<\"])"
        alias = _escape_markup(number.spoken).replace('"', "&quot;")
        safe = re.sub(pattern, f'<sub alias="{alias}">{number.digits}</sub>', safe)
    return safe


def _escape_markup(text: str) -> str:
    """Escape as `html.escape` does; importing that takes 5 ms, and `str.translate` ten times as long."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def speak(inner: str, *, pace: float = 1.0, quiet: bool = False) -> str:
    """Wrap SSML in the root element `<speak>`, at a pace (1.0 is normal) and whispered if `quiet`."""
    if pace != 1.0:
        inner = f'<prosody rate="{round(pace * 100)}%">{inner}</prosody>'
    if quiet:
        inner = f"{_WHISPER}{inner}</amazon:effect>"
    return f"<speak>{inner}</speak>"


def pause(seconds: float) -> str:
    """Return breaks that add up to `seconds`, each within Alexa's limit."""
    longest = round(MAX_BREAK_SECONDS * 1000)
    whole, rest = divmod(max(round(seconds * 1000), 0), longest)
    lengths = [longest] * whole + [rest]
    return "".join(f'<break time="{length}ms"/>' for length in lengths if length)


def pace_of(ssml: str) -> float:
    """Return the pace that `speak` has set in SSML."""
    rate = _RATE.search(ssml)
    return int(rate[1]) / 100 if rate else 1.0


def is_whispered(ssml: str) -> bool:
    """Return whether `speak` has made SSML whispered."""
    return _WHISPER in ssml


def pronounced(ssml: str) -> str:
    """Return SSML in which the words of telephone numbers stand in place of their digits."""
    return _SUB.sub(r"\1", ssml)


def pieces(ssml: str) -> Iterator[tuple[str, float]]:
    """Yield the parts of SSML between breaks, each with the length in seconds of the break after it."""
    parts = [*_BREAK.split(ssml), "0"]
    for words, milliseconds in zip(parts[::2], parts[1::2], strict=True):
        yield words, int(milliseconds) / 1000


BETWEEN_PARTS = pause(PART_PAUSE_SECONDS)


def plain(ssml: str) -> str:
    """Return the plain text of SSML."""
    import html  # Slow to import, and needed for simulated devices only.

    return _SPACES.sub(" ", html.unescape(_TAG.sub(" ", ssml))).replace(" .", ".").replace(" ,", ",").strip()
