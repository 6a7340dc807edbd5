"""Flask app: Alexa's endpoint, health checks, metrics and the legal pages that the skill store requires."""

import secrets
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
    settings: Settings | None = None,
    *,
    fetch_chain: FetchChain | None = None,
    simulator: bool = False,
    phone: bool = False,
    state_secret: str | None = None,
) -> Flask:
    """
    Build the app, with its own coach and caches.

    Args:
        settings: The operator's settings; None reads them from the environment.
        fetch_chain: Replaces the HTTPS fetch of certificate chains, for tests.
        simulator: Add the simulator page at `/simulator`. It accepts unsigned requests, so the app must then listen on
            a loopback address.
        phone: Add the app for phone and browser at `/`, and `POST /api/turn`.
        state_secret: Signs the states of the phone app's conversations; None uses the secret of the settings, or else
            makes one.

    Raises:
        SettingsError: A setting can't be used.
        ContentError: A content file can't be used.
    """
    metrics = Metrics()
    log.observe(metrics.count)
    settings = Settings.from_environment() if settings is None else settings
    coach = build(settings)
    app = Flask("skill.web")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.register_error_handler(HTTPException, _refuse)
    app.register_blueprint(alexa.blueprint(Endpoint(coach.skill, coach.settings, fetch_chain=fetch_chain)))
    app.register_blueprint(health.blueprint(metrics))
    app.register_blueprint(pages.blueprint())
    if phone or simulator:
        from skill.web import pictures

        app.register_blueprint(pictures.blueprint(coach.content))
    if phone:
        from skill.web import api
        from skill.web import phone as phone_app

        api.add(app, coach.content, state_secret or settings.secret or secrets.token_hex(32))
        app.register_blueprint(phone_app.blueprint())
    if simulator:
        # Imported only here: the production server never loads it.
        from skill.web.simulator import blueprint

        app.register_blueprint(blueprint(coach))
    return app


def _refuse(error: HTTPException) -> Response:
    """Return an HTTP error as one line of text, and log it without any content of the request."""
    refusal = Response(f"{error.name}.\n", error.code, mimetype="text/plain")
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        refusal.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    log.info("refused", reason=error.name, status=refusal.status_code)
    return refusal
