"""The two pages that the skill store requires: privacy policy and terms of use."""

from flask import Blueprint, Response, make_response, render_template


def blueprint() -> Blueprint:
    """Build the blueprint."""
    routes = Blueprint("pages", __name__)

    @routes.get("/privacy")
    def privacy() -> Response:
        return _page("privacy.html")

    @routes.get("/terms")
    def terms() -> Response:
        return _page("terms.html")

    return routes


def _page(template: str) -> Response:
    page = make_response(render_template(template))
    page.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    page.headers["X-Content-Type-Options"] = "nosniff"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
