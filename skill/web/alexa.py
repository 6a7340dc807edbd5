"""Flask view of `POST /alexa`, the endpoint to which Alexa sends the skill's requests."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from skill import log
from skill.alexa.endpoint import MAX_BODY_BYTES, Endpoint
from skill.errors import VerificationError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class _Answer(Response):
    """Response whose headers are sent as they are; Flask would copy and correct them first."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:  # noqa: ARG002  # werkzeug's signature
        return self.headers


def blueprint(endpoint: Endpoint) -> Blueprint:
    """
    Build the blueprint with the route.

    Amazon's certification expects HTTP 400 for every refused request, whatever the reason:
    https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
    """
    routes = Blueprint("alexa", __name__)

    @routes.post("/alexa", strict_slashes=False, provide_automatic_options=False)
    def alexa() -> Response:
        try:
            answer = endpoint.answer(request.headers, _body())
        except VerificationError:
            # The reason is only logged: in the response it would help an attacker.
            return _bad_request("The request is not a valid request from Alexa for this skill.")
        except HTTPException as error:
            # The body is too long, or the client closed the connection.
            log.info("refused", reason=error.name, status=400)
            return _bad_request(f"{error.name}.")
        return _Answer(answer, content_type="application/json", direct_passthrough=True)

    return routes


def _body() -> bytes:
    """Return the body of the request; one of a known length without Flask's stream, which costs 3 % of a turn."""
    length = request.content_length
    if length is None:
        return request.stream.read()
    if length > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    body: bytes = request.environ["wsgi.input"].read(length)
    return body


def _bad_request(message: str) -> Response:
    return Response(f"{message}\n", 400, mimetype="text/plain")
