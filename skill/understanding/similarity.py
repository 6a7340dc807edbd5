"""Spelling similarity of texts, from 0 to 100: twice their longest common subsequence, by the sum of their lengths."""

from functools import lru_cache


def ratio(one: str, other: str) -> float:
    """Return the similarity of two texts."""
    return _percent(_common(_places(one), len(one), other), one, other)


def nearest(said: str, texts: tuple[str, ...], least: float) -> str | None:
    """Return the text most similar to `said`, the first of equals; None if no similarity is `least` or more."""
    places, mine, own = _places(said), _letters(said), len(said)
    best = None
    for text, theirs, length in _indexed(texts):
        # Letters that only one of the two has can't be common, which rules out nine texts of ten at a glance.
        most, other = own - (mine & ~theirs).bit_count(), length - (theirs & ~mine).bit_count()
        if 200.0 * (min(most, other)) < least * (own + length):  # many calls of `min`
            continue
        found = _percent(_common(places, own, text), said, text)
        if found > least or (found == least and best is None):
            least, best = found, text
    return best


def _percent(common: int, one: str, other: str) -> float:
    return 200.0 * common / (len(one) + len(other)) if one or other else 100.0


def _places(text: str) -> dict[str, int]:
    """Return the places of each letter as bits."""
    places: dict[str, int] = {}
    for at, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


def _common(places: dict[str, int], length: int, other: str) -> int:
    """Return the length of the longest common subsequence; each of its letters clears a bit (Hyyrö 2004)."""
    every = row = (1 << length) - 1
    for letter in other:
        both = row & places.get(letter, 0)
        row = ((row + both) | (row - both)) & every
    return length - row.bit_count()


def _letters(text: str) -> int:
    """Return the set of a text's letters as bits."""
    bits = 0
    for code in text.encode("latin-1", "replace"):  # One byte a letter.
        bits |= 1 << (code & 127)
    return bits


@lru_cache(maxsize=64)
def _indexed(texts: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return each text with its letters and its length."""
    return tuple((text, _letters(text), len(text)) for text in texts)
