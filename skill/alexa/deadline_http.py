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
from urllib.parse import urlsplit

import certifi

Answer = tuple[int, bytes]
"""Status and body."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def exchange(
    method: str,
    url: str,
    *,
    seconds: float,
    max_bytes: int,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """
    Make one request and return the status and the body of its response; redirects are not followed.

    Of a longer body, the first `max_bytes` are returned.

    Raises:
        OSError: The server can't be reached in time, or does not speak HTTP.
        ValueError: The address is neither https nor on this machine.
    """
    if seconds <= 0:
        raise TimeoutError("The deadline has passed before the request was sent.")
    until = time.monotonic() + seconds
    connection, target = _connection(url, seconds)
    done: Future[Answer] = Future()
    sockets: list[socket.socket] = []

    def run() -> None:
        try:
            connection.connect()
            sockets.append(connection.sock)
            left = until - time.monotonic()
            if left <= 0:
                # The caller has given up and may have reported a failure, so the request must not be sent any more.
                raise TimeoutError("The connection took too long.")
            connection.sock.settimeout(left)
            connection.request(method, target, body, dict(headers or {}))
            with connection.getresponse() as response:
                text = response.read(max_bytes)
                if response.length and len(text) < max_bytes:
                    raise ConnectionError("The response was cut short.")
            done.set_result((response.status, text))
        except http.client.HTTPException as error:
            done.set_exception(ConnectionError(f"The response is not HTTP ({type(error).__name__})."))
        except Exception as error:  # noqa: BLE001  # raised again in the caller
            done.set_exception(error)
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()
    try:
        return done.result(timeout=seconds)
    except TimeoutError:
        # So that the thread does not wait for a slow response.
        for connected in sockets:
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)
        raise


@cache
def tls_context() -> ssl.SSLContext:
    """Return the one TLS context of this process: reading all authorities takes 20 ms of CPU."""
    return ssl.create_default_context(cafile=certifi.where())


def _connection(url: str, seconds: float) -> tuple[http.client.HTTPConnection, str]:
    """Return a connection to the server of an address, not yet open, and what to request there."""
    parts = urlsplit(url)
    host, target = parts.hostname or "", parts._replace(scheme="", netloc="").geturl() or "/"
    if parts.scheme == "https" and host:
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=tls_context()), target
    if parts.scheme == "http" and host in _LOOPBACK:
        return http.client.HTTPConnection(host, parts.port, timeout=seconds), target
    raise ValueError("The address is neither https nor on this machine.")
