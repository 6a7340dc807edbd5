"""Fetch certificate chains from Amazon's server."""

from http import HTTPStatus

from skill.alexa.certificates import MAX_CHAIN_BYTES
from skill.alexa.deadline_http import exchange
from skill.errors import VerificationError

FETCH_SECONDS = 3.0
"""Timeout. Alexa waits about 8 seconds for a response, which a slow certificate server must not use up."""


def fetch_over_https(url: str) -> bytes:
    """
    Fetch the file at the address of a certificate chain; of one that is too long, enough to have it refused.

    Raises:
        OSError: The server can't be reached in time, or has a temporary error (HTTP 5xx).
        VerificationError: The server returns another status.
    """
    status, chain = exchange("GET", url, seconds=FETCH_SECONDS, max_bytes=MAX_CHAIN_BYTES + 1)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ConnectionError(f"The certificate server answered {status}.")
    if status != HTTPStatus.OK:
        raise VerificationError(f"The certificate server answered {status}.")
    return chain
