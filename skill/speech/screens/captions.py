"""Captions: what is being said now, sentence by sentence, so that the words can be large."""

from typing import Any

from skill.speech.screens.fit import WIDE_BOLD, fit
from skill.speech.screens.parts import Component, Shape, column, its, shown, text, u
from skill.speech.screens.words import Box, about_seconds
from skill.speech.timetable import Cue

_BOXES: dict[Shape, Box] = {"round": (74, 12), "tall": (88, 26), "wide": (143, 23)}
_LARGEST: dict[Shape, float] = {"round": 5.4, "tall": 8.4, "wide": 8.4}
_NEVER = 10**9


def sentences(cues: tuple[Cue, ...], pace: float) -> list[tuple[float, str]]:
    """The sentences of each cue, each at about the second at which it is spoken."""
    parts: list[tuple[float, str]] = []
    for cue in cues:
        at, rest = cue.at, cue.say
        while ". " in rest:
            sentence, _, rest = rest.partition(". ")
            parts.append((at, f"{sentence}."))
            at += about_seconds(f"{sentence}. ") / pace
        parts.append((at, rest))
    return parts


def caption(shape: Shape) -> Component:
    """What is being said now, in large letters."""
    width, room = _BOXES[shape]
    now = "${elapsedTime >= data.from && elapsedTime < data.until ? 'normal' : 'none'}"
    words = text("${data.say}", its(shape), fontWeight="700", textAlign="center", width=u(width), display=now)
    said = column([words], width="100%", height=u(room), alignItems="center", justifyContent="center")
    return said | {"data": f"${{{its('captions')}}}"}


def fitted(parts: list[tuple[float, str]]) -> dict[str, Any]:
    """What is said when, and the sizes at which all of it fits: the data of what `caption` draws."""
    ends = [round(at * 1000) for at, _ in parts[1:]] + [_NEVER]
    said = [
        {"say": shown(it), "from": begin, "until": end}
        for (_, it), begin, end in zip(parts, [0, *ends], ends, strict=False)
    ]
    longest = sorted({it for _, it in parts}, key=len, reverse=True)
    sizes: dict[str, float] = {}
    for shape, (width, room) in _BOXES.items():
        size = _LARGEST[shape]
        for it in longest:
            if len(it) * size * WIDE_BOLD <= width:
                break  # This one and all that are shorter fit into one line.
            size = fit(it, width, room, size, bold=True)
        sizes[shape] = size
    return {"captions": said, **sizes}
