"""How long words take to say: an estimate, as Alexa tells nobody how long her voice takes."""

import re

SECONDS_PER_SYLLABLE = 0.19
SECONDS_PER_WORD = 0.06
COMMA_SECONDS = 0.2
STOP_SECONDS = 0.45
"""Fitted by hand to espeak-ng and flite at their normal pace; Alexa's own voice is not measured here."""

_WORD = re.compile(r"[a-z0-9']+", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")
_DIGITS = {str(digit): count for digit, count in enumerate((2, 1, 1, 1, 1, 1, 1, 2, 1, 1))}


def speech_seconds(text: str, pace: float = 1.0) -> float:
    """Seconds that a text takes at a pace (1.0 normal, 0.8 slower), with the pauses at its stops but the last."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word.lower()) for word in words)
    inner = text.rstrip(" .!?,;:")
    pauses = inner.count(",") * COMMA_SECONDS + len(re.findall(r"[.!?;:](?=\s)", inner)) * STOP_SECONDS
    return (syllables * SECONDS_PER_SYLLABLE + len(words) * SECONDS_PER_WORD + pauses) / pace


def _syllables(word: str) -> int:
    if word.isdigit():
        return sum(_DIGITS[digit] for digit in word)
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
