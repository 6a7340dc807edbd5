"""`POST /api/turn`: one turn of the phone app. The page keeps the state; the server keeps nothing of a conversation."""

import ipaddress
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, Flask, Request, Response, request
from flask_limiter import Limiter
from werkzeug.exceptions import BadRequest, HTTPException, TooManyRequests

from skill import log
from skill.content.models import Content
from skill.errors import SessionError
from skill.speech.buttons import PRESSES
from skill.web import api_turn
from skill.web.api_messages import Answered, Asked
from skill.web.api_state import States
from skill.web.loopback import is_loopback

MAX_BODY_BYTES = 16 * 1024
LIMITS = "60 per minute; 600 per hour"
"""For each client. A conversation takes about ten turns a minute; several people can share an address."""


def add(app: Flask, content: Content, secret: str) -> None:
    """Add the route to the app. `secret` signs the states; servers that share it can take turns of one conversation."""
    limiter = Limiter(client, app=app, headers_enabled=True, storage_uri="memory://", strategy="fixed-window")
    routes = Blueprint("api", __name__)
    states = States(secret)

    @routes.post("/api/turn", provide_automatic_options=False)
    @limiter.limit(LIMITS)
    def take() -> Response:
        started = time.perf_counter()
        answer = _json(api_turn.take(_asked(request), time.time(), content, states))
        # Nothing of what was said, and nobody's address.
        log.info("turn taken", status=200, ms=round((time.perf_counter() - started) * 1000, 1))
        return answer

    @routes.errorhandler(SessionError)
    def stale(error: SessionError) -> Response:
        log.info("refused", reason="state", status=400)
        return _json({"error": str(error)}, HTTPStatus.BAD_REQUEST)

    @routes.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        log.info("refused", reason=error.name, status=code)
        refusal = _json({"error": _SENTENCES.get(code) or str(error.description)}, code)
        if isinstance(error, TooManyRequests):
            # Flask-Limiter adds its headers, Retry-After among them, to the response.
            refusal.headers["Retry-After"] = "60"
        return refusal

    @routes.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        log.fault("failed", error, asked="turn", status=500)
        return _json({"error": _SENTENCES[500]}, HTTPStatus.INTERNAL_SERVER_ERROR)

    app.register_blueprint(routes)


_SENTENCES: Mapping[int, str] = {
    413: "The request is larger than 16 KB.",
    429: "Too many requests. Please wait a minute.",
    500: "Something went wrong here. Please try again.",
}


def client() -> str:
    """
    Return whose requests count together: an IPv4 address, or the network of an IPv6 address.

    Behind a reverse proxy on this machine, all requests come from a loopback address; the proxy itself has written the
    last address in `X-Forwarded-For`. Anybody could have written the others, or the header of a direct request.
    """
    address = request.remote_addr or ""
    if is_loopback(address):
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        # Some proxies write an IPv4 address as one of IPv6. Else, a household or a phone has a whole /64.
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def is_same_origin(asked: Request) -> bool:
    """Return whether a request comes from our own page, or from no page at all."""
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = asked.headers.get("Origin")
    try:
        return origin is None or urlsplit(origin).netloc == asked.host
    except ValueError:
        return False


def _asked(sent: Request) -> Asked:
    """
    Return the decoded request.

    Raises:
        BadRequest: It is malformed, or from a page of another site.
        RequestEntityTooLarge: It is too long.
    """
    sent.max_content_length = MAX_BODY_BYTES
    if not is_same_origin(sent):
        raise BadRequest("Only the coach's own page may ask.")
    # Forms of other sites can't send this content type.
    if sent.mimetype != "application/json":
        raise BadRequest("The request must be JSON, with the content type application/json.")
    try:
        asked = msgspec.json.decode(sent.get_data(cache=False), type=Asked)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # The message names the field and what is expected, never a value.
        raise BadRequest(f"The request is not valid: {error}.") from None
    given = [asked.launch, asked.say is not None, asked.press is not None, asked.silence]
    if sum(given) != 1:
        raise BadRequest("Send exactly one of launch, say, press and silence.")
    if asked.press is not None and asked.press not in PRESSES:
        raise BadRequest("There is no such button.")
    return asked


def _json(answer: Answered | dict[str, str], status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(msgspec.json.encode(answer), status, headers, mimetype="application/json")
