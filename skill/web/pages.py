"""Send HTML pages with their security headers; among them the two that the skill store requires."""

from typing import Any

from flask import Blueprint, Response, render_template

_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"


def blueprint() -> Blueprint:
    """Build the blueprint."""
    routes = Blueprint("pages", __name__)

    @routes.get("/privacy")
    def privacy() -> Response:
        return page("privacy.html", _POLICY)

    @routes.get("/terms")
    def terms() -> Response:
        return page("terms.html", _POLICY)

    return routes


def page(template: str, policy: str, **values: Any) -> Response:
    """Render a page with a content security policy, and nothing that tells other sites of it."""
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return Response(render_template(template, **values), headers=headers, mimetype="text/html")
