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
"""Colour and width of each part. The working leg is also the widest, so that it is not marked by colour alone."""
_EDGE = 3.0
"""Width of the edge in the background colour that separates crossing limbs."""
_FLAT = ("floor", "prop", "ghost", "arrow")
_TURNS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A drawing of one position, 120 by 100 units."""

    head: tuple[float, float]
    strokes: tuple[tuple[Part, str], ...]
    """Parts from back to front, each with its path of `M`, `L`, `Q`, `C` and `Z` in absolute coordinates."""
    feel: tuple[float, float] | None = None
    """Where the stretch is felt; None for exercises without sides."""
    ball: tuple[float, float] | None = None
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
    import yaml  # Slow to import, and needed only for guided stretches.

    path = FOLDER / f"{name}.yaml"
    if not path.exists():
        path = FOLDER / f"{posture}.yaml"
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Drawing)
    except (msgspec.ValidationError, yaml.YAMLError, OSError) as error:
        raise ContentError(f"pictures/{path.name}: this is not a valid drawing: {error}") from None


def figure(name: str, posture: str, side: Side | None) -> dict[str, Any]:
    """Return the graphic of an exercise for a side; without a side, the right one is drawn."""
    drawn = drawing(name, posture)
    mirrored = side == "left"
    items: list[dict[str, Any]] = []
    for part, path in drawn.strokes:
        items += _stroke(part, _mirror(path) if mirrored else path)
    if drawn.ball:
        items.append(_disc(drawn.ball, BALL, mirrored, fill=AMBER, stroke=PANEL, width=1.4))
    items.append(_disc(drawn.head, HEAD, mirrored, fill=WORDS))
    items += [_tip(tip, mirrored) for tip in drawn.tips]
    if drawn.feel and side:
        items += [
            _disc(drawn.feel, 9.0, mirrored, stroke=FEEL, width=2.6),
            _disc(drawn.feel, 4.2, mirrored, fill=FEEL, stroke=PANEL, width=1.4),
        ]
    return {"type": "AVG", "version": "1.1", "width": WIDTH, "height": HEIGHT, "items": items}


def _stroke(part: Part, path: str) -> list[dict[str, Any]]:
    line = _line(part, path)
    if part == "trunk":
        line["fill"] = line["stroke"]
    if part == "ghost":
        line["strokeDashArray"] = [3, 4]
    if part in _FLAT:
        return [line]
    return [{**line, "stroke": PANEL, "strokeWidth": line["strokeWidth"] + _EDGE}, line]


def _line(part: Part, path: str) -> dict[str, Any]:
    colour, width = _LOOKS[part]
    return {
        "type": "path",
        "pathData": path,
        "stroke": colour,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }


def _mirror(path: str) -> str:
    """Mirror a path horizontally: every other number is an x coordinate."""
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
    return _line("arrow", path)
