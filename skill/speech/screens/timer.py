"""A timer that was set: how long, in large digits."""

from skill.conversation.reply import Reply
from skill.speech.screens.buttons import answers, bar
from skill.speech.screens.parts import TEAL, Component, Document, Shape, document, gap, page, picture, row, text
from skill.speech.screens.words import spoken


def screen(reply: Reply, minutes: int) -> Document:
    """How many minutes were set, and what is said about it."""
    length = f"{minutes} min"
    names = answers(reply.session.turn)

    def draw(shape: Shape) -> Component:
        size = 14.0 if shape == "round" else 26.0
        head = row(
            [
                picture("icon_clock", round(size * 0.9, 1), ink=TEAL),
                gap(size * 0.25),
                text(length, size, fontWeight="700"),
            ],
            width="100%",
            justifyContent="center",
        )
        buttons = [bar(names, shape, 20 if shape == "round" else 18)] if names else []
        room = 0 if names else 20
        if shape == "round":
            return page([head, spoken(reply, shape, 72, 26 + room), *buttons], sides=0, top=12, bottom=15)
        if shape == "tall":
            return page([head, spoken(reply, shape, 86, 60 + room), *buttons], sides=6, top=16, bottom=12)
        return page([head, spoken(reply, shape, 143, 32 + room), *buttons], sides=8, top=6, bottom=8)

    return document(draw)
