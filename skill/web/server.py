"""The production server: gunicorn around the Flask app, with the limits that a door to the internet needs."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from skill.errors import SettingsError
from skill.settings import Settings
from skill.understanding.hearing import hear
from skill.web.app import create_app
from skill.web.worker import Worker

THREADS = 8
"""Requests that one worker answers at the same time."""

_LIMITS = {
    # Alexa sends a short address and a dozen headers, the longest of them a signature of 350 characters.
    "limit_request_line": 2048,
    "limit_request_fields": 64,
    "limit_request_field_size": 4096,
    # Longer than the minute after which most load balancers drop an idle connection, so that they do it, not we.
    "keepalive": 65,
    "graceful_timeout": 10,
    "timeout": 30,
}


def serve(settings: Settings, host: str, port: int, workers: int, simulator: bool) -> None:  # noqa: FBT001
    """
    Serve until told to stop; requests that are being answered are finished first.

    Raises:
        SettingsError: A setting can't be used, or the simulator was to be shown to more than this machine.
        ContentError: A content file can't be used.
    """
    if simulator and not _is_loopback(host):
        raise SettingsError(
            f"The simulator talks to the coach without a signature, so it is for this machine only, and {host!r} is "
            "open to others. Use the host 127.0.0.1, or leave the simulator out."
        )
    # Built before gunicorn starts, so that a bad setting is told in one line, and shared by all workers.
    app = create_app(settings, simulator=simulator)
    hear("it hurts")
    address = f"[{host}]" if ":" in host else host
    hint = " (open it in a browser to talk to the coach)" if simulator else ""

    def say_so(server: Any) -> None:
        # The port is asked for, because port 0 means any free one.
        listening = server.LISTENERS[0].sock.getsockname()[1]
        print(f"Cramp Coach listens on http://{address}:{listening}{hint}", flush=True)  # noqa: T201

    _Server(app, {"bind": f"{address}:{port}", "workers": workers, "when_ready": say_so}).run()


class _Server(BaseApplication):
    """Gunicorn, set up from here alone: no files, no command line."""

    def __init__(self, app: Flask, options: Mapping[str, object]) -> None:
        self._app = app
        self._options = {
            **_LIMITS,
            "worker_class": Worker,
            "threads": THREADS,
            "preload_app": True,
            "loglevel": "warning",
            # The app writes its own log; gunicorn's would hold addresses of people's devices.
            "accesslog": None,
            # A way to steer the server that nobody here uses. Older versions of gunicorn have none.
            "control_socket_disable": True,
            **options,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the app that is served."""
        return self._app


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
