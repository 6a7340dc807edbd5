"""Clients that keep their connections, send what they are given and tell what became of each request."""

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

CONNECTIONS = 8
"""Alexa's servers talk to a skill over several at once."""


class Outcomes(NamedTuple):
    """Results of requests: HTTP status, `not sent` (no connection) or `lost`; and the milliseconds."""

    counts: Counter[str]
    milliseconds: list[float]
    seconds: float

    def percentile(self, percent: float) -> float:
        """The milliseconds that so many of the answers did not exceed."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def send(
    port: int,
    requests: Iterable[bytes],
    *,
    connections: int = CONNECTIONS,
    answered: Callable[[Counter[str]], None] = lambda _: None,
) -> Outcomes:
    """Send requests over some connections at once; `answered` is called after each with the counts so far."""
    counts: Counter[str] = Counter()
    milliseconds: list[float] = []
    left = iter(requests)

    def client(_: int) -> None:
        connection = _Connection(port)
        for request in left:
            started = time.perf_counter()
            outcome = connection.exchange(request)
            counts[outcome] += 1
            milliseconds.append((time.perf_counter() - started) * 1000)
            answered(counts)
        connection.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as clients:
        list(clients.map(client, range(connections)))
    return Outcomes(counts, milliseconds, time.perf_counter() - started)


class _Connection:
    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def exchange(self, request: bytes) -> str:
        """Send one request, over a new connection if need be, and read all of its answer."""
        if self._socket is None:
            try:
                self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=20)
            except OSError:
                return "not sent"
        try:
            self._socket.sendall(request)
            head = read_answer(self._socket)
        except (OSError, ValueError):
            self.close()
            return "lost"
        if b"\r\nconnection: close" in head:
            self.close()
        return head[9:12].decode()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def read_answer(connection: socket.socket) -> bytes:
    """
    Read one whole answer, and give its head in small letters.

    Raises:
        ValueError: The connection ended before the answer did, or its head gives no length.
    """
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    head = head.lower()
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += _more(connection)
    return head


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65_536)
    if not piece:
        raise ValueError("The connection ended before the answer did.")
    return piece
