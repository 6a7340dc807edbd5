"""
From the bytes of a request that has arrived to what WSGI hands to the app.

Gunicorn's parser reads the first request of a connection, and all that is out of the ordinary. What follows on the same
connection is mostly the same but for the values of a few headers, and reading those alone costs a third.
"""

import contextlib
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from gunicorn.config import Config
from gunicorn.http.errors import NoMoreData
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from gunicorn.http.wsgi import create

from skill.web.arriving import MOST_BYTES, Arriving

Environ = dict[str, Any]
Steering = tuple[tuple[str, str], ...]

_PLAIN = re.compile(r"(?:[A-Za-z0-9-]+:[\t -~\x80-\xff]*\r\n)+")
"""No line that goes on in the next, no underscore, no control character: nothing that gunicorn refuses or changes."""

_NEVER_PLAIN = {"HTTP_EXPECT", "HTTP_TRANSFER_ENCODING"}
_OF_ITS_OWN = {"HTTP_CONTENT_TYPE": "CONTENT_TYPE", "HTTP_CONTENT_LENGTH": "CONTENT_LENGTH"}
_OF_A_SOCKET = ("gunicorn.socket", "wsgi.early_hints")
"""Nobody writes past the answer, which is sent in one piece."""


class Asked(NamedTuple):
    """A request as the app gets it."""

    request: Request
    """Gunicorn's own; on a connection in use, perhaps an earlier one that differs in nothing an answer depends on."""
    environ: Environ
    rest: bytes
    """What came of the next request."""
    is_certain: bool
    """Whether it is known where the next request begins."""


class _Head(NamedTuple):
    """A plain head: what else gunicorn goes by than by the body, and what the headers add to the environment."""

    steering: Steering
    headers: Environ


class _Known(NamedTuple):
    steering: Steering
    request: Request
    environ: Environ


@dataclass(slots=True)
class Reader:
    """Reads the requests of one connection."""

    cfg: Config
    address: Any
    server: Any
    _known: _Known | None = None

    def read(self, arrived: Arriving) -> Asked:
        """
        Read one request and its body.

        Raises:
            Exception: One of gunicorn's, for its `handle_error`, or `StopIteration` where nothing came.
        """
        head = _plain(arrived, self.cfg) if arrived.is_whole else None
        if head and self._known and head.steering == self._known.steering:
            return self._as_known(head, arrived, self._known)
        unreader = IterUnreader([bytes(arrived.text)])
        request = Request(self.cfg, unreader, self.address)
        body, rest = _body(request), unreader.take_buffered()
        # All that will come is here, so a client that asks whether to send it has been told.
        request._expected_100_continue = False  # type: ignore[attr-defined]  # noqa: SLF001
        _, environ = create(request, None, self.address, self.server, self.cfg)  # type: ignore[call-overload]
        for name in _OF_A_SOCKET:
            environ.pop(name, None)
        environ["wsgi.multithread"] = True
        if head:
            stays = {name: value for name, value in environ.items() if name not in head.headers}
            self._known = _Known(head.steering, request, stays)
        # Where the parser sees another end than we did, nobody knows what comes next.
        is_certain = arrived.is_whole and len(arrived.text) - len(rest) == arrived.end
        return Asked(request, environ | {"wsgi.input": io.BytesIO(body)}, rest, is_certain)

    @staticmethod
    def _as_known(head: _Head, arrived: Arriving, known: _Known) -> Asked:
        text = bytes(arrived.text)
        body = io.BytesIO(text[arrived.body : arrived.end])
        return Asked(
            known.request, {**known.environ, **head.headers, "wsgi.input": body}, text[arrived.end :], is_certain=True
        )


def _plain(arrived: Arriving, cfg: Config) -> _Head | None:
    """Read a head that gunicorn would neither refuse nor change; None if it has to be asked."""
    # One that fits into the limit of a header has no header that does not.
    if arrived.body > cfg.limit_request_field_size:
        return None
    line, _, fields = arrived.text[: arrived.body - 2].decode("latin-1").partition("\r\n")
    if not _PLAIN.fullmatch(fields):
        return None
    steering = [("", line)]
    headers: Environ = {}
    for field in fields[:-2].split("\r\n"):
        name, _, value = field.partition(":")
        place = _place(name)
        if place in headers or place in _NEVER_PLAIN:
            return None
        headers[place] = value = value.strip(" \t")
        if place in _steering(cfg):
            steering.append((place, value))
    length = headers.get("CONTENT_LENGTH", "")
    if len(headers) > cfg.limit_request_fields or length != str((arrived.end or 0) - arrived.body):
        return None
    return _Head(tuple(steering), headers)


@lru_cache(maxsize=256)
def _place(name: str) -> str:
    """Where a header stands in the environment."""
    place = f"HTTP_{name.upper().replace('-', '_')}"
    return _OF_ITS_OWN.get(place, place)


@lru_cache(maxsize=1)
def _steering(cfg: Config) -> frozenset[str]:
    """Headers by whose values gunicorn decides whether to keep a connection, and whether it came over https."""
    return frozenset({"HTTP_CONNECTION", *map(_place, cfg.secure_scheme_headers)})


def _body(request: Request) -> bytes:
    """Read the body; of one that broke off, as much as came, which the app will refuse."""
    pieces = []
    with contextlib.suppress(NoMoreData):
        while piece := request.body.read(MOST_BYTES):  # type: ignore[union-attr]
            pieces.append(piece)
    return b"".join(pieces)
