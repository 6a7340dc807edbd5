"""Recognise requests from this machine, for pages that other machines must not reach."""

import ipaddress
import re

from flask import Request

_LOOPBACK_HOST = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_PROXY_HEADERS = ("Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP")


def is_loopback(host: str | None) -> bool:
    """Return whether an address or host name is a loopback one."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_local(request: Request) -> bool:
    """
    Return whether a request was made on this machine, to a loopback name and without a proxy.

    A reverse proxy on this machine connects from a loopback address too. It is recognised by its headers, even empty
    ones, or by HTTP/1.0, which plain nginx speaks to its upstreams and no browser does. The Host header is checked
    because a page elsewhere can point its own name at 127.0.0.1 (DNS rebinding).
    """
    headers = request.headers
    return (
        is_loopback(request.remote_addr)
        and _LOOPBACK_HOST.fullmatch(headers.get("Host", "")) is not None
        and request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
        and not any(name in headers for name in _PROXY_HEADERS)
        and not any(name.lower().startswith("x-forwarded-") for name, _ in headers)
    )
