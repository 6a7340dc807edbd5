"""Gunicorn's worker with threads, changed in two respects: slow clients hold nobody up, and a stop loses nobody."""

import contextlib
import re
import selectors
import socket
import sys
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

READ_SECONDS = 3.0
"""Alexa sends a request in one go. It waits 8 seconds for the answer, also when it has to queue behind slow clients."""

_WHOLE_BYTES = 320 * 1024
"""More than the headers and the body of any request that is answered."""

_LATE_SECONDS = 0.1
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_PART_SECONDS = 2.0
_PART_BYTES = 64 * 1024
_HURRY_SECONDS = 0.00001


@dataclass(slots=True)
class _Arriving:
    """A request that arrives while no thread is to spare for it."""

    text: bytearray = field(default_factory=bytearray)
    since: float = field(default_factory=time.monotonic)


class Worker(ThreadWorker):
    """Answers in threads; gives up on a client that takes too long to say what it wants."""

    def init_process(self) -> None:
        """Begin with nobody being listened to."""
        self._heard_since: dict[TConn, float] = {}
        self._arriving: dict[TConn, _Arriving] = {}
        self._in_threads = 0
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        """Give a request to a thread; where threads are scarce, only once it has arrived as a whole."""
        parser: Any = conn.parser
        begun = parser is not None and parser.unreader.buf.getvalue()
        if begun or self._can_spare_a_thread():
            self._to_a_thread(conn)
            return
        conn.sock.settimeout(0)
        self._arriving[conn] = _Arriving()
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._more_has_arrived, conn))

    def _can_spare_a_thread(self) -> bool:
        """Half of the threads are never given to clients that may turn out to be slow while the others are stuck."""
        threads: int = self.cfg.threads
        half = threads // 2
        if self._in_threads < half:
            return True
        late = time.monotonic() - _LATE_SECONDS
        stuck = sum(since < late for since in self._heard_since.copy().values())
        return self._in_threads < threads and stuck < half

    def finish_request(self, conn: TConn, fs: "Future[Any]") -> None:
        """Take a connection back from its thread."""
        self._in_threads -= 1
        super().finish_request(conn, fs)

    def _to_a_thread(self, conn: TConn) -> None:
        self._in_threads += 1
        super().enqueue_req(conn)

    def _more_has_arrived(self, conn: TConn, _: object) -> None:
        arriving = self._arriving[conn]
        try:
            piece = conn.sock.recv(_WHOLE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        arriving.text += piece
        if not piece or _is_whole(arriving.text):
            self._has_arrived(conn)

    def _has_arrived(self, conn: TConn) -> None:
        text = bytes(self._arriving.pop(conn).text)
        self.poller.unregister(conn.sock)
        conn.init()
        parser: Any = conn.parser
        parser.unreader.unread(text)
        conn.data_ready = True
        self._to_a_thread(conn)

    def handle(self, conn: TConn) -> bool:
        """Read one request and answer it, in a thread of its own."""
        self._heard_since[conn] = time.monotonic()
        try:
            kept = super().handle(conn)
            if not kept:
                _part(conn.sock)
            return kept
        finally:
            del self._heard_since[conn]

    def notify(self) -> None:
        """
        Tell gunicorn that we are alive, and give up on slow clients.

        The main loop calls this every second, also while the server stops. A timeout of the socket would not do: it
        begins again with every byte that drips in.
        """
        super().notify()
        late = time.monotonic() - READ_SECONDS
        for conn in [conn for conn, since in self._heard_since.copy().items() if since < late]:
            _hear_no_more(conn)
        for conn in [conn for conn, arriving in self._arriving.items() if arriving.since < late]:
            _hear_no_more(conn)
            self._has_arrived(conn)

    def set_accept_enabled(self, enabled: bool | None) -> None:  # noqa: FBT001  # gunicorn's signature
        """
        Let new clients in, or not for now; when the server stops, let those in who wait at the door, then shut it.

        Gunicorn would leave the door open until the last answer is given, and then hang up on whoever came meanwhile.
        """
        super().set_accept_enabled(enabled)
        if self.alive:
            return
        # Busy threads would make this one wait between its last look outside and the shutting of the door.
        sys.setswitchinterval(_HURRY_SECONDS)
        for listener in self.sockets:
            before = -1
            while before != self.nr_conns:
                before = self.nr_conns
                self.accept(listener)
            listener.close()


def _hear_no_more(conn: TConn) -> None:
    """For whoever reads this looks like the end of what the client sends. It can still be answered."""
    with contextlib.suppress(OSError):
        conn.sock.shutdown(socket.SHUT_RD)


def _is_whole(text: bytearray) -> bool:
    """Whether a thread would not have to wait for the rest of a request; of one that is malformed there is no rest."""
    head, end, body = text.partition(b"\r\n\r\n")
    if len(text) > _WHOLE_BYTES or not end:
        return len(text) > _WHOLE_BYTES
    if _CHUNKED.search(head):
        return body.endswith(b"0\r\n\r\n")
    length = _LENGTH.search(head + b"\r\n")
    return length is None or len(body) >= min(int(length[1]), _WHOLE_BYTES)


def _part(sock: socket.socket) -> None:
    """
    Take leave of a client here, in the thread: gunicorn would do it in its main loop, which all clients need.

    What the client still sends is read and dropped, since an answer may get lost where unread bytes are left behind.
    """
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_WR)
        until, dropped = time.monotonic() + _PART_SECONDS, 0
        while (left := until - time.monotonic()) > 0 and dropped < _PART_BYTES:
            sock.settimeout(left)
            piece = sock.recv(4096)
            if not piece:
                break
            dropped += len(piece)
    # So that gunicorn finds nothing more to wait for.
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RD)
