"""What words sound like, for what speech recognition spells otherwise: "can sell that" sounds like "cancel that"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_SPELLED = (
    (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^rh", "r"), (r"^x", "s"), (r"mb$", "m"), (r"sch", "sk"),
    (r"sc(?=[eiy])", "s"), (r"tch", "j"), (r"[cs]h|[tc]i(?=[ao])|s(?=ion)|ge|dg", "j"), (r"ph", "f"), (r"gh", ""),
    (r"th", "t"), (r"wh", "w"), (r"c(?=[eiy])", "s"), (r"ck|c|q", "k"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
    (r"d", "t"), (r"b", "p"), (r"g", "k"), (r"h", ""), (r"(?<=[aeiou])[wy]", ""), (r"y", "i"), (r"[aeiou]+", ""),
    (r"(.)\1+", r"\1"),
)  # fmt: skip
"""From English spelling to the consonants heard; voiced and unvoiced ones are one, vowels are left out."""
_RULES = tuple((re.compile(pattern), heard) for pattern, heard in _SPELLED)

LEAST = 4
"""Fewer consonants than these are no evidence."""


@lru_cache(maxsize=8192)
def of_word(word: str) -> str:
    """The consonants of a word as they are heard."""
    for pattern, heard in _RULES:
        word = pattern.sub(heard, word)
    return word


def of(plain: Iterable[str]) -> str:
    """The consonants of several words, as if they were one."""
    return _TWICE.sub(r"\1", "".join(of_word(word) for word in plain))


_TWICE = re.compile(r"(.)\1+")


def likeness(said: str, meant: str) -> float:
    """How much two phrases are spelled alike, up to 100, whatever the gaps between their words."""
    from rapidfuzz import fuzz  # Seldom needed, and it takes its time to load.

    return fuzz.ratio(said.replace(" ", ""), meant.replace(" ", ""))


ALIKE = 72.0
"""Of phrases that sound the same, those spelled less alike than this are not the same: "best" and "pause it"."""


def windows(plain: Sequence[str], most: int) -> Iterator[tuple[int, int, str]]:
    """Every run of up to `most` words, the longest first, and what it sounds like."""
    heard = [of_word(word) for word in plain]
    for size in range(min(most, len(plain)), 0, -1):
        for at in range(len(plain) - size + 1):
            sound = _TWICE.sub(r"\1", "".join(heard[at : at + size]))
            if len(sound) >= LEAST:
                yield at, at + size, sound
