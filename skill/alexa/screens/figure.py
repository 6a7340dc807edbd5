"""
Drawings of the exercises, as Alexa vector graphics (AVG).

A drawing is a file below skill/content/pictures, named by the exercise's id. It shows the exercise for the right side;
the left side is its mirror image. An exercise without a file gets the drawing of its posture.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

import skill.content
from skill.alexa.screens.document import colour
from skill.content.yaml_file import parsed
from skill.conversation.session import Side
from skill.errors import ContentError

FOLDER = Path(skill.content.__file__).parent / "pictures"
WIDTH, HEIGHT = 120.0, 100.0
HEAD = 7.5
BALL = 6.5

Part = Literal["floor", "prop", "far", "body", "trunk", "limb", "work", "ghost", "arrow"]
Point = tuple[float, float]
Tip = tuple[float, float, Literal["up", "down", "left", "right"]]

FAR, PROP = "#7F99A3", "#8BA3AD"
FEEL = "#FF9C7C"
_LOOKS: dict[Part, tuple[str, float]] = {
    "floor": (PROP, 1.6),
    "prop": (PROP, 3.0),
    "far": (FAR, 7.5),
    "body": (colour("words"), 14.0),
    "trunk": (colour("words"), 9.0),
    "limb": (colour("words"), 7.0),
    "work": (colour("teal"), 9.0),
    "ghost": (colour("quiet"), 1.8),
    "arrow": (colour("amber"), 2.4),
}
"""Colour and width of each part. The working leg is also the widest, so that it is not marked by colour alone."""
_EDGE = {"stroke": colour("panel"), "strokeWidth": 1.4}
_EDGE_WIDTH = 3.0
"""Width of the edge in the background colour that separates crossing limbs."""
_FLAT = ("floor", "prop", "ghost", "arrow")
_TURNS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_OPPOSITE: dict[str, Any] = {"left": "right", "right": "left"}


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A drawing of one position, 120 by 100 units."""

    head: Point
    strokes: tuple[tuple[Part, str], ...]
    """Parts from back to front, each with its path of `M`, `L`, `Q`, `C` and `Z` in absolute coordinates."""
    feel: Point | None = None
    """Where the stretch is felt; None for exercises without sides."""
    ball: Point | None = None
    """Centre of a massage ball."""
    tips: tuple[Tip, ...] = ()
    """Heads of arrows: position and direction."""


@cache
def drawing(name: str, posture: str) -> Drawing:
    """
    Load the drawing of an exercise, or of its posture if it has none.

    Raises:
        ContentError: The file is missing or is not a valid drawing.
    """
    path = FOLDER / f"{name}.yaml"
    if not path.exists():
        path = FOLDER / f"{posture}.yaml"
    where = f"pictures/{path.name}"
    try:
        return msgspec.convert(parsed(path, where), Drawing)
    except msgspec.ValidationError as error:
        raise ContentError(f"{where}: this is not a valid drawing: {error}") from None


def figure(name: str, posture: str, side: Side | None) -> dict[str, Any]:
    """Return the graphic of an exercise for a side; without a side, the right one is drawn."""
    drawn = drawing(name, posture)
    if side == "left":
        drawn = _mirrored(drawn)
    items = [line for part, path in drawn.strokes for line in _stroke(part, path)]
    if drawn.ball:
        items.append(_disc(drawn.ball, BALL) | {"fill": colour("amber"), **_EDGE})
    items.append(_disc(drawn.head, HEAD) | {"fill": colour("words")})
    items += [_tip(*tip) for tip in drawn.tips]
    if drawn.feel and side:
        items += [
            _disc(drawn.feel, 9.0) | {"stroke": FEEL, "strokeWidth": 2.6},
            _disc(drawn.feel, 4.2) | {"fill": FEEL, **_EDGE},
        ]
    return {"type": "AVG", "version": "1.1", "width": WIDTH, "height": HEIGHT, "items": items}


def _mirrored(drawn: Drawing) -> Drawing:
    return Drawing(
        head=_across(drawn.head),
        strokes=tuple((part, _path_across(path)) for part, path in drawn.strokes),
        feel=drawn.feel and _across(drawn.feel),
        ball=drawn.ball and _across(drawn.ball),
        tips=tuple((WIDTH - x, y, _OPPOSITE.get(turn, turn)) for x, y, turn in drawn.tips),
    )


def _across(point: Point) -> Point:
    return WIDTH - point[0], point[1]


def _path_across(path: str) -> str:
    """Mirror a path horizontally: every other number is an x coordinate."""
    numbers = iter(range(10_000))
    return re.sub(r"[\d.]+", lambda it: f"{WIDTH - float(it[0]):g}" if next(numbers) % 2 == 0 else it[0], path)


def _stroke(part: Part, path: str) -> list[dict[str, Any]]:
    line = _line(part, path)
    if part == "trunk":
        line["fill"] = line["stroke"]
    if part == "ghost":
        line["strokeDashArray"] = [3, 4]
    if part in _FLAT:
        return [line]
    return [{**line, "stroke": colour("panel"), "strokeWidth": line["strokeWidth"] + _EDGE_WIDTH}, line]


def _line(part: Part, path: str) -> dict[str, Any]:
    stroke, width = _LOOKS[part]
    return {
        "type": "path",
        "pathData": path,
        "stroke": stroke,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }


def _disc(centre: Point, radius: float) -> dict[str, Any]:
    x, y = centre
    left, right, arc = x - radius, x + radius, f"A{radius:g} {radius:g} 0 1 1"
    return {"type": "path", "pathData": f"M{left:g} {y:g} {arc} {right:g} {y:g} {arc} {left:g} {y:g} Z"}


def _tip(x: float, y: float, turn: str) -> dict[str, Any]:
    along, down = _TURNS[turn]
    back_x, back_y = x - 5 * along, y - 5 * down
    across_x, across_y = 4 * down, 4 * along
    path = f"M{back_x + across_x:g} {back_y + across_y:g} L{x:g} {y:g} L{back_x - across_x:g} {back_y - across_y:g}"
    return _line("arrow", path)
