"""An explanation, advice without hurry, or the last word: a heading and calm text."""

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech.screens.buttons import answers, bar
from skill.speech.screens.parts import TEAL, Component, Document, Shape, document, page, shown, text
from skill.speech.screens.words import spoken

_BY_LEVEL = {"soon": "See a doctor soon", "routine": "See your doctor some time", "selfcare": "Looking after it"}


def screen(reply: Reply, content: Content) -> Document:
    """The heading, what is said, and yes and no where something is offered."""
    names = answers(reply.session.turn)
    head = shown(heading(reply, content))

    def draw(shape: Shape) -> Component:
        buttons = [bar(names, shape, 20 if shape == "round" else 18)] if names else []
        title = text(head, 5.0 if shape == "round" else 7.0, TEAL, fontWeight="700", textAlign="auto")
        if shape == "round":
            title |= {"textAlign": "center", "width": "100%"}
            room = 42 if names else 58
            return page([title, spoken(reply, shape, 74, room), *buttons], sides=14, top=10, bottom=14)
        if shape == "tall":
            return page(
                [title, spoken(reply, shape, 86, 110 if names else 130, telling=True), *buttons],
                sides=6,
                top=8,
                bottom=8,
            )
        return page(
            [title, spoken(reply, shape, 143, 54 if names else 74, telling=True), *buttons], sides=8, top=6, bottom=6
        )

    return document(draw)


def heading(reply: Reply, content: Content) -> str:
    """What the card is about."""
    turn = reply.session.turn
    kind, _, name = turn.about.removeprefix("more:").rpartition(":")[0].partition("/")
    if turn.condition:
        return _capital(content.conditions[turn.condition].name)
    if kind == "conditions":
        return _capital(content.conditions[name].name)
    if kind == "topics":
        return _capital(content.topics[name].name)
    if kind == "remedies":
        return _capital(content.remedies[name].name)
    return _BY_LEVEL.get(turn.level or "", "Cramp Coach")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
