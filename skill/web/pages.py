"""The two pages that a skill store asks for: what happens to your data, and what you may expect."""

from flask import Blueprint, Response, make_response, render_template


def blueprint() -> Blueprint:
    """Make the routes of both pages."""
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
