"""Screen of a question, with its likely answers as large buttons."""

from msgspec.structs import replace

from skill.conversation.reply import Reply
from skill.speech.screens.pages import Page, Place
from skill.speech.screens.parts import Screen

ASKING = Page(
    above=lambda _, words: [words],
    places={
        "round": Place(72, 44, 0, 22, sides=0, top=13, bottom=15),
        "tall": Place(86, 106, 0, 20, sides=6, top=10, bottom=10),
        "wide": Place(143, 60, 0, 24, sides=8, top=6, bottom=6),
    },
)
TELLING = replace(ASKING, telling=True)


def screen(reply: Reply) -> Screen:
    """Build the screen; in advice, the statement is emphasised instead of the question."""
    return (TELLING if reply.manner == "care" else ASKING).screen(reply)
