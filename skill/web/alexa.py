"""
Alexa's way in, in front of Flask: `POST /alexa` is the one address that has to be quick, and needs nothing of Flask.

Flask hosts it as WSGI middleware, so that its request and application contexts, routing and signals, a third of a
turn's cost, are paid by the pages only.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream

from skill import log
from skill.alexa.door import MAX_BODY_BYTES, Door
from skill.errors import VerificationError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/alexa"

_HEADERS = {"Signature-256": "HTTP_SIGNATURE_256", "SignatureCertChainUrl": "HTTP_SIGNATURECERTCHAINURL"}


class AlexaEndpoint:
    """WSGI middleware: answers what Alexa posts, and hands everything else on. Threads may share it."""

    def __init__(self, door: Door, pages: "WSGIApplication") -> None:
        """`pages` answers what is not meant for Alexa's address."""
        self._door = door
        self._pages = pages

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request, as WSGI wants it."""
        if environ.get("PATH_INFO") != PATH:
            return self._pages(environ, start_response)
        if environ["REQUEST_METHOD"] != "POST":
            log.info("refused", reason="Method Not Allowed", status=405)
            return _plain(start_response, "405 METHOD NOT ALLOWED", "Method Not Allowed.", ("Allow", "POST"))
        headers = {name: environ[key] for name, key in _HEADERS.items() if key in environ}
        try:
            answer = self._door.answer(headers, _body(environ))
        except VerificationError:
            # The reason stands in the log; whoever forges requests gets no help.
            return _plain(start_response, "400 BAD REQUEST", "This is not a request that I can accept.")
        except HTTPException as error:
            # Amazon's certification knows one refusal.
            log.info("refused", reason=error.name, status=400)
            return _plain(start_response, "400 BAD REQUEST", f"{error.name}.")
        length = str(len(answer))
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", length)])
        return [answer]


def _body(environ: "WSGIEnvironment") -> bytes:
    """
    Read the body, but never more than a request of Alexa's can have.

    Raises:
        HTTPException: It is too long, or the client hung up.
    """
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdecimal() and int(length) <= MAX_BODY_BYTES:
        # A body that is cut short fails the signature, so the plain case needs no guarding stream.
        return bytes(environ["wsgi.input"].read(int(length)))
    return get_input_stream(environ, max_content_length=MAX_BODY_BYTES).read()


def _plain(start_response: "StartResponse", status: str, line: str, *more: tuple[str, str]) -> Iterable[bytes]:
    text = f"{line}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text))), *more]
    start_response(status, headers)
    return [text]
