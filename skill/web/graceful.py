"""
Granian server with graceful stop and reload.

Granian's own workers close their listeners and idle connections at once, which loses requests that are being sent.
Here the master process holds the listener, so new connections wait for the next worker. Before workers stop, their
responses carry `Connection: close`, and no new connection is accepted for a moment.
"""

import ctypes
import multiprocessing
import signal
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
"""Seconds for requests on connections that are already open, before their workers stop."""

_STOP_SECONDS = 0.2
"""Seconds in which a worker that was told to stop closes its listener. Clients repeat a dropped attempt after 1 s."""

_SO_ATTACH_FILTER = 26
_SO_DETACH_FILTER = 27
_DROP_EVERYTHING = struct.pack("HBBI", 0x06, 0, 0, 0)
"""A classic BPF program of one instruction, `ret #0`."""


class GracefulServer(MPServer):
    """Server of a Flask app: several processes, each with threads, on a listener opened by the caller."""

    def __init__(self, listener: socket.socket, **options: Any) -> None:
        """Accept the options of Granian's `MPServer`, beside the listener."""
        super().__init__("", respawn_interval=DRAIN_SECONDS, **options)
        self._listener = listener
        self._generation = multiprocessing.RawValue("i")  # The master alone writes it.
        self.on_reload(self._begin_next_generation)

    def run(self, load: Callable[[], Flask]) -> None:
        """Serve the app that `load` returns in each worker until SIGTERM or SIGINT; SIGHUP replaces the workers."""
        self.serve(target_loader=partial(_load, load, self._generation), wrap_loader=False)

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop accepting connections, let open ones drain, then stop the workers."""
        _drop_new_connections(self._listener)
        self._begin_next_generation()
        time.sleep(DRAIN_SECONDS)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # it has no type hints

    def _respawn_workers(self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """
        Start new workers, then stop the old ones while no new connection is accepted.

        Granian's own method lets old workers accept connections until they stop, and drops those accepted last.
        """
        old_workers: list[Any] = [self.wrks[index] for index in workers]
        for index in workers:
            self.respawned_wrks[index] = time.monotonic()
            new_worker: Any = self._spawn_worker(idx=index, target=spawn_target, callback_loader=target_loader)
            new_worker.start()
            self.wrks[index] = new_worker
        if not delay:  # The old workers have crashed.
            return
        time.sleep(delay)
        _drop_new_connections(self._listener)
        time.sleep(DRAIN_SECONDS)
        for worker in old_workers:
            worker.terminate()
        time.sleep(_STOP_SECONDS)
        _allow_new_connections(self._listener)
        for worker in old_workers:
            worker.join(self.workers_kill_timeout)
            worker.kill()

    def _begin_next_generation(self) -> None:
        self._generation.value += 1

    def _init_shared_socket(self) -> None:
        """Share our listener with the workers, as Granian does with its own on systems other than Linux."""
        self._sso = self._listener
        arguments = (self._listener.fileno(), False, *((self.backlog,) if sys.platform == "linux" else ()))
        self._shd: Any = SocketHolder(*arguments)


def _load(load: Callable[[], Flask], generation: Any) -> Flask:
    """Load the app of a worker. After a reload or stop has begun, its responses close their connections."""
    # A terminal sends Ctrl+C to all processes. Workers must wait for the master, which lets connections drain first.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    app, own_generation = load(), generation.value

    @app.after_request
    def close_connection(response: Response) -> Response:
        if generation.value != own_generation:
            response.headers["Connection"] = "close"
        return response

    return app


def _drop_new_connections(listener: socket.socket) -> None:
    """
    Make the kernel ignore new connection attempts; connections in the accept queue are still served.

    Clients retry after a second, and are refused then. Only Linux has such filters; on other systems, a client that
    connects during a stop may be disconnected.
    """
    if sys.platform == "linux":
        program = ctypes.create_string_buffer(_DROP_EVERYTHING)
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(program)))


def _allow_new_connections(listener: socket.socket) -> None:
    if sys.platform == "linux":
        listener.setsockopt(socket.SOL_SOCKET, _SO_DETACH_FILTER, 0)
