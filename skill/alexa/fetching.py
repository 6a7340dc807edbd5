"""Gets a certificate chain from Amazon's server; imported where a chain is really fetched."""

import contextlib
import http.client
import ssl
import threading
import time
from concurrent.futures import Future
from functools import cache
from urllib.parse import urlsplit

import certifi

from skill.alexa.certificates import MAX_CHAIN_BYTES

# Alexa waits about 8 seconds for an answer, so a slow certificate must not use that up.
_FETCH_SECONDS = 3.0


_context_lock = threading.Lock()


class ServerAwayError(OSError):
    """The server answers, but only that it is in trouble."""


def fetch_over_https(url: str) -> bytes:
    """
    Get a certificate chain: no redirects, no more bytes and no more seconds than it needs.

    Raises:
        OSError: The server can't be reached, or is slow.
        http.client.HTTPException: It answers with something else than the file.
    """
    # In a thread that can be left behind: a timeout of the socket holds neither for finding the server's addresses,
    # nor for trying all of them, nor for headers that drip in.
    got: Future[bytes] = Future()
    threading.Thread(target=_fetch_into, args=(got, url), daemon=True).start()
    return got.result(timeout=_FETCH_SECONDS)


def _fetch_into(got: Future[bytes], url: str) -> None:
    try:
        got.set_result(_fetched(url))
    except Exception as error:  # noqa: BLE001  # whoever waits for the result gets it
        got.set_exception(error)


def _fetched(url: str) -> bytes:
    parts = urlsplit(url)
    until = time.monotonic() + _FETCH_SECONDS
    connection = http.client.HTTPSConnection(parts.netloc, timeout=_FETCH_SECONDS, context=_tls_context())
    try:
        connection.request("GET", parts.path)
        with contextlib.closing(connection.getresponse()) as response:
            if response.status >= http.client.INTERNAL_SERVER_ERROR:
                raise ServerAwayError(f"The certificate server answered {response.status}.")
            if response.status != http.client.OK:
                raise http.client.HTTPException(f"The certificate server answered {response.status}.")
            return _read_until(response, until)
    finally:
        connection.close()


def _read_until(response: http.client.HTTPResponse, until: float) -> bytes:
    """Read in pieces: the socket's own timeout begins again with every byte that drips in."""
    chain = b""
    while piece := response.read1(MAX_CHAIN_BYTES):
        chain += piece
        if len(chain) > MAX_CHAIN_BYTES:
            raise http.client.HTTPException("The certificate file is too long.")
        if time.monotonic() > until:
            raise TimeoutError("The certificate server is too slow.")
    return chain


def _tls_context() -> ssl.SSLContext:
    """Return the one TLS context of this process: reading all authorities takes 20 ms of CPU."""
    with _context_lock:
        return _made_once()


@cache
def _made_once() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
