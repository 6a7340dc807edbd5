"""Find the text whose spelling is most similar to another, from 0 to 1 (Ratcliff and Obershelp, as in `difflib`)."""

from difflib import get_close_matches
from functools import lru_cache


@lru_cache(maxsize=4096)
def nearest(said: str, texts: tuple[str, ...], least: float) -> str | None:
    """Return a similar text, rather one with the same first letter; None if no similarity is `least` or more."""
    alike = get_close_matches(said, texts, cutoff=least)
    return min(alike, key=lambda text: text[0] != said[0], default=None)
