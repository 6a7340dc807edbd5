"""What is spoken, as words on the screen: what comes first quietly, the question large."""

from typing import Any, Literal

from skill.conversation.reply import Reply
from skill.speech.markup import written
from skill.speech.screens.fit import fit, height
from skill.speech.screens.parts import QUIET, WORDS, Component, Shape, column, its, shown, text, u

Said = Literal["lead", "ask", "both"]
Box = tuple[float, float]
"""Width and height, in units."""

LARGEST = 11.0
LARGEST_ROUND = 8.0
ASIDE = 5.8
"""Largest size of the words before a question, which are not the point of its screen."""
TELLING, ASKING = 8.4, 7.0
GAP = 3.0
_LETTER, _COMMA, _STOP = 0.0543, 0.2916, 0.5909
"""Seconds, fitted to `speech_seconds` over our texts: within 0.4 s for 19 of 20, and far quicker to work out."""
_BREATH = 0.5


def which(reply: Reply) -> Said:
    """Which words a reply has."""
    return "lead" if not reply.ask else "both" if reply.say else "ask"


def about_seconds(words: str) -> float:
    """Roughly how long words take to say, for captions."""
    stops = words.count(". ") + words.count("? ")
    return len(words) * _LETTER + words.count(", ") * _COMMA + stops * _STOP


def spoken(said: Said, shape: Shape, box: Box, *, telling: bool) -> Component:
    """
    All words of a reply in a box; a round screen shows them one after the other, as spoken.

    A question is the largest thing on its screen, unless the reply is `telling` something first.
    """
    width, room = box
    if shape == "round":
        return _in_turn(said, width, room)
    if said != "both":
        return _box([_lines(said, shape, WORDS, bold=said == "ask" and not telling)], room)
    first = _lines("lead", shape, WORDS if telling else QUIET, bold=False)
    return _box([first, _lines("ask", shape, WORDS, bold=True) | {"paddingTop": u(GAP)}], room)


def _lines(name: str, shape: Shape, ink: str, *, bold: bool) -> Component:
    return text(f"${{{its(name)}}}", its(f"{shape}.{name}"), ink, **({"fontWeight": "700"} if bold else {}))


def _box(items: list[Component], room: float) -> Component:
    """A box that scrolls, for words that are longer than any of ours today."""
    return {"type": "ScrollView", "width": "100%", "height": u(room), "items": [column(items, width="100%")]}


def _in_turn(said: Said, width: float, room: float) -> Component:
    now = f"elapsedTime < {its('ask_at')} ? {its('lead')} : {its('ask')}" if said == "both" else its(said)
    words = text(f"${{{now}}}", its("round"), WORDS, fontWeight="700", textAlign="center", width=u(width))
    return column([words], width="100%", height=u(room), alignItems="center", justifyContent="center")


def fitted(say: str, ask: str, boxes: dict[Shape, Box], *, telling: bool) -> dict[str, Any]:
    """Return the words of a reply and the sizes at which they fit their boxes: the data of what `spoken` draws."""
    lead, ask = written(say), written(ask)
    width, room = boxes["round"]
    size = LARGEST_ROUND
    for words in (lead, ask):
        if words:
            size = fit(words, width, room, size, bold=True)
    return {
        "lead": shown(lead),
        "ask": shown(ask),
        "ask_at": round((about_seconds(lead) + _BREATH) * 1000),
        "round": size,
        "tall": _sizes(lead, ask, boxes["tall"], telling=telling),
        "wide": _sizes(lead, ask, boxes["wide"], telling=telling),
    }


def _sizes(lead: str, ask: str, box: Box, *, telling: bool) -> dict[str, float]:
    width, room = box
    if not ask:
        return {"lead": fit(lead, width, room, TELLING)}
    if not lead:
        return {"ask": fit(ask, width, room, TELLING if telling else LARGEST, bold=not telling)}
    share = max(0.36, min(0.62, len(lead) / (len(lead) + len(ask))))
    first = fit(lead, width, room * share - GAP, TELLING if telling else ASIDE)
    left = room - GAP - height(lead, first, width)
    return {"lead": first, "ask": fit(ask, width, left, ASKING if telling else LARGEST, bold=True)}
