"""
Simulator page: talk to the coach in a browser, without an Amazon account.

It calls the skill in this process with request envelopes of its own, so `/alexa` needs no exception from signature
verification. It is for this machine only.
"""

import secrets
from http import HTTPStatus
from typing import TypeVar

import msgspec
from flask import Blueprint, Response, abort, request

from skill.coach import Coach
from skill.speech.buttons import PRESSES
from skill.web import simulator_engine
from skill.web.loopback import is_local
from skill.web.pages import page
from skill.web.simulator_sessions import Asked, Conversations, Utterance

Sent = TypeVar("Sent", Utterance, Asked)

_COOKIE = "visitor"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {"Permissions-Policy": "camera=(), geolocation=(), microphone=(self)", "Cache-Control": "no-store"}


def blueprint(coach: Coach) -> Blueprint:
    """Build the blueprint."""
    # The same files have other addresses for the app, whose service worker would answer with those that it keeps.
    routes = Blueprint("simulator", __name__, static_folder="static", static_url_path="/simulator/static")
    conversations = Conversations(coach)
    countries = {name: it.name for name, it in coach.content.locales.items() if "-" in name}
    engine = simulator_engine.find()
    if engine:
        simulator_engine.add_routes(routes, engine)

    @routes.before_request
    def only_this_machine() -> None:
        if not is_local(request):
            abort(HTTPStatus.FORBIDDEN)

    @routes.get("/simulator")
    def simulator() -> Response:
        policy = f"{_POLICY}; frame-src 'self'" if engine else _POLICY
        shown = page("simulator.html", policy, countries=countries, engine=bool(engine))
        shown.headers.update(_HEADERS)
        if not request.cookies.get(_COOKIE):
            shown.set_cookie(_COOKIE, secrets.token_urlsafe(16), httponly=True, samesite="Strict")
        return shown

    @routes.post("/simulator/say")
    def say() -> Response:
        heard, person = _sent(Utterance)
        if heard.locale not in countries or not (heard.press is None or heard.press in PRESSES):
            abort(HTTPStatus.BAD_REQUEST)
        turn = conversations.take(heard, person)
        if turn is None:
            abort(HTTPStatus.CONFLICT)
        return _json(turn)

    @routes.post("/simulator/alerts")
    def alerts() -> Response:
        asked, person = _sent(Asked)
        return _json(conversations.alerts(asked, person))

    return routes


def _sent(kind: type[Sent]) -> tuple[Sent, str]:
    """Return the decoded request of the page and the visitor's id; abort if it is malformed or has no cookie."""
    # Forms of other sites can't send this content type, which prevents cross-site request forgery.
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    person = request.cookies.get(_COOKIE, "")[:64]
    if not person:
        abort(HTTPStatus.BAD_REQUEST)
    try:
        return msgspec.json.decode(request.get_data(), type=kind), person
    except (msgspec.DecodeError, UnicodeDecodeError):
        abort(HTTPStatus.BAD_REQUEST)


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), mimetype="application/json", headers={"Cache-Control": "no-store"})
