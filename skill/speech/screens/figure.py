"""
Drawings of the exercises, in vector graphics of our own.

A drawing is a file below skill/content/pictures with the exercise's id as its name. It shows the right side as the
working one; the left side is its mirror image, in which the near leg is the left one. An exercise without a file gets
the drawing of its posture.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

import skill.content
from skill.conversation.session import Side
from skill.errors import ContentError
from skill.speech.screens.parts import AMBER, PANEL, QUIET, TEAL, WORDS

FOLDER = Path(skill.content.__file__).parent / "pictures"
WIDTH, HEIGHT = 120.0, 100.0
HEAD = 7.5
BALL = 6.5

Part = Literal["floor", "prop", "far", "body", "trunk", "limb", "work", "ghost", "arrow"]
Tip = tuple[float, float, Literal["up", "down", "left", "right"]]

FAR, PROP = "#7F99A3", "#8BA3AD"
FEEL = "#FF9C7C"
_LOOKS: dict[Part, tuple[str, float]] = {
    "floor": (PROP, 1.6),
    "prop": (PROP, 3.0),
    "far": (FAR, 7.5),
    "body": (WORDS, 14.0),
    "trunk": (WORDS, 9.0),
    "limb": (WORDS, 7.0),
    "work": (TEAL, 9.0),
    "ghost": (QUIET, 1.8),
    "arrow": (AMBER, 2.4),
}
"""Colour and width of each part; the working leg is also the widest, so that colour is not all that tells it."""
_EDGE = 3.0
"""Limbs that cross are kept apart by an edge in the colour of the background."""
_FLAT = ("floor", "prop", "ghost", "arrow")
_TURNS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One position, on a sheet of 120 by 100."""

    head: tuple[float, float]
    strokes: tuple[tuple[Part, str], ...]
    """What is drawn, back to front: a part and its path of `M`, `L`, `Q`, `C` and `Z`."""
    feel: tuple[float, float] | None = None
    """Where the pull is felt; None for what has no sides."""
    ball: tuple[float, float] | None = None
    tips: tuple[Tip, ...] = ()
    """Heads of the arrows."""


@cache
def drawing(name: str, posture: str) -> Drawing:
    """
    The drawing of an exercise, or of its posture where there is none.

    Raises:
        ContentError: The file is not a drawing.
    """
    import yaml  # Only once somebody is guided: it takes its time to load.

    path = FOLDER / f"{name}.yaml"
    if not path.exists():
        path = FOLDER / f"{posture}.yaml"
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Drawing)
    except (msgspec.ValidationError, yaml.YAMLError, OSError) as error:
        raise ContentError(f"pictures/{path.name}: this is not a drawing: {error}") from None


def figure(name: str, posture: str, side: Side | None) -> dict[str, Any]:
    """The graphic of an exercise on a side; a side that nobody named is drawn as the right one."""
    it = drawing(name, posture)
    mirrored = side == "left"
    items: list[dict[str, Any]] = []
    for part, path in it.strokes:
        items += _stroke(part, _mirror(path) if mirrored else path)
    if it.ball:
        items.append(_disc(it.ball, BALL, mirrored, fill=AMBER, stroke=PANEL, width=1.4))
    items.append(_disc(it.head, HEAD, mirrored, fill=WORDS))
    items += [_tip(tip, mirrored) for tip in it.tips]
    if it.feel and side:
        items += [
            _disc(it.feel, 9.0, mirrored, stroke=FEEL, width=2.6),
            _disc(it.feel, 4.2, mirrored, fill=FEEL, stroke=PANEL, width=1.4),
        ]
    return {"type": "AVG", "version": "1.1", "width": WIDTH, "height": HEIGHT, "items": items}


def _stroke(part: Part, path: str) -> list[dict[str, Any]]:
    colour, width = _LOOKS[part]
    line: dict[str, Any] = {
        "type": "path",
        "pathData": path,
        "stroke": colour,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }
    if part == "trunk":
        line["fill"] = colour
    if part == "ghost":
        line["strokeDashArray"] = [3, 4]
    if part in _FLAT:
        return [line]
    return [{**line, "stroke": PANEL, "strokeWidth": width + _EDGE}, line]


def _mirror(path: str) -> str:
    """The path with left and right changed over: every other number is an x."""
    numbers = iter(range(10_000))
    return re.sub(r"[\d.]+", lambda it: f"{WIDTH - float(it[0]):g}" if next(numbers) % 2 == 0 else it[0], path)


def _disc(
    centre: tuple[float, float],
    radius: float,
    mirrored: bool,  # noqa: FBT001  # the four callers above read well
    *,
    fill: str = "transparent",
    stroke: str = "transparent",
    width: float = 0,
) -> dict[str, Any]:
    x, y = WIDTH - centre[0] if mirrored else centre[0], centre[1]
    arc = f"A{radius:g} {radius:g} 0 1 1"
    path = f"M{x - radius:g} {y:g} {arc} {x + radius:g} {y:g} {arc} {x - radius:g} {y:g} Z"
    return {"type": "path", "pathData": path, "fill": fill, "stroke": stroke, "strokeWidth": width}


def _tip(tip: Tip, mirrored: bool) -> dict[str, Any]:  # noqa: FBT001  # as above
    x, y, turn = tip
    along, down = _TURNS[turn]
    if mirrored:
        x, along = WIDTH - x, -along
    back_x, back_y = x - 5 * along, y - 5 * down
    across_x, across_y = 4 * down, 4 * along
    path = f"M{back_x + across_x:g} {back_y + across_y:g} L{x:g} {y:g} L{back_x - across_x:g} {back_y - across_y:g}"
    colour, width = _LOOKS["arrow"]
    return {
        "type": "path",
        "pathData": path,
        "stroke": colour,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }
