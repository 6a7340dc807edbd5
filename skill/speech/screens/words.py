"""What is spoken, as words on the screen: what comes first quietly, the question large."""

from skill.conversation.reply import Reply
from skill.speech.screens.fit import fit, height
from skill.speech.screens.parts import QUIET, WORDS, Component, Shape, column, shown, text, u
from skill.speech.timing import speech_seconds

LARGEST = 11.0
ASIDE = 5.8
"""Largest size of the words before a question, which are not the point of its screen."""
TELLING, ASKING = 8.4, 7.0
GAP = 3.0


def spoken(reply: Reply, shape: Shape, width: float, room: float, *, telling: bool = False) -> Component:
    """
    All words of a reply in a box of so many units; a round screen shows them one after the other, as spoken.

    A question is the largest thing on its screen, unless the reply is `telling` something first.
    """
    lead, ask = reply.say, reply.ask
    if shape == "round":
        return _in_turn(lead, ask, width, room)
    if not (lead and ask):
        bold = bool(ask) and not telling
        size = fit(lead or ask, width, room, LARGEST if bold else TELLING, bold=bold)
        return _box([_lines(lead or ask, size, WORDS, bold=bold)], room)
    share = max(0.36, min(0.62, len(lead) / (len(lead) + len(ask))))
    lead_size = fit(lead, width, room * share - GAP, TELLING if telling else ASIDE)
    left = room - GAP - height(lead, lead_size, width)
    ask_size = fit(ask, width, left, ASKING if telling else LARGEST, bold=True)
    first = _lines(lead, lead_size, WORDS if telling else QUIET, bold=False)
    return _box([first, _lines(ask, ask_size, WORDS, bold=True) | {"paddingTop": u(GAP)}], room)


def _lines(words: str, size: float, ink: str, *, bold: bool) -> Component:
    return text(shown(words), size, ink, **({"fontWeight": "700"} if bold else {}))


def _box(items: list[Component], room: float) -> Component:
    """A box that scrolls, for words that are longer than any of ours today."""
    return {"type": "ScrollView", "width": "100%", "height": u(room), "items": [column(items, width="100%")]}


def _in_turn(lead: str, ask: str, width: float, room: float) -> Component:
    sizes = [fit(words, width, room, 8.0, bold=True) for words in (lead, ask) if words]
    seconds = speech_seconds(lead) + 0.5 if lead and ask else 0.0
    return column(
        [
            text(
                f"${{elapsedTime < {seconds * 1000:.0f} ? lead : ask}}",
                min(sizes),
                WORDS,
                fontWeight="700",
                textAlign="center",
                width=u(width),
            )
        ],
        bind=[{"name": "lead", "value": shown(lead)}, {"name": "ask", "value": shown(ask or lead)}],
        width="100%",
        height=u(room),
        alignItems="center",
        justifyContent="center",
    )
