"""The production server: Granian around the Flask app, with the limits that a server on the internet needs."""

import contextlib
import ctypes
import functools
import multiprocessing
import os
import resource
import socket
import struct
import sys
import tempfile
import time
from multiprocessing.sharedctypes import Synchronized

from flask import Flask, Response
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder

from skill.alexa.certificates import FetchChain
from skill.errors import SettingsError
from skill.settings import Settings
from skill.web.loopback import is_loopback

THREADS = 2048
"""
Requests that a worker reads and answers at the same time.

Granian starts threads when they are needed and ends them when they are idle. There are many, because a client that
sends its body slowly occupies one: https://github.com/emmett-framework/granian/issues/728
"""

_CONNECTIONS = 8192
"""Open connections of a worker, idle ones included; more of them wait until others leave."""

_OTHER_FILES = 128
"""File descriptors that a worker needs beside its connections."""

_HEAD_BYTES = 16 * 1024
"""Alexa sends a dozen headers, the longest of them a signature of 350 characters."""

_IDLE_SECONDS = 65
"""Longer than the minute after which most load balancers drop an idle connection, so that they do it, not we."""

_DRAIN_SECONDS = 0.5
"""How long clients with open connections have to learn from an answer that the worker is about to stop."""

_KILL_SECONDS = 10
"""How long a worker that stops may finish its answers."""

_LOG = {"level": "ERROR", "handlers": ["console"], "propagate": False}
_LOGGING = {
    "formatters": {"generic": {"format": "[%(levelname)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}},
    # There is no access log: it would hold the addresses of people's devices.
    "loggers": {"_granian": _LOG},
}


def serve(
    settings: Settings, host: str, port: int, workers: int, *, simulator: bool, fetch_chain: FetchChain | None = None
) -> None:
    """
    Serve until SIGTERM or SIGINT; requests that are being answered are finished first. SIGHUP starts new workers.

    Raises:
        SettingsError: A setting can't be used, the address is taken, or the simulator was to be shown to other
            machines.
        ContentError: A content file can't be used.
    """
    if simulator and not is_loopback(host):
        raise SettingsError(
            f"The simulator talks to the coach without a signature, so it is for this machine only, and {host!r} is "
            "open to others. Use the host 127.0.0.1, or leave the simulator out."
        )
    most_files = _allow_many_files()
    with _listener(host, port) as listener, tempfile.TemporaryDirectory() as folder:
        # The Prometheus client reads it when it is imported, which `_app` does.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        # Built before the workers start, so that a bad setting is reported in one line; they inherit it by the fork.
        _app(settings, fetch_chain, simulator)
        print(_greeting(host, listener.getsockname()[1], simulator=simulator), flush=True)  # noqa: T201
        generation = multiprocessing.Value("i")
        load = functools.partial(_load, settings, fetch_chain, simulator, generation)
        _Server(listener, generation, workers, min(_CONNECTIONS, most_files - _OTHER_FILES)).serve(target_loader=load, wrap_loader=False)


@functools.cache
def _app(settings: Settings, fetch_chain: FetchChain | None, simulator: bool) -> Flask:  # noqa: FBT001
    """Build the app once in a process."""
    from skill.understanding.hearing import hear
    from skill.web.app import create_app

    app = create_app(settings, fetch_chain=fetch_chain, simulator=simulator)
    # What the first utterance loads is not loaded while somebody waits.
    hear("it hurts")
    return app


def _load(
    settings: Settings, fetch_chain: FetchChain | None, simulator: bool, generation: "Synchronized[int]"  # noqa: FBT001
) -> Flask:
    """Give the app to a worker. Once the next generation has begun, it asks its clients to leave."""
    app, born = _app(settings, fetch_chain, simulator), generation.value

    @app.after_request
    def part(response: Response) -> Response:
        if generation.value != born:
            response.headers["Connection"] = "close"
        return response

    return app


class _Server(Granian):
    """
    Granian on a listener of ours, which stops and reloads without losing a request.

    Granian's workers close their listeners and idle connections at once, with whatever clients are just sending. So
    here the master holds the listener: workers come and go, and connections wait for the next one. Before a worker has
    to stop, its clients are asked to leave, and before all stop, no connection is accepted any more.
    """

    def __init__(
        self, listener: socket.socket, generation: "Synchronized[int]", workers: int, connections: int
    ) -> None:
        super().__init__(
            "skill.web.app",
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=workers,
            blocking_threads=THREADS,
            backpressure=connections,
            http1_settings=HTTP1Settings(header_read_timeout=_IDLE_SECONDS * 1000, max_buffer_size=_HEAD_BYTES),
            workers_kill_timeout=_KILL_SECONDS,
            respawn_failed_workers=True,
            respawn_interval=_DRAIN_SECONDS,
            log_level=LogLevels.error,
            log_dictconfig=_LOGGING,
        )
        self._listener = listener
        self._generation = generation
        self.on_reload(self._begin_next_generation)

    def _init_shared_socket(self) -> None:
        self._sso = self._listener
        self._shd = SocketHolder(self._listener.fileno(), False, self.backlog)  # noqa: FBT003

    def _begin_next_generation(self) -> None:
        with self._generation.get_lock():
            self._generation.value += 1

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop: first no new connections, then no further requests on open ones, then the workers."""
        _drop_new_connections(self._listener)
        for worker in self.wrks:
            # Ctrl+C reaches workers as well: that they end by themselves now is no failure.
            worker.interrupt_by_parent = True
        self._begin_next_generation()
        time.sleep(_DRAIN_SECONDS)
        super().shutdown(exit_code)


def _listener(host: str, port: int) -> socket.socket:
    """
    Listen on an address; port 0 takes any free one.

    Raises:
        SettingsError: It is taken, not ours or reserved for the system.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address, family=family, backlog=1024)
    except OSError as error:
        # `create_server` adds the address to what the system says; a name that has none has no such error number.
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise SettingsError(
            f"Can't listen on {_printed(host)}:{port}: {reason}. --port NUMBER takes another port, --port 0 any free one."
        ) from error


def _drop_new_connections(listener: socket.socket) -> None:
    """
    Have the kernel ignore attempts to connect, while connections that it has accepted already can still be taken.

    Only Linux can: a filter in classic BPF, `ret 0`, drops whatever comes for the listener. Clients try again after a
    second, and are refused then. Without it, those that connect at the very moment of the stop would be cut off.
    """
    if sys.platform == "linux":
        drop = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
        listener.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", 1, ctypes.addressof(drop)))


def _greeting(host: str, port: int, *, simulator: bool) -> str:
    hint = " (open it in a browser to talk to the coach)" if simulator else ""
    return (
        f"Cramp Coach listens on http://{_printed(host)}:{port}{hint}. "
        "Ctrl+C stops it; another port: cramp-coach serve --port NUMBER"
    )


def _printed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _allow_many_files() -> int:
    """Raise the soft limit of file descriptors, of which each connection takes one, to the hard one, and return it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        # macOS refuses its own "unlimited".
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
