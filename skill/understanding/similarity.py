"""Find the text whose spelling is most similar to another, from 0 to 1 (Ratcliff and Obershelp, as in `difflib`)."""

from difflib import get_close_matches
from functools import lru_cache


@lru_cache(maxsize=4096)
def nearest(said: str, texts: tuple[str, ...], least: float) -> str | None:
    """Return the most similar text with the same first letter; None if no similarity is `least` or more."""
    alike = get_close_matches(said, [text for text in texts if text[:1] == said[:1]], n=1, cutoff=least)
    return alike[0] if alike else None
