"""
The simulator page: talk to the coach in a browser, without an Amazon account.

It calls the skill inside this process with envelopes that it makes itself, so `/alexa` never has to trust anybody but
Amazon. It is for this machine only.
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response, abort, make_response, render_template, request

from skill.alexa.device import Device
from skill.alexa.intents import BUTTONS
from skill.coach import Coach
from skill.web.simulator_turn import Json, picture_of

MAX_CONVERSATIONS = 64
"""Conversations that are kept; the one that was quiet longest gives way."""

MAX_WORDS = 500
"""Characters of one utterance."""

_COOKIE = "somebody"
_MAX_NAME = 64
_LATEST = 4_102_444_800
"""The year 2100, in seconds since 1970: no page's clock is as late as that."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class _Utterance(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends."""

    conversation: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$")]
    """Made up by the page; each tab has its own."""
    turn: int
    """How many turns this conversation has had, so that a restart and a second tab are noticed."""
    at: Annotated[float, msgspec.Meta(ge=0, le=_LATEST)]
    """The page's clock: it plays the timetable, so a pause is counted by it."""
    words: str = ""
    """What was said; empty is silence."""
    press: str | None = None
    """The button of the screen that was pressed instead."""
    locale: str = "en-US"
    device: Literal["speaker", "screen"] = "speaker"
    stranger: bool = False
    """Nothing is remembered of earlier conversations, so that a replay says the same to everybody."""


@dataclass
class _Conversation:
    """One pretend device, the time on its clock and its turns so far."""

    now: float = 0.0
    turns: int = 0
    device: Device | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Conversations:
    """One conversation for each tab."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, heard: _Utterance, person: str) -> Json | None:
        """One turn; None if the conversation is not where the page believes it to be."""
        with self._lock:
            it = self._kept.setdefault(heard.conversation, _Conversation())
            self._kept.move_to_end(heard.conversation)
            while len(self._kept) > MAX_CONVERSATIONS:
                self._kept.popitem(last=False)
        with it.lock:
            if it.turns != heard.turn:
                return None
            it.now = heard.at
            if it.device is None:
                user = heard.conversation if heard.stranger else person
                it.device = self._coach.device(locale=heard.locale, kind=heard.device, user=user, clock=lambda: it.now)
            line = it.device.press(heard.press) if heard.press else it.device.say(heard.words[:MAX_WORDS])
            it.turns += 1
            return picture_of(line, it.device.last_exchange, self._coach.content, heard.locale)


def blueprint(coach: Coach) -> Blueprint:
    """Make the page's routes."""
    routes = Blueprint("simulator", __name__)
    conversations = _Conversations(coach)
    countries = {name: it.name for name, it in coach.content.locales.items() if "-" in name}

    @routes.before_request
    def only_this_machine() -> None:
        # A page elsewhere can point its own name at this machine; then the name gives it away.
        if request.host.rsplit(":", 1)[0] not in _LOOPBACK:
            abort(HTTPStatus.FORBIDDEN)

    @routes.get("/")
    def page() -> Response:
        shown = make_response(render_template("simulator.html", countries=countries))
        shown.headers.update(_HEADERS)
        if not request.cookies.get(_COOKIE):
            shown.set_cookie(_COOKIE, secrets.token_urlsafe(16), httponly=True, samesite="Strict")
        return shown

    @routes.post("/simulator/say")
    def say() -> Response:
        # Another site's form can't send this type, so nobody else's page can talk through this browser.
        if request.mimetype != "application/json":
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        person = request.cookies.get(_COOKIE, "")[:_MAX_NAME]
        heard = _heard(request.get_data())
        if not person or heard is None or heard.locale not in countries:
            abort(HTTPStatus.BAD_REQUEST)
        turn = conversations.take(heard, person)
        if turn is None:
            abort(HTTPStatus.CONFLICT)
        return Response(msgspec.json.encode(turn), mimetype="application/json", headers={"Cache-Control": "no-store"})

    return routes


def _heard(body: bytes) -> _Utterance | None:
    """What the page sent; None if it is none of its own."""
    try:
        heard = msgspec.json.decode(body, type=_Utterance)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return heard if heard.press is None or heard.press in BUTTONS else None
