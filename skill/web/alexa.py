"""Flask view of `POST /alexa`, the endpoint to which Alexa sends the skill's requests."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from skill import log
from skill.alexa.endpoint import Endpoint
from skill.errors import VerificationError


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
            answer = endpoint.answer(dict(request.headers), request.get_data(cache=False))
        except VerificationError:
            # The reason is only logged: in the response it would help an attacker.
            return _bad_request("The request is not a valid request from Alexa for this skill.")
        except HTTPException as error:
            # The body is too long, or the client closed the connection.
            log.info("refused", reason=error.name, status=400)
            return _bad_request(f"{error.name}.")
        return Response(answer, content_type="application/json")

    return routes


def _bad_request(message: str) -> Response:
    return Response(f"{message}\n", 400, mimetype="text/plain")
