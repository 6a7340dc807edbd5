"""The app for phone and browser: its page, its manifest, its service worker, and what it needs without a network."""

import functools
import hashlib
import threading
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

import msgspec
from flask import Blueprint, Response, abort, render_template, url_for

from skill.understanding.hearing import content
from skill.web.offline import offline
from skill.web.pages import page
from skill.web.pictures import paths

_STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"
_SHELL = ("app/*.js", "app/*.css", "app/*.svg", "app/*.png", "shared/*.css", "shared/*.js")
"""Files of the app, which its service worker keeps."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_ASKED_AGAIN = {"Cache-Control": "no-cache"}
"""The service worker keeps it; the browser asks each time whether it has changed."""
_PERMISSIONS = "camera=(), geolocation=(), microphone=(self), screen-wake-lock=(self)"


def blueprint() -> Blueprint:
    """Build the blueprint."""
    routes = Blueprint("phone", __name__)
    countries = {
        name: {"name": it.name, "tel": it.emergency.digits if it.emergency else ""}
        for name, it in content().locales.items()
    }
    shell = sorted(it.relative_to(_STATIC).as_posix() for pattern in _SHELL for it in _STATIC.glob(pattern))
    templates = (_TEMPLATES / name for name in ("phone.html", "talk.html", "worker.js"))
    version = _digest([*(_STATIC / name for name in shell), *templates])

    @routes.get("/")
    def app() -> Response:
        shown = page("phone.html", _POLICY, countries=countries)
        shown.headers.update(_ASKED_AGAIN | {"Permissions-Policy": _PERMISSIONS})
        return shown

    @routes.get("/manifest.webmanifest")
    def manifest() -> Response:
        return Response(render_template("manifest.webmanifest"), mimetype="application/manifest+json")

    @routes.get("/worker.js")
    def worker() -> Response:
        kept = ["/", "/manifest.webmanifest", *(url_for("static", filename=name) for name in shell), *paths(content())]
        shown = render_template("worker.js", version=version, kept=kept)
        policy = {"Content-Security-Policy": "default-src 'none'; connect-src 'self'"}
        return Response(shown, mimetype="text/javascript", headers=_ASKED_AGAIN | policy)

    @routes.get("/offline/<locale>.json")
    def without_network(locale: str) -> Response:
        if locale not in countries:
            abort(HTTPStatus.NOT_FOUND)
        with _making:
            made = _without_network(locale)
        answer = Response(made, mimetype="application/json", headers=_ASKED_AGAIN)
        answer.add_etag()
        return answer

    return routes


_making = threading.Lock()


@functools.cache
def _without_network(locale: str) -> bytes:
    """Return what a page needs offline; it takes seconds to make, so that is done when it is first wanted, and once."""
    return msgspec.json.encode(offline(content(), locale))


def _digest(files: Iterable[Path]) -> str:
    """Return a digest of the app's files, which changes with each of them."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
