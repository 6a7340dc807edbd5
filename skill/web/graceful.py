"""
Granian with a stop and a reload that lose no request.

Granian's workers close their listeners and idle connections at once, together with whatever clients are just sending.
So here the master process holds the listener: workers come and go, and new connections wait for the next one. Before a
worker stops, its answers ask clients to close their connections; before all stop, no connection is accepted any more.
"""

import ctypes
import multiprocessing
import socket
import struct
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response
from granian._granian import SocketHolder
from granian.server.mp import MPServer

DRAIN_SECONDS = 0.5
"""How long clients with open connections have to learn from an answer that their worker is about to stop."""

_SO_ATTACH_FILTER = 26
_DROP_EVERYTHING = struct.pack("HBBI", 0x06, 0, 0, 0)
"""A classic BPF program of one instruction, `ret #0`."""


class GracefulServer(MPServer):
    """Serves a Flask app with several processes, each with threads, on a listener that the caller has opened."""

    def __init__(self, listener: socket.socket, **options: Any) -> None:
        """Take the options of Granian's own server."""
        super().__init__("", respawn_interval=DRAIN_SECONDS, **options)
        self._listener = listener
        self._generation = multiprocessing.Value("i")
        self.on_reload(self._begin_next_generation)

    def run(self, load: Callable[[], Flask]) -> None:
        """Serve what `load` gives in each worker until SIGTERM or SIGINT; SIGHUP replaces the workers one by one."""
        self.serve(target_loader=partial(_load, load, self._generation), wrap_loader=False)

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop accepting connections, let open ones drain, then stop the workers."""
        _drop_new_connections(self._listener)
        for worker in self.wrks:
            # Ctrl+C reaches the workers, too: that they end by themselves is no failure now.
            worker.interrupt_by_parent = True
        self._begin_next_generation()
        time.sleep(DRAIN_SECONDS)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # it has no type hints

    def _begin_next_generation(self) -> None:
        with self._generation.get_lock():
            self._generation.value += 1

    def _init_shared_socket(self) -> None:
        """Share our listener with the workers, as Granian does with its own on systems other than Linux."""
        self._sso = self._listener
        place = (self._listener.fileno(), False, *((self.backlog,) if sys.platform == "linux" else ()))
        self._shd: Any = SocketHolder(*place)


def _load(load: Callable[[], Flask], generation: Any) -> Flask:
    """Give the app to a worker. Once the next generation has begun, answers ask clients to leave."""
    app, born = load(), generation.value

    @app.after_request
    def part(response: Response) -> Response:
        if generation.value != born:
            response.headers["Connection"] = "close"
        return response

    return app


def _drop_new_connections(listener: socket.socket) -> None:
    """
    Have the kernel ignore attempts to connect, while connections that it has accepted already can still be taken.

    Clients try again after a second, and are refused then. Only Linux has such filters; elsewhere, clients that connect
    at the very moment of a stop may be cut off.
    """
    if sys.platform == "linux":
        program = ctypes.create_string_buffer(_DROP_EVERYTHING)
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(program)))
