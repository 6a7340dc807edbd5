"""The opening: who speaks, and the first question."""

from skill.conversation.reply import Reply
from skill.speech.screens.buttons import answers, bar
from skill.speech.screens.parts import (
    TEAL,
    Component,
    Document,
    Shape,
    column,
    document,
    gap,
    page,
    picture,
    row,
    text,
)
from skill.speech.screens.words import spoken


def screen(reply: Reply) -> Document:
    """The name, what is said, and a button for each of cramp, twitch and ache."""
    names = answers(reply.session.turn)

    def draw(shape: Shape) -> Component:
        if shape == "round":
            said = column([_name(5.0), spoken(reply, shape, 72, 36)], alignItems="center", width="100%")
            return page([said, bar(names, shape, 22)], sides=0, top=11, bottom=15)
        if shape == "tall":
            return page([_name(8), spoken(reply, shape, 86, 90), bar(names, shape, 20)], sides=6, top=10, bottom=10)
        return page([_name(7), spoken(reply, shape, 143, 48), bar(names, shape, 24)], sides=8, top=6, bottom=6)

    return document(draw)


def _name(size: float) -> Component:
    """The coach's name; our mark is the spot that hurts."""
    return row(
        [
            picture("icon_sore", round(size * 1.2, 1), ink=TEAL),
            gap(size * 0.4),
            text("Cramp Coach", size, TEAL, fontWeight="700"),
        ]
    )
