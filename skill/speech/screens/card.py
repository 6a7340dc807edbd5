"""Screen with a heading and text: an explanation, advice that is not urgent, or a goodbye."""

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech.screens.pages import Page, Place
from skill.speech.screens.parts import TEAL, Component, Screen, Shape, capital, its, shown, text

_BY_LEVEL = {"soon": "See a doctor soon", "routine": "See your doctor some time", "selfcare": "Looking after it"}


def _headed(shape: Shape, words: Component) -> list[Component]:
    title = f"${{{its('title')}}}"
    if shape == "round":
        return [text(title, 5, TEAL, fontWeight="700", textAlign="center", width="100%"), words]
    return [text(title, 7, TEAL, fontWeight="700", textAlign="auto"), words]


CARD = Page(
    above=_headed,
    places={
        "round": Place(74, 42, 16, 20, sides=14, top=10, bottom=14),
        "tall": Place(86, 110, 20, 18, sides=6, top=8, bottom=8),
        "wide": Place(143, 54, 20, 18, sides=8, top=6, bottom=6),
    },
    telling=True,
)


def screen(reply: Reply, content: Content) -> Screen:
    """Build the screen: heading, text, and yes and no if something is offered."""
    return CARD.screen(reply, title=shown(heading(reply, content)))


def heading(reply: Reply, content: Content) -> str:
    """Return the heading: the subject of the reply, or its level of care."""
    turn = reply.session.turn
    kind, _, name = turn.about.removeprefix("more:").rpartition(":")[0].partition("/")
    if turn.condition:
        return capital(content.conditions[turn.condition].name)
    if kind == "conditions":
        return capital(content.conditions[name].name)
    if kind == "topics":
        return capital(content.topics[name].name)
    if kind == "remedies":
        return capital(content.remedies[name].name)
    return _BY_LEVEL.get(turn.level or "", "Cramp Coach")
