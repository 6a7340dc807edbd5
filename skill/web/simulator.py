"""
The simulator page: type to the coach in a browser, without an Amazon account.

It calls the skill inside this process with envelopes that it makes itself, so `/alexa` never has to trust anybody but
Amazon. It is for this machine only.
"""

import secrets
import threading
from collections import OrderedDict

import msgspec
from flask import Blueprint, Response, abort, make_response, render_template, request

from skill.alexa.device import Device
from skill.coach import Coach

MAX_VISITORS = 64
"""Conversations that are kept; the one that was quiet longest gives way."""

MAX_WORDS = 500
"""Characters of one utterance."""

_COOKIE = "conversation"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


class _Utterance(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends."""

    words: str


class _Visitors:
    """One pretend device for each browser."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._devices: OrderedDict[str, tuple[Device, threading.Lock]] = OrderedDict()
        self._lock = threading.Lock()

    def device(self, name: str) -> tuple[Device, threading.Lock]:
        with self._lock:
            if name not in self._devices:
                self._devices[name] = self._coach.device(user=name), threading.Lock()
                while len(self._devices) > MAX_VISITORS:
                    self._devices.popitem(last=False)
            self._devices.move_to_end(name)
            return self._devices[name]


def blueprint(coach: Coach) -> Blueprint:
    """Make the page's routes."""
    routes = Blueprint("simulator", __name__)
    visitors = _Visitors(coach)

    @routes.before_request
    def only_this_machine() -> None:
        # A page elsewhere can point its own name at this machine; then the name gives it away.
        if request.host.rsplit(":", 1)[0] not in _LOOPBACK:
            abort(403)

    @routes.get("/")
    def page() -> Response:
        shown = make_response(render_template("simulator.html"))
        shown.headers["Content-Security-Policy"] = _POLICY
        shown.headers["X-Content-Type-Options"] = "nosniff"
        shown.headers["Referrer-Policy"] = "no-referrer"
        shown.set_cookie(_COOKIE, secrets.token_urlsafe(16), httponly=True, samesite="Strict")
        return shown

    @routes.post("/simulator/say")
    def say() -> Response:
        # Another site's form can't send this type, so nobody else's page can talk through this browser.
        if request.mimetype != "application/json":
            abort(415)
        name = request.cookies.get(_COOKIE)
        if not name:
            abort(400)
        try:
            utterance = msgspec.json.decode(request.get_data(), type=_Utterance)
        except (msgspec.DecodeError, msgspec.ValidationError):
            abort(400)
        device, lock = visitors.device(name)
        with lock:
            turn = device.say(utterance.words[:MAX_WORDS])
        return Response(msgspec.json.encode(turn), mimetype="application/json")

    return routes
