"""A question with big buttons."""

from skill.conversation.reply import Reply
from skill.speech.screens.buttons import answers, bar
from skill.speech.screens.parts import Component, Document, Shape, document, page
from skill.speech.screens.words import spoken


def screen(reply: Reply) -> Document:
    """The question in large letters, its likely answers below."""
    names = answers(reply.session.turn)
    telling = reply.manner == "care"

    def draw(shape: Shape) -> Component:
        if shape == "round":
            return page([spoken(reply, shape, 72, 44), bar(names, shape, 22)], sides=0, top=13, bottom=15)
        if shape == "tall":
            return page(
                [spoken(reply, shape, 86, 106, telling=telling), bar(names, shape, 20)], sides=6, top=10, bottom=10
            )
        return page([spoken(reply, shape, 143, 60, telling=telling), bar(names, shape, 24)], sides=8, top=6, bottom=6)

    return document(draw)
