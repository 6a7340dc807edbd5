"""The production server: Granian around the Flask app, with the limits that a server on the internet needs."""

import contextlib
import functools
import os
import resource
import socket
import tempfile

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from skill.alexa.certificates import FetchChain
from skill.errors import SettingsError
from skill.settings import Settings
from skill.web.graceful import GracefulServer
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

_KILL_SECONDS = 10
"""How long a worker that stops may finish its answers."""

_SHARED_MEMORY = "/dev/shm"  # noqa: S108  # a folder of its own is made in it

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
    with _listener(host, port) as listener, tempfile.TemporaryDirectory(dir=_memory_folder()) as folder:
        # The Prometheus client reads it when it is imported, which `_app` does.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        # Built before the workers start, so that a bad setting is reported in one line; they inherit it by the fork.
        _app(settings, fetch_chain, simulator)
        server = GracefulServer(
            listener,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=workers,
            blocking_threads=THREADS,
            backpressure=min(_CONNECTIONS, most_files - _OTHER_FILES),
            http1_settings=HTTP1Settings(header_read_timeout=_IDLE_SECONDS * 1000, max_buffer_size=_HEAD_BYTES),
            workers_kill_timeout=_KILL_SECONDS,
            respawn_failed_workers=True,
            log_level=LogLevels.error,
            log_dictconfig=_LOGGING,
        )
        greeting = _greeting(host, listener.getsockname()[1], simulator=simulator)
        # Said when signals are handled already: from then on they stop the server gracefully.
        server.on_startup(functools.partial(print, greeting, flush=True))
        server.run(functools.partial(_app, settings, fetch_chain, simulator))


@functools.cache
def _app(settings: Settings, fetch_chain: FetchChain | None, simulator: bool) -> Flask:  # noqa: FBT001
    """Build the app once in a process."""
    from skill.understanding.hearing import hear
    from skill.web.app import create_app

    app = create_app(settings, fetch_chain=fetch_chain, simulator=simulator)
    # What the first utterance loads is not loaded while somebody waits.
    hear("it hurts")
    return app


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
            f"Can't listen on {_printed(host)}:{port}: {reason}. --port NUMBER takes another port, --port 0 any free "
            "one."
        ) from error


def _greeting(host: str, port: int, *, simulator: bool) -> str:
    hint = " (open it in a browser to talk to the coach)" if simulator else ""
    return (
        f"Cramp Coach listens on http://{_printed(host)}:{port}{hint}. "
        "Ctrl+C stops it; another port: cramp-coach serve --port NUMBER"
    )


def _printed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _memory_folder() -> str | None:
    """Return a folder in memory if there is one: writing to a mapped file on a full disk ends the process."""
    return _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None


def _allow_many_files() -> int:
    """Raise the soft limit of file descriptors, of which each connection takes one, to the hard one, and return it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        # macOS refuses its own "unlimited".
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
