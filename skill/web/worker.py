"""Gunicorn's worker with threads, changed in two respects: slow clients hold nobody up, and a stop loses nobody."""

import contextlib
import socket
import sys
import time

from gunicorn.workers.gthread import TConn, ThreadWorker

READ_SECONDS = 3.0
"""Alexa sends a request in one go. It waits 8 seconds for the answer, also when it has to queue behind slow clients."""

_PART_SECONDS = 2.0
_PART_BYTES = 64 * 1024
_HURRY_SECONDS = 0.00001


class Worker(ThreadWorker):
    """Answers in threads; gives up on a client that takes too long to say what it wants."""

    def init_process(self) -> None:
        """Begin with nobody being listened to."""
        self._heard_since: dict[TConn, float] = {}
        super().init_process()

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
        for conn, since in self._heard_since.copy().items():
            if since < late:
                # For the thread that is reading this looks like the end of what the client sends. It can still answer.
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

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
