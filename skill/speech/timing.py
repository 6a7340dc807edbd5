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
    counts = _parts(text)
    rates = [MEASURED[voice]] if voice else MEASURED.values()
    longest = max(float(sum(map(mul, counts, each))) for each in rates)
    return longest * (1 if voice else _CAUTION) / pace


# The same few sentences recur with every stretch; counting them each time was half the cost of a guided turn.
@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[int, ...]:
    """Return how often each part of `Rates` occurs in a text; none does in a text without words."""
    counted = [_sounds(word.lower()) for word in _WORD.findall(text)]
    if not counted:
        return ()
    spoken, consonants = map(sum, zip(*counted, strict=True))
    inner = text.rstrip(" .!?,;:")
    return spoken, consonants, inner.count(","), len(_STOP.findall(inner)), 1


def _sounds(word: str) -> tuple[int, int]:
    """
    Return the numbers of syllables and consonants of a word or number; a number has about two consonants a syllable.

    A number above the longest hold is a telephone number and read digit by digit.
    """
    if not word.isdigit():
        return syllables(word), len(_CONSONANT.findall(word))
    numbers = [int(word)] if int(word) <= LONGEST_HOLD else map(int, word)
    spoken = sum(syllables(it) for number in numbers for it in spelled(number))
    return spoken, spoken * 2
