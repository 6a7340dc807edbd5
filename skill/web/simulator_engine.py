"""
Amazon's own drawing of an Echo Show's screen, where its npm package is installed.

It is code of another maker that compiles code while it runs. So it has a page of its own in a sandboxed frame: it can
reach neither the simulator's page nor the coach nor any host, and only messages go in and out.
"""

import json
import sys
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template

VERSION = "1.4.0"
"""The only one that brings the engine along; later ones fetch it from a host of Amazon's while npm installs them."""

HEADERS = {
    "Content-Security-Policy": (
        # Its WebAssembly stands in a data address, and its bindings are functions made of text.
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src data:; "
        "form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox allow-scripts"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_PACKAGE = Path("node_modules", "apl-viewhost-web")


def find() -> Path | None:
    """The engine: below the virtual environment, where `make test` puts it, or below the folder we are started in."""
    for folder in (Path(sys.prefix, "screens"), Path.cwd()):
        if _version(folder / _PACKAGE) == VERSION and (folder / _PACKAGE / "index.js").is_file():
            return folder / _PACKAGE / "index.js"
    return None


def add_routes(routes: Blueprint, engine: Path) -> None:
    """Add the frame's page and the engine."""

    @routes.get("/simulator/screen")
    def screen() -> Response:
        page = make_response(render_template("simulator_screen.html"))
        page.headers.update(HEADERS)
        return page

    @routes.get("/simulator/engine.js")
    def script() -> Response:
        # Five megabytes that never change: the browser may keep them.
        keeps = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(engine.read_bytes(), mimetype="text/javascript", headers=keeps)


def _version(package: Path) -> str | None:
    try:
        told = json.loads((package / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(told.get("version")) if isinstance(told, dict) else None
