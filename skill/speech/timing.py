"""
How long words take to say: an estimate for each measured voice, from syllables, consonants and pauses.

Alexa's own voice is not measured here, and she tells nobody how long she takes. So what is spoken through her is timed
by the slower of the measured voices: a cue that fits then fits either of them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from skill.content.models import LONGEST_HOLD
from skill.content.readability import syllables
from skill.understanding.numerals import spelled


class Rates(Struct, frozen=True):
    """What the parts of a text take in one voice at its normal pace, in seconds."""

    syllable: float
    consonant: float
    comma: float
    stop: float
    """A pause between two sentences."""
    once: float
    """Whatever is said: its last sound dies away slowly."""


MEASURED: Mapping[str, Rates] = {
    "espeak-ng": Rates(syllable=0.088, consonant=0.054, comma=0.340, stop=0.484, once=0.141),
    "flite": Rates(syllable=0.112, consonant=0.046, comma=0.299, stop=0.618, once=0.154),
}
"""Fitted by least squares to every cue of every stretch; tests/speech/test_render_timing.py measures what they miss."""

_CAUTION = 1.05
"""For a voice that nobody measured; without it, two cues touch in one of the measured voices at the slowest pace."""

_WORD = re.compile(r"[a-z0-9']+", re.IGNORECASE)
_CONSONANT = re.compile(r"[b-df-hj-np-tv-xz]")
_STOP = re.compile(r"[.!?;:](?=\s)")


def speech_seconds(text: str, pace: float = 1.0, voice: str | None = None) -> float:
    """
    Seconds that a text takes at a pace (1.0 normal, 0.8 slower), with the pauses at its stops but the last.

    `voice` is one that was measured; without it, the slowest of them, and a little more to be on the safe side.
    """
    parts = _parts(text)
    if parts is None:
        return 0.0
    syllable_count, consonants, commas, stops = parts

    def said_by(it: Rates) -> float:
        return syllable_count * it.syllable + consonants * it.consonant + commas * it.comma + stops * it.stop + it.once

    normal = said_by(MEASURED[voice]) if voice else _CAUTION * max(map(said_by, MEASURED.values()))
    return normal / pace


# The sentences are few and come again with every stretch; counting them anew was half the cost of a guided turn.
@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[int, int, int, int] | None:
    """Syllables, consonants, commas and stops; None where there is no word."""
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
    """Up to the longest hold as a number, above it digit by digit, as telephone numbers are read."""
    numbers = [int(digits)] if int(digits) <= LONGEST_HOLD else map(int, digits)
    return sum(syllables(word) for number in numbers for word in spelled(number))
