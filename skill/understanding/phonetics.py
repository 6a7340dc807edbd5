"""Phonetic keys, for words that speech recognition misspells: "can sell that" sounds like "cancel that"."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_RULES = tuple((re.compile(pattern), heard) for pattern, heard in (
    (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^rh", "r"), (r"^x", "s"), (r"mb$", "m"), (r"sch", "sk"),
    (r"sc(?=[eiy])", "s"), (r"tch", "j"), (r"[cs]h|[tc]i(?=[ao])|s(?=ion)|ge|dg", "j"), (r"ph", "f"), (r"gh", ""),
    (r"th", "t"), (r"wh", "w"), (r"c(?=[eiy])", "s"), (r"ck|c|q", "k"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
    (r"d", "t"), (r"b", "p"), (r"g", "k"), (r"h", ""), (r"(?<=[aeiou])[wy]", ""), (r"y", "i"), (r"[aeiou]+", ""),
    (r"(.)\1+", r"\1"),
))  # fmt: skip
"""From English spelling to the consonants heard; voiced and unvoiced ones are one, vowels are left out."""

LEAST = 4
"""Minimum consonants of a key that counts as evidence."""


@lru_cache(maxsize=8192)
def of_word(word: str) -> str:
    """Return the consonants of a word as they are heard."""
    for pattern, heard in _RULES:
        word = pattern.sub(heard, word)
    return word


def of(plain: Iterable[str]) -> str:
    """Return the consonants of several words, as if they were one."""
    return _TWICE.sub(r"\1", "".join(of_word(word) for word in plain))


_TWICE = re.compile(r"(.)\1+")


def likeness(said: str, meant: str) -> float:
    """Return the spelling similarity of two phrases, 0 to 1, without regard to spaces."""
    return SequenceMatcher(None, said.replace(" ", ""), meant.replace(" ", ""), autojunk=False).ratio()


ALIKE = 0.72
"""Minimum similarity of phrases that sound the same to count as the same; "best" and "pause it" do not."""
