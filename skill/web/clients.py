"""
Connections: their requests are gathered as they come, and nobody waits for a client.

Only the thread that leads calls this.
"""

import contextlib
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from skill.web.arriving import Arriving
from skill.web.reading import Reader

READ_SECONDS = 3.0
"""Alexa sends a request in one go, and waits 8 seconds for the answer."""

_PART_SECONDS = 2.0
_PART_BYTES = 64 * 1024
_PIECE_BYTES = 32 * 1024


@dataclass(slots=True, eq=False)
class Client:
    """One connection."""

    sock: socket.socket
    reader: Reader
    until: float
    """When its patience or ours is over."""
    arriving: Arriving = field(default_factory=Arriving)
    is_answered: bool = False
    """A thread is busy with its request and owns it meanwhile."""
    is_parting: bool = False
    """It got its last answer."""
    dropped: int = 0


class Clients:
    """All who are connected."""

    def __init__(self, poller: selectors.BaseSelector, answer: Callable[[Client], object]) -> None:
        """`answer` is called for each request that has arrived, or of which no more will be read."""
        self._poller = poller
        self._answer = answer
        self._all: set[Client] = set()

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Client]:
        return iter(self._all)

    def welcome(self, client: Client) -> None:
        """Listen to somebody new."""
        client.sock.setblocking(False)  # noqa: FBT003  # the standard library's signature
        self._all.add(client)
        self.listen(client)

    def listen(self, client: Client) -> None:
        """Be woken by what a client sends."""
        self._poller.register(client.sock, selectors.EVENT_READ, client)

    def hear(self, client: Client) -> None:
        """Read what a client has sent."""
        if client.is_answered:
            return
        try:
            piece = client.sock.recv(_PIECE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if client.is_parting:
            client.dropped += len(piece)
            if not piece or client.dropped > _PART_BYTES:
                self._close(client)
            return
        if not client.arriving.text:
            # From the first byte on: a timeout of the socket would begin again with every byte that drips in.
            client.until = time.monotonic() + READ_SECONDS
        client.arriving.add(piece)
        self.consider(client, no_more=not piece)

    def time_is_over(self, client: Client) -> None:
        """Answer what there is of a request, or part, unless something happened meanwhile."""
        if client.until > time.monotonic():
            return
        if client.is_parting:
            self._close(client)
        else:
            self.consider(client, no_more=True)

    def consider(self, client: Client, *, no_more: bool = False) -> None:
        """Have a request answered if it is time."""
        arriving = client.arriving
        if client.is_answered:
            return
        if arriving.is_whole or arriving.is_too_long or (no_more and arriving.text):
            self._answer(client)
        elif no_more:
            self._close(client)
        elif arriving.asks_to_go_on:
            arriving.asks_to_go_on = False
            with contextlib.suppress(OSError):
                client.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def part(self, client: Client) -> None:
        """
        Take leave of a client that has its last answer.

        What it still sends is read and dropped, since an answer may get lost where unread bytes are left behind.
        """
        client.is_parting, client.until = True, time.monotonic() + _PART_SECONDS
        try:
            client.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(client)

    def _close(self, client: Client) -> None:
        if client in self._all:
            self._all.remove(client)
            self._poller.unregister(client.sock)
            client.sock.close()
