"""From what the app says to the bytes that leave: in one piece, and never waiting long for a client to take them."""

import contextlib
import socket
from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.http.wsgi import Response

SEND_SECONDS = 3.0


class Answer:
    """Stands in for a socket where gunicorn writes, so that head and body leave together."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.sendall = self._pieces.append

    def gettimeout(self) -> float:
        """Say that writing never waits."""
        return 0.0

    def begin_again(self) -> None:
        """Forget what was written; nobody has seen it."""
        self._pieces.clear()

    def send(self, sock: socket.socket) -> bool:
        """Send all of it; whether the client took it in time."""
        text, sent = b"".join(self._pieces), 0
        with contextlib.suppress(BlockingIOError):
            # Nearly always there is room for an answer, and nothing to wait for.
            sent = sock.send(text)
        if sent < len(text):
            sock.settimeout(SEND_SECONDS)
            sock.sendall(memoryview(text)[sent:])
            sock.settimeout(0)
        return True


def ask(app: Callable[..., Iterable[bytes]], environ: dict[str, Any], response: Response) -> None:
    """Have the app answer a request."""
    said = app(environ, response.start_response)
    try:
        for piece in said:
            response.write(piece)
        response.close()
    finally:
        if hasattr(said, "close"):
            said.close()
