"""Data of a row of buttons; their height is in kinds.yaml."""

from functools import cache

from skill.alexa.screens.document import Data, Place, Shape, kinds
from skill.alexa.screens.fit import WIDE_BOLD
from skill.speech.buttons import BUTTONS, ONWARD

_WIDTHS = {1: 100, 2: 48.5, 3: 32}
"""Number of buttons in a row -> width of each, in percent, unless the screen is round."""


@cache
def bar(kind: str, names: tuple[str, ...]) -> Data:
    """Return the data of the buttons on one kind of screen: what they show, and their font size for each shape."""
    if not names:
        return {}
    buttons = [
        {
            "name": name,
            "word": BUTTONS[name].word,
            "read": BUTTONS[name].read or BUTTONS[name].word,
            "icon": BUTTONS[name].icon,
            "bright": name in ONWARD,
            "width": f"{_WIDTHS[len(names)]}%",
        }
        for name in names
    ]
    places = kinds()[kind].places.items()
    return {
        "buttons": buttons,
        "letters": {shape: min(_largest(name, shape, place, len(names)) for name in names) for shape, place in places},
    }


def _largest(name: str, shape: Shape, place: Place, count: int) -> float:
    """Return the largest font size at which a button's label fits, with its icon beside or above it."""
    height, share = place["buttons"], _WIDTHS[count] / 100
    word = len(BUTTONS[name].word) * WIDE_BOLD
    if shape == "round":
        return min(height * 0.2, height * 0.84 / word)
    if shape == "tall":
        return min(height * 0.3, (share * 88 - 5) / word)
    return min(height * 0.36, (share * 144 - 5) / (word + (1.7 if BUTTONS[name].icon else 0)))
