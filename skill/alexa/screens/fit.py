"""Fit text into a box at the largest possible font size, as screens are read from two metres away."""

from math import sqrt

LINE = 1.2
"""Line height, relative to the font size."""
WIDE, WIDE_BOLD = 0.58, 0.66
"""Mean width of a letter, relative to the font size: of DejaVu Sans (Debian's browsers); Amazon's font is narrower."""
SMALLEST = 3.6
"""Minimum font size, in units."""
STEPS = 5
"""Font sizes per unit."""
FILLED = 0.93
"""Share of a box that text usually fills, for a first guess."""
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


def fit(text: str, width: float, room: float, largest: float, *, bold: bool = False) -> float:
    """Return the largest font size, up to `largest`, at which a text fits a box of `width` by `room`; all in units."""
    # Start with a guess: the size at which the letters nearly fill the box.
    wide = WIDE_BOLD if bold else WIDE
    top, step = round(largest * STEPS), round(SMALLEST * STEPS)
    widest, highest = width * STEPS / wide, room * STEPS / LINE
    if room > 0:
        step = max(step, min(top, int(sqrt(widest * highest / (len(text) + 1)) * FILLED)))
    lines = line_count(text, int(widest / step))
    while step > SMALLEST * STEPS and lines * step > highest:
        # A smaller font never takes more lines, so these are counted again only if they are still too high.
        step -= 1
        if lines * step > highest:
            lines = line_count(text, int(widest / step))
    while step < top and lines * (step + 1) <= highest:
        lines = line_count(text, int(widest / (step + 1)))
        if lines * (step + 1) > highest:
            break
        step += 1
    return step / STEPS
