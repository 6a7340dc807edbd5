"""How large words can be in a box: as large as possible, as they are read from two metres away."""

from math import sqrt

LINE = 1.2
"""Height of a line, in letters' size."""
WIDE, WIDE_BOLD = 0.58, 0.66
"""Mean width of a letter in its size. DejaVu Sans, which browsers on Debian use; Amazon's own letters are narrower."""
SMALLEST = 3.6
STEPS = 5
"""Sizes in a unit."""
FILLED = 0.93
"""How much of a box words usually fill."""
_ENDLESS = 1000


def line_count(text: str, letters: int) -> int:
    """Lines of so many letters that a text takes, broken between words; very many if a word is longer than a line."""
    lines, at, end = 1, 0, len(text)
    while end - at > letters:
        at = text.rfind(" ", at, at + letters + 1) + 1
        if not at:
            return _ENDLESS
        lines += 1
    return lines


def height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """How high a text gets."""
    return line_count(text, int(width / (size * (WIDE_BOLD if bold else WIDE)))) * size * LINE


def fit(text: str, width: float, room: float, largest: float, *, bold: bool = False) -> float:
    """The largest size, up to `largest`, at which a text fits `width` and no word is wider than it."""
    # Begins at a guess: the size at which the letters nearly fill the box.
    wide = WIDE_BOLD if bold else WIDE
    top, step = round(largest * STEPS), round(SMALLEST * STEPS)
    widest, highest = width * STEPS / wide, room * STEPS / LINE
    if room > 0:
        step = max(step, min(top, int(sqrt(widest * highest / (len(text) + 1)) * FILLED)))
    lines = line_count(text, int(widest / step))
    while step > SMALLEST * STEPS and lines * step > highest:
        # Smaller words never take more lines, so if these lines are low enough now, they need not be counted again.
        step -= 1
        if lines * step > highest:
            lines = line_count(text, int(widest / step))
    while step < top and lines * (step + 1) <= highest:
        lines = line_count(text, int(widest / (step + 1)))
        if lines * (step + 1) > highest:
            break
        step += 1
    return step / STEPS
