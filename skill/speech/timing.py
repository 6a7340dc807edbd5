"""
Estimate the duration of spoken text for each measured voice, from syllables, consonants and pauses.

Alexa's own voice could not be measured, and the platform reports no durations. So speech for Alexa is timed by the
slower of the measured voices: a cue that fits then fits either of them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from skill.content.limits import LONGEST_HOLD
from skill.content.spoken_words import syllables
from skill.understanding.numerals import spelled


class Rates(NamedTuple):
    """Durations of the parts of a text in one voice at its normal pace, in seconds."""

    syllable: float
    consonant: float
    comma: float
    stop: float
    """The pause between two sentences."""
    once: float
    """Added once to every text: the decay of its last sound."""


MEASURED: Mapping[str, Rates] = {
    "espeak-ng": Rates(syllable=0.088, consonant=0.054, comma=0.340, stop=0.484, once=0.141),
    "flite": Rates(syllable=0.112, consonant=0.046, comma=0.299, stop=0.618, once=0.154),
}
"""Fitted by least squares to every cue of every stretch; tests/speech/test_render_timing.py measures the error."""

_CAUTION = 1.05
"""Factor for a voice that was not measured; without it, two cues touch in a measured voice at the slowest pace."""

_WORD = re.compile(r"[a-z0-9']+", re.IGNORECASE)
_CONSONANT = re.compile(r"[b-df-hj-np-tv-xz]")
_STOP = re.compile(r"[.!?;:](?=\s)")


def speech_seconds(text: str, pace: float = 1.0, voice: str | None = None) -> float:
    """
    Return the estimated duration of a text in seconds, without the pause after its last sentence.

    Args:
        text: What is said.
        pace: 1.0 is normal, 0.8 is slower.
        voice: Name of a measured voice; None uses the slowest one, plus a margin.
    """
    parts = _parts(text)
    if parts is None:
        return 0.0
    counts = (*parts, 1)
    rates = [MEASURED[voice]] if voice else MEASURED.values()
    longest = max(float(sum(map(mul, counts, each))) for each in rates)
    return longest * (1 if voice else _CAUTION) / pace


# The same few sentences recur with every stretch; counting them each time was half the cost of a guided turn.
@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[int, int, int, int] | None:
    """Return the numbers of syllables, consonants, commas and stops; None for a text without words."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return None
    inner = text.rstrip(" .!?,;:")
    return sum(map(_syllables, words)), sum(map(_consonants, words)), inner.count(","), len(_STOP.findall(inner))


def _consonants(word: str) -> int:
    return _number_syllables(word) * 2 if word.isdigit() else len(_CONSONANT.findall(word))


def _syllables(word: str) -> int:
    return _number_syllables(word) if word.isdigit() else syllables(word)


def _number_syllables(digits: str) -> int:
    """Count the syllables of a number; above the longest hold, it is a telephone number and read digit by digit."""
    numbers = [int(digits)] if int(digits) <= LONGEST_HOLD else map(int, digits)
    return sum(syllables(word) for number in numbers for word in spelled(number))
