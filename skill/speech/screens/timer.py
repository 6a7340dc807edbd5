"""Screen of a timer that was set: its length in large digits."""

from skill.conversation.reply import Reply
from skill.speech.screens.pages import Page, Place
from skill.speech.screens.parts import TEAL, Component, Screen, Shape, gap, its, picture, row, text


def _length(shape: Shape, words: Component) -> list[Component]:
    size = 14.0 if shape == "round" else 26.0
    parts = [
        picture("icon_clock", round(size * 0.9, 1), ink=TEAL),
        gap(size * 0.25),
        text(f"${{{its('minutes')}}} min", size, fontWeight="700"),
    ]
    return [row(parts, width="100%", justifyContent="center"), words]


TIMER = Page(
    above=_length,
    places={
        "round": Place(72, 26, 20, 20, sides=0, top=12, bottom=15),
        "tall": Place(86, 60, 20, 18, sides=6, top=16, bottom=12),
        "wide": Place(143, 32, 20, 18, sides=8, top=6, bottom=8),
    },
)


def screen(reply: Reply, minutes: int) -> Screen:
    """Build the screen: the minutes, and the words of the reply."""
    return TIMER.screen(reply, minutes=minutes)
