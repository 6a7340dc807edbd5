"""The Flask app: Alexa's endpoint, health checks, metrics and the pages that the store asks for."""

from http import HTTPStatus

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from skill import log
from skill.alexa.certificates import FetchChain
from skill.alexa.endpoint import MAX_BODY_BYTES, Endpoint
from skill.coach import build
from skill.settings import Settings
from skill.web import alexa, health, pages
from skill.web.metrics import Metrics


def create_app(
    settings: Settings | None = None, *, fetch_chain: FetchChain | None = None, simulator: bool = False
) -> Flask:
    """
    Build the app with a coach and caches of its own; `settings=None` reads the environment.

    `fetch_chain` replaces the https fetch of certificate chains. `simulator` adds the page at `/`, for a loopback
    address only: it talks to the coach without a signature.

    Raises:
        SettingsError: A setting can't be used.
        ContentError: A content file can't be used.
    """
    metrics = Metrics()
    log.observe(metrics.count)
    coach = build(Settings.from_environment() if settings is None else settings)
    app = Flask("skill.web")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.register_error_handler(HTTPException, _refuse)
    app.register_blueprint(alexa.blueprint(Endpoint(coach, fetch_chain=fetch_chain)))
    app.register_blueprint(health.blueprint(metrics))
    app.register_blueprint(pages.blueprint())
    if simulator:
        # Imported only here: the production server never loads it.
        from skill.web.simulator import blueprint

        app.register_blueprint(blueprint(coach))
    return app


def _refuse(error: HTTPException) -> Response:
    """Answer an HTTP error in one line, and log it without what was sent."""
    refusal = Response(f"{error.name}.\n", error.code, mimetype="text/plain")
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        refusal.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    log.info("refused", reason=error.name, status=refusal.status_code)
    return refusal
