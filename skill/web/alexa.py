"""`POST /alexa` as a Flask view: the address to which Alexa sends the skill's requests."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from skill import log
from skill.alexa.endpoint import Endpoint
from skill.errors import VerificationError


def blueprint(endpoint: Endpoint) -> Blueprint:
    """
    Make the route.

    Amazon's certification expects HTTP 400 for every request that is refused, whatever the reason:
    https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
    """
    routes = Blueprint("alexa", __name__)

    @routes.post("/alexa", strict_slashes=False, provide_automatic_options=False)
    def alexa() -> Response:
        try:
            answer = endpoint.answer(request.headers, request.get_data(cache=False))
        except VerificationError:
            # The reason is in the log; a forger gets no help.
            return _refusal("This is not a request that I can accept.")
        except HTTPException as error:
            # The body is too long, or the client hung up.
            log.info("refused", reason=error.name, status=400)
            return _refusal(f"{error.name}.")
        return Response(answer, content_type="application/json")

    return routes


def _refusal(line: str) -> Response:
    return Response(f"{line}\n", 400, mimetype="text/plain")
