"""For whoever runs the server: does it live, is it ready, and what has it counted."""

import ipaddress

from flask import Blueprint, Response, abort, request

from skill.web.meters import Meters


def blueprint(meters: Meters) -> Blueprint:
    """Make the routes."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def readyz() -> Response:
        # Without its memory the coach still helps; to send people away would be worse.
        return Response("ready, without memory\n" if meters.memory_is_away else "ready\n", mimetype="text/plain")

    @routes.get("/metrics")
    def metrics() -> Response:
        # What a proxy on this machine passes on comes from elsewhere.
        if not _is_loopback(request.remote_addr) or request.headers.get("X-Forwarded-For"):
            abort(404)
        return Response(meters.text(), mimetype="text/plain; version=0.0.4")

    return routes


def _is_loopback(address: str | None) -> bool:
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
