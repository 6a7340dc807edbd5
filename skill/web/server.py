"""Production server: Granian around the Flask app, with limits for use on the internet."""

import contextlib
import functools
import os
import resource
import secrets
import socket
import tempfile
from typing import Any

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
Maximum number of requests that a worker handles at the same time.

Granian starts threads on demand and ends idle ones. There are many, because a client that sends its body slowly
occupies one: https://github.com/emmett-framework/granian/issues/728
"""

_CONNECTIONS = 8192
"""Maximum number of open connections of a worker, idle ones included; further ones wait."""

_OTHER_FILES = 128
"""File descriptors that a worker needs beside its connections."""

_HEAD_BYTES = 16 * 1024
"""Maximum size of a request's head. Alexa sends a dozen headers, the longest a signature of 350 characters."""

_IDLE_SECONDS = 65
"""Idle timeout; longer than the 60 seconds after which most load balancers close a connection themselves."""

_KILL_SECONDS = 10
"""Seconds that a stopping worker has to finish its responses."""

_SHARED_MEMORY = "/dev/shm"  # noqa: S108  # a private folder is made in it

_LOGGING = {
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}},
    # There is no access log: it would hold the addresses of clients.
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


def serve(
    settings: Settings,
    host: str,
    port: int,
    workers: int,
    *,
    simulator: bool = False,
    phone: bool = False,
    fetch_chain: FetchChain | None = None,
) -> None:
    """
    Serve until SIGTERM or SIGINT, after which requests in progress are finished. SIGHUP replaces the workers.

    Raises:
        SettingsError: A setting can't be used, the address is taken, or the simulator would be open to other machines.
        ContentError: A content file can't be used.
    """
    if simulator and not is_loopback(host):
        raise SettingsError(
            f"The simulator accepts unsigned requests, so it is for this machine only, and {host!r} is open to others. "
            "Use --host 127.0.0.1, or leave out --simulator."
        )
    most_files = _allow_many_files()
    # In memory if there is such a folder: on a full disk, writing to a mapped file kills the process.
    memory = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None
    with _listener(host, port) as listener, tempfile.TemporaryDirectory(dir=memory) as folder:
        # The Prometheus client reads the variable when it is imported, which `_app` does.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        # Built before the workers start, so that a bad setting is reported once; workers made by fork inherit the app.
        # The secret is made once, so that all workers share it.
        secret = settings.secret or secrets.token_hex(32)
        pages = {"simulator": simulator, "phone": phone}
        load = functools.partial(_app, settings, fetch_chain=fetch_chain, state_secret=secret, **pages)
        load()
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
        greeting = _greeting(host, listener.getsockname()[1], **pages)
        # Printed once signal handlers are installed: from then on, signals stop the server gracefully.
        server.on_startup(functools.partial(print, greeting, flush=True))
        server.run(load)


@functools.cache
def _app(settings: Settings, **options: Any) -> Flask:
    """Build the app once per process; the options are those of `create_app`."""
    from skill.understanding.hearing import hear
    from skill.web.app import create_app

    app = create_app(settings, **options)
    # Load now what the first utterance needs, so that no request waits for it.
    hear("it hurts")
    return app


def _listener(host: str, port: int) -> socket.socket:
    """
    Return a socket that listens on an address; port 0 takes any free one.

    Raises:
        SettingsError: The address is taken, not one of this machine, or reserved for privileged users.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address, family=family, backlog=1024)
        # Connections inherit it. Otherwise a response's body waits up to 40 ms for the acknowledgement of its head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        # `create_server` adds the address to the system's message; a failed name lookup has no such error number.
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise SettingsError(
            f"Can't listen on {_printed(host)}:{port}: {reason}. Choose another port with --port NUMBER, or any "
            "free one with --port 0."
        ) from error


def _greeting(host: str, port: int, *, simulator: bool, phone: bool) -> str:
    hints = ["open it in a browser to talk to the coach"] * phone + ["the simulator is at /simulator"] * simulator
    hint = f" ({'; '.join(hints)})" if hints else ""
    return (
        f"Cramp Coach listens on http://{_printed(host)}:{port}{hint}. "
        "Ctrl+C stops it; another port: cramp-coach serve --port NUMBER"
    )


def _printed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _allow_many_files() -> int:
    """Raise the soft limit of file descriptors (one per connection) to the hard limit, and return it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        # macOS refuses its own "unlimited".
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
