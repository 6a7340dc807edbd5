"""Drawings of the positions as SVG files, in colours for light and dark pages."""

from functools import cache
from html import escape
from typing import get_args

from flask import Blueprint, Response, abort

from skill.alexa.screens.document import colour
from skill.alexa.screens.figure import FAR, FEEL, PROP, figure
from skill.content.models import Content
from skill.conversation.session import Side

_FOLDER = "/picture"
_COLOURS = {
    colour("words"): ("words", "#24332f", "#eef4f2"),
    colour("teal"): ("work", "#0b7a6c", "#86dcc9"),
    colour("quiet"): ("quiet", "#5a6a66", "#b7c8ce"),
    colour("amber"): ("mark", "#b35c00", "#ffc04d"),
    colour("panel"): ("edge", "#ffffff", "#172320"),
    FAR: ("far", "#93a5a0", "#7f99a3"),
    PROP: ("prop", "#8d9c98", "#8ba3ad"),
    FEEL: ("feel", "#d8432a", "#ff9c7c"),
}
"""Colour on an Echo Show -> name, colour on light pages, colour on dark pages."""


def picture(stretch: str, side: Side | None) -> str:
    """Return the path of a drawing."""
    return f"{_FOLDER}/{stretch}{f'-{side}' if side else ''}.svg"


def paths(content: Content) -> list[str]:
    """Return the paths of all drawings that a hold can show."""
    return [path for path, (_, _, side) in _drawings(content).items() if side != "other"]


def _drawings(content: Content) -> dict[str, tuple[str, str, Side | None]]:
    """Return the stretch, the posture and the side of each drawing, by its path."""
    both: tuple[Side | None, ...] = get_args(Side)
    return {
        picture(name, side): (name, stretch.posture, side)
        for name, stretch in content.stretches.items()
        for side in (both if stretch.one_sided else (None,))
    }


def blueprint(content: Content) -> Blueprint:
    """Build the blueprint with the route."""
    routes = Blueprint("pictures", __name__)
    drawn = _drawings(content)

    @routes.get(f"{_FOLDER}/<name>.svg")
    def show(name: str) -> Response:
        wanted = drawn.get(f"{_FOLDER}/{name}.svg")
        if wanted is None:
            abort(404)
        shown = Response(svg(*wanted), mimetype="image/svg+xml")
        shown.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        shown.headers["X-Content-Type-Options"] = "nosniff"
        shown.headers["Cache-Control"] = "public, max-age=3600"
        return shown

    return routes


@cache
def svg(name: str, posture: str, side: Side | None) -> str:
    """Return the drawing of a stretch on a side as SVG."""
    drawing = figure(name, posture, side)
    light = "".join(f".f-{it}{{fill:{day}}}.s-{it}{{stroke:{day}}}" for it, day, _ in _COLOURS.values())
    dark = "".join(f".f-{it}{{fill:{night}}}.s-{it}{{stroke:{night}}}" for it, _, night in _COLOURS.values())
    shapes = "".join(map(_shape, drawing["items"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing["width"]:g} {drawing["height"]:g}">'
        f"<style>path{{fill:none;stroke-linecap:round;stroke-linejoin:round}}{light}"
        f"@media(prefers-color-scheme:dark){{{dark}}}</style>{shapes}</svg>"
    )


def _shape(item: dict[str, object]) -> str:
    names = [
        f"{kind}-{_COLOURS[str(item[part])][0]}" for part, kind in (("fill", "f"), ("stroke", "s")) if part in item
    ]
    width = f' stroke-width="{item["strokeWidth"]}"' if "strokeWidth" in item else ""
    dashes = item.get("strokeDashArray")
    dashed = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if isinstance(dashes, list) else ""
    return f'<path class="{" ".join(names)}" d="{escape(str(item["pathData"]))}"{width}{dashed}/>'
