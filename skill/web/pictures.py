"""Drawings of the positions as SVG files, in colours for light and dark pages."""

from typing import get_args

from flask import Blueprint, Response, abort, render_template

from skill.alexa.screens.figure import HEIGHT, WIDTH, shapes
from skill.content.models import Content
from skill.conversation.session import Side

_FOLDER = "/picture"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=3600",
}


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
    drawings = _drawings(content)

    @routes.get(f"{_FOLDER}/<name>.svg")
    def show(name: str) -> Response:
        wanted = drawings.get(f"{_FOLDER}/{name}.svg")
        if wanted is None:
            abort(404)
        _, _, side = wanted
        drawn = render_template("picture.svg", width=WIDTH, height=HEIGHT, shapes=shapes(*wanted), side=side)
        return Response(drawn, mimetype="image/svg+xml", headers=_HEADERS)

    return routes
