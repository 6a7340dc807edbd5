"""Fit text into a box at the largest possible font size, as screens are read from two metres away."""

from bisect import bisect_left
from functools import lru_cache

LINE = 1.2
"""Line height, relative to the font size."""
WIDE, WIDE_BOLD = 0.58, 0.66
"""Mean width of a letter, relative to the font size: of DejaVu Sans (Debian's browsers); Amazon's font is narrower."""
SMALLEST = 3.6
"""Minimum font size, in units: as document.yaml describes them."""
STEPS = 5
"""Font sizes per unit."""
_ENDLESS = 1000


def line_count(text: str, letters: int) -> int:
    """Return how many lines of `letters` a text takes, broken between words; very many if a word is too long."""
    lines, at, end = 1, 0, len(text)
    while end - at > letters:
        at = text.rfind(" ", at, at + letters + 1) + 1
        if not at:
            return _ENDLESS
        lines += 1
    return lines


def height(text: str, size: float, width: float) -> float:
    """Return the height of a text that is not bold at a font size and width, in units."""
    return line_count(text, int(width / (size * WIDE))) * size * LINE


@lru_cache(maxsize=4096)  # The coach's sentences are few and come again.
def fit(text: str, width: float, height: float, largest: float, *, bold: bool = False) -> float:
    """Return the largest font size, up to `largest`, at which a text fits a box of this width and height; in units."""
    widest, highest = width * STEPS / (WIDE_BOLD if bold else WIDE), height * STEPS / LINE

    def is_too_high(step: int) -> bool:
        return line_count(text, int(widest / step)) * step > highest

    # A larger font never takes fewer lines.
    larger = range(round(SMALLEST * STEPS) + 1, round(largest * STEPS) + 1)
    return (larger.start - 1 + bisect_left(larger, x=True, key=is_too_high)) / STEPS
