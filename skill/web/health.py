"""Routes for the operator: liveness, readiness and metrics."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST

from skill.web.loopback import is_local
from skill.web.metrics import Metrics


def blueprint(metrics: Metrics) -> Blueprint:
    """Build the blueprint."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @routes.get("/readyz")
    def readyz() -> Response:
        # The coach also works without its database, so a load balancer should keep sending requests.
        return Response("ready, without memory\n" if metrics.memory_is_away else "ready\n", mimetype="text/plain")

    @routes.get("/metrics")
    def show_metrics() -> Response:
        if not is_local(request):
            abort(HTTPStatus.NOT_FOUND)
        return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    return routes
