"""
What bad clients do to a web server, and what well-behaved ones notice of it meanwhile.

Each case takes the port of a server on this machine, and gives the seconds that the slowest request of another client
took, or the answers that it got.
"""

import contextlib
import http.client
import itertools
import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.client import read_answer

GIVE_UP_SECONDS = 20.0

HEAD = b"POST /alexa HTTP/1.1\r\nHost: coach\r\n"
_LINE = b"a: HTTP/1.1\r\n"
LARGE_HEAD = HEAD + _LINE * (310 * 1024 // len(_LINE)) + b"Content-Length: 5\r\n\r\n"
SLOW_HEAD = HEAD + b"X-Slow: "
SLOW_BODY = HEAD + b"Content-Length: 5000\r\n\r\n{"
SLOW_CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n"

_SMUGGLED = b"GET /privacy HTTP/1.1\r\nHost: coach\r\n\r\n"
_POST = b"POST /healthz HTTP/1.1\r\nHost: coach\r\n"
DESYNC = {
    "10-digit length": (_POST + b"Content-Length: %010d\r\n\r\n" % len(_SMUGGLED), _SMUGGLED),
    "9-digit chunk size": (
        _POST + b"Transfer-Encoding: chunked\r\n\r\n%09x\r\n" % len(_SMUGGLED),
        _SMUGGLED + b"\r\n0\r\n\r\n",
    ),
    "length and chunks": (_POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", _SMUGGLED),
}
"""Requests whose body is itself a request, sent in two pieces: a second answer means that the body was executed."""


def health(port: int) -> float:
    """Ask for /healthz over a new connection, and give the seconds that it took; infinite without an answer."""
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_SECONDS)
    try:
        connection.request("GET", "/healthz")
        good = connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        good = False
    finally:
        connection.close()
    return time.monotonic() - started if good else float("inf")


def slowest(port: int, seconds: float = 2.0) -> float:
    """Ask for /healthz again and again for some seconds, and give the slowest answer's seconds."""
    until = time.monotonic() + seconds
    times = [health(port)]
    while time.monotonic() < until and times[-1] < GIVE_UP_SECONDS:
        time.sleep(0.05)
        times.append(health(port))
    return max(times)


def during_large_head(port: int) -> float:
    """Send a head of 317 KB whose body never comes, and measure other clients."""
    with socket.create_connection(("127.0.0.1", port)) as client, contextlib.suppress(OSError):
        client.sendall(LARGE_HEAD)
    with socket.create_connection(("127.0.0.1", port)) as client:
        with contextlib.suppress(OSError):
            client.sendall(LARGE_HEAD)
        return slowest(port)


@contextlib.contextmanager
def crowd(port: int, count: int, begun: bytes = b"", *, drip: bytes = b"") -> Iterator[list[socket.socket]]:
    """Open connections that each send some bytes, then `drip` every 0.3 s."""
    clients: list[socket.socket] = []
    over = threading.Event()

    def dripping() -> None:
        while not over.wait(0.3):
            for client in clients:
                with contextlib.suppress(OSError):
                    client.sendall(drip)

    try:
        for _ in range(count):
            clients.append(socket.create_connection(("127.0.0.1", port), timeout=5))
            with contextlib.suppress(OSError):
                clients[-1].sendall(begun)
        thread = threading.Thread(target=dripping)
        if drip:
            thread.start()
        yield clients
    finally:
        over.set()
        if drip and thread.ident:
            thread.join()
        for client in clients:
            client.close()


def during_crowd(port: int, count: int, begun: bytes = b"", drip: bytes = b"") -> float:
    """Measure other clients while so many connections are open; infinite where the server refuses the crowd."""
    try:
        with crowd(port, count, begun, drip=drip):
            time.sleep(0.3)
            return slowest(port)
    except OSError:
        return float("inf")


def answers(port: int, pieces: Sequence[bytes]) -> list[str]:
    """Send pieces over one connection, 0.3 s apart, and give the statuses of all answers."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client, contextlib.suppress(OSError):
        for piece in pieces:
            client.sendall(piece)
            time.sleep(0.3)
        client.settimeout(1)
        while piece := client.recv(65_536):
            got += piece
    return [status.decode() for status in re.findall(rb"HTTP/1\.1 (\d+)", got)]


def under_load(
    port: int, requests: Sequence[bytes], interrupt: Callable[[], object], *, kept: bool, clients: int = 8
) -> Counter[str]:
    """
    Send requests without pause while `interrupt` runs, over kept connections or a new one for each request.

    Gives statuses, `refused` (no connection could be made) and `lost` (sent on a connection, and no whole answer).
    """
    counts: Counter[str] = Counter()
    over = threading.Event()
    turns = itertools.cycle(requests)
    lock = threading.Lock()

    def client() -> None:
        connection = None
        while not over.is_set():
            with lock:
                request = next(turns)
            connection = connection or _connected(port)
            if connection is None:
                counts["refused"] += 1
                over.wait(0.05)
                continue
            outcome, stays = _exchange(connection, request)
            counts[outcome] += 1
            if not (kept and stays):
                connection.close()
                connection = None
        if connection:
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(random.uniform(0.2, 0.6))
        interrupt()
        time.sleep(0.3)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return counts


def _connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=GIVE_UP_SECONDS)
    except OSError:
        return None


def _exchange(connection: socket.socket, request: bytes) -> tuple[str, bool]:
    """Send a request and read its answer: the status or `lost`, and whether the connection may be used again."""
    try:
        connection.sendall(request)
        head = read_answer(connection)
    except (OSError, ValueError):
        return "lost", False
    return head[9:12].decode(), b"\r\nconnection: close" not in head
