"""Welcome screen: the coach's name and the first question."""

from skill.speech.screens.pages import Page, Place
from skill.speech.screens.parts import TEAL, Component, Shape, column, gap, picture, row, text

_SIZES: dict[Shape, float] = {"round": 5, "tall": 8, "wide": 7}


def _named(shape: Shape, words: Component) -> list[Component]:
    """Return the coach's logo and name above the words."""
    size = _SIZES[shape]
    mark = picture("icon_sore", round(size * 1.2, 1), ink=TEAL)
    name = row([mark, gap(size * 0.4), text("Cramp Coach", size, TEAL, fontWeight="700")])
    return [column([name, words], alignItems="center", width="100%")] if shape == "round" else [name, words]


WELCOME = Page(
    above=_named,
    places={
        "round": Place(72, 36, 0, 22, sides=0, top=11, bottom=15),
        "tall": Place(86, 90, 0, 20, sides=6, top=10, bottom=10),
        "wide": Place(143, 48, 0, 24, sides=8, top=6, bottom=6),
    },
)
