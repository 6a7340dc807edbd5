"""
Amazon's APL renderer for the simulator's screen, used if its npm package is installed.

It is third-party code that compiles code at run time. So it runs on its own page in a sandboxed frame, without access
to the simulator's page, the coach or any host; the pages exchange messages only.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from flask import Blueprint, Response

from skill.web.pages import page

VERSION = "1.4.0"
"""The only version that contains the engine; later ones download it from Amazon during `npm install`."""

# Its WebAssembly is loaded from a data: URL, and its bindings are compiled from strings.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src data:; "
    "form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox allow-scripts"
)

_PACKAGE = Path("node_modules", "apl-viewhost-web")


def find() -> Path | None:
    """Return the engine's path, below the virtual environment (where `make test` installs it) or the current folder."""
    for folder in (Path(sys.prefix, "screens"), Path.cwd()):
        with suppress(OSError, msgspec.DecodeError):
            manifest = msgspec.json.decode((folder / _PACKAGE / "package.json").read_bytes(), type=dict[str, Any])
            if manifest.get("version") == VERSION and (folder / _PACKAGE / "index.js").is_file():
                return folder / _PACKAGE / "index.js"
    return None


def add_routes(routes: Blueprint, engine: Path) -> None:
    """Add the routes of the frame's page and of the engine."""

    @routes.get("/simulator/screen")
    def screen() -> Response:
        shown = page("simulator_screen.html", _POLICY)
        shown.headers["Cache-Control"] = "no-store"
        return shown

    @routes.get("/simulator/engine.js")
    def script() -> Response:
        # Five megabytes that never change, so browsers may cache them.
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(engine.read_bytes(), mimetype="text/javascript", headers=headers)
