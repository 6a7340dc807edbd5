"""
HTTP client with one deadline for everything: DNS, connection, TLS, request and response.

The timeout of `http.client` covers neither DNS nor attempts at several addresses, and restarts with every byte
received. So each exchange runs in a separate thread, which is abandoned when the time is over.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

import certifi

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_context_lock = threading.Lock()


def exchange(
    method: str,
    url: str,
    *,
    seconds: float,
    max_bytes: int,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> tuple[int, bytes]:
    """
    Make one request and return the status and the body of its response; redirects are not followed.

    Of a longer body, the first `max_bytes` are returned.

    Raises:
        OSError: The server can't be reached in time, or does not speak HTTP.
        ValueError: The address is neither https nor on this machine.
    """
    if seconds <= 0:
        raise TimeoutError("The deadline has passed before the request was sent.")
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    call = _Call(_connection(parts, seconds), time.monotonic() + seconds, max_bytes)
    threading.Thread(target=call.run, args=(method, target, body, dict(headers or {})), daemon=True).start()
    try:
        return call.done.result(timeout=seconds)
    except TimeoutError:
        call.hang_up()
        raise


class _Call:
    """One exchange, in a separate thread."""

    def __init__(self, connection: http.client.HTTPConnection, until: float, max_bytes: int) -> None:
        self.done: Future[tuple[int, bytes]] = Future()
        self._connection = connection
        self._until = until
        self._max_bytes = max_bytes
        self._socket: socket.socket | None = None

    def run(self, *request: Any) -> None:
        try:
            self.done.set_result(self._answer(*request))
        except http.client.HTTPException as error:
            self.done.set_exception(ConnectionError(f"The response is not HTTP ({type(error).__name__})."))
        except Exception as error:  # noqa: BLE001  # raised again in the caller
            self.done.set_exception(error)
        finally:
            self._connection.close()

    def hang_up(self) -> None:
        """Abort the exchange, so that its thread does not wait for a slow response."""
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _answer(self, *request: Any) -> tuple[int, bytes]:
        self._connection.connect()
        self._socket = self._connection.sock
        left = self._until - time.monotonic()
        if left <= 0:
            # The caller has given up and may have reported a failure, so the request must not be sent any more.
            raise TimeoutError("The connection took too long.")
        self._socket.settimeout(left)
        self._connection.request(*request)
        with self._connection.getresponse() as response:
            text = response.read(self._max_bytes)
            if response.length and len(text) < self._max_bytes:
                raise ConnectionError("The response was cut short.")
            return response.status, text


def tls_context() -> ssl.SSLContext:
    """Return the one TLS context of this process: reading all authorities takes 20 ms of CPU."""
    with _context_lock:
        return _made_once()


@cache
def _made_once() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=tls_context())
    if parts.scheme == "http" and host in _LOOPBACK:
        return http.client.HTTPConnection(host, parts.port, timeout=seconds)
    raise ValueError("The address is neither https nor on this machine.")
