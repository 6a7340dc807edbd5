"""
Drawings of the exercises, as Alexa vector graphics (AVG).

A drawing is a file below skill/content/pictures, named by the exercise's id. It shows the exercise for the right side;
the left side is its mirror image. An exercise without a file gets the drawing of its posture.
"""

from collections.abc import Iterator
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

Part = Literal["floor", "prop", "far", "body", "trunk", "limb", "work", "ghost", "arrow"]
Point = tuple[float, float]
Tip = tuple[float, float, Literal["up", "down", "left", "right"]]
Look = dict[str, Any]

_ROUND = {"strokeLineCap": "round", "strokeLineJoin": "round"}
_TURNS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Looks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the parts of drawings look, as `looks.yaml` explains."""

    colours: dict[str, str]
    lines: dict[Part, tuple[Look, ...]]
    discs: dict[Literal["head", "ball", "feel"], tuple[Look, ...]]


@cache
def looks() -> Looks:
    """Return how the parts of drawings look."""
    return msgspec.convert(parsed(Path(__file__).with_name("looks.yaml"), "looks.yaml"), Looks)


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
    items = [
        {**it, **{part: _hex(it[part]) for part in ("fill", "stroke") if part in it}}
        for it in shapes(name, posture, side)
    ]
    if side == "left":
        items = [{"type": "group", "pivotX": WIDTH / 2, "scaleX": -1, "items": items}]
    return {"type": "AVG", "version": "1.1", "width": WIDTH, "height": HEIGHT, "items": items}


def shapes(name: str, posture: str, side: Side | None) -> list[Look]:
    """Return the shapes of the right side, with the names of their colours; a side marks where the stretch is felt."""
    drawn = drawing(name, posture)
    return [
        *(line for part, path in drawn.strokes for line in _lines(part, path)),
        *_discs("ball", drawn.ball),
        *_discs("head", drawn.head),
        *(line for tip in drawn.tips for line in _lines("arrow", _tip(*tip))),
        *_discs("feel", drawn.feel if side else None),
    ]


def _hex(colour_name: str) -> str:
    return looks().colours.get(colour_name) or colour(colour_name)


def _lines(part: Part, path: str) -> list[Look]:
    return [{"type": "path", "pathData": path, **_ROUND, **look} for look in looks().lines[part]]


def _discs(part: Literal["head", "ball", "feel"], centre: Point | None) -> Iterator[Look]:
    if centre is None:
        return
    x, y = centre
    for look in looks().discs[part]:
        radius = look["radius"]
        left, right, arc = x - radius, x + radius, f"A{radius:g} {radius:g} 0 1 1"
        path = f"M{left:g} {y:g} {arc} {right:g} {y:g} {arc} {left:g} {y:g} Z"
        yield {"type": "path", "pathData": path} | {name: value for name, value in look.items() if name != "radius"}


def _tip(x: float, y: float, turn: str) -> str:
    along, down = _TURNS[turn]
    back_x, back_y = x - 5 * along, y - 5 * down
    across_x, across_y = 4 * down, 4 * along
    return f"M{back_x + across_x:g} {back_y + across_y:g} L{x:g} {y:g} L{back_x - across_x:g} {back_y - across_y:g}"
