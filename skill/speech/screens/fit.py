"""How large words can be in a box: as large as possible, as they are read from two metres away."""

LINE = 1.2
"""Height of a line, in letters' size."""
WIDE, WIDE_BOLD = 0.58, 0.66
"""Mean width of a letter in its size. DejaVu Sans, which browsers on Debian use; Amazon's own letters are narrower."""
SMALLEST = 3.6
STEP = 0.2


def line_count(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Lines that a text takes, broken between words."""
    letters = max(width / (size * (WIDE_BOLD if bold else WIDE)), 1)
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """How high a text gets."""
    return line_count(text, size, width, bold=bold) * size * LINE


def fit(text: str, width: float, room: float, largest: float, *, bold: bool = False) -> float:
    """The largest size, up to `largest`, at which a text fits `width` and no word is wider than it."""
    size = largest
    longest = max((word for word in text.split()), key=len, default="")
    while size > SMALLEST and (
        height(text, size, width, bold=bold) > room or len(longest) * size * (WIDE_BOLD if bold else WIDE) > width
    ):
        size -= STEP
    return round(size, 1)
