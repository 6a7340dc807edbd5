"""
Fake of Alexa's services for the terminal, the simulator and tests: timers, reminders, time zone.

It follows Amazon's documentation: authorization, permissions, limits and answers.
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from skill.alexa.consent import REMINDERS, TIMERS
from skill.alexa.durations import seconds
from skill.alexa.timers import MOST_TIMERS

Json = dict[str, Any]
Answer = tuple[int, Any]
"""HTTP status, and the body to send as JSON; None is an empty body."""
Answers = Callable[[str, str, str, Any], Answer]
"""Returns the response to one call: its method, path, authorization and body."""

LONGEST_SECONDS = 2 * 3600


@dataclass
class FakeAlexa:
    """The services of one user. Thread-safe."""

    token: str
    """The only bearer token that is accepted."""
    granted: set[str] = field(default_factory=lambda: {TIMERS, REMINDERS})
    """Permission scopes that the user has granted."""
    zone: str | None = "America/New_York"
    """The device's time zone; None if none is set."""
    clock: Callable[[], float] = time.time
    timers: dict[str, Json] = field(default_factory=dict)
    reminders: dict[str, Json] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        """Return the response to one call; `body` is the decoded JSON, None for an empty body."""
        if authorization != f"Bearer {self.token}":
            return _error(401, "INVALID_BEARER_TOKEN")
        kind, _, name = path.removeprefix("/v1/alerts/").partition("/")
        with self._lock:
            if path.endswith("/settings/System.timeZone"):
                return (200, self.zone) if self.zone else (204, None)
            if kind == "timers":
                return self._alerts(TIMERS, self.timers, "timers", method, name) or self._set_timer(body)
            if kind == "reminders":
                return self._alerts(REMINDERS, self.reminders, "alerts", method, name) or self._set_reminder(body)
        return _error(404, "NOT_FOUND")

    def ringing(self) -> list[Json]:
        """Return the timers that are due, each of them only once."""
        now = self.clock()
        with self._lock:
            due = [timer for timer in self.timers.values() if timer["status"] == "ON" and _end(timer) <= now]
            for timer in due:
                timer["status"] = "OFF"
        return due

    def _alerts(self, scope: str, kept: dict[str, Json], plural: str, method: str, name: str) -> Answer | None:
        """Refuse without a permission, list or delete; None for a request to set a new one."""
        if scope not in self.granted:
            return _error(401, "UNAUTHORIZED")
        if method == "GET":
            return 200, {plural: list(kept.values()), "totalCount": len(kept)}
        if method == "DELETE":
            return (200, None) if kept.pop(name, None) else _error(404, "NOT_FOUND")
        return None

    def _set_timer(self, body: Json) -> Answer:
        now, length = self.clock(), int(seconds(body["duration"]) or 0)
        running = [timer for timer in self.timers.values() if timer["status"] == "ON" and _end(timer) > now]
        if not 0 < length <= LONGEST_SECONDS or any(it["timerLabel"] == body["timerLabel"] for it in running):
            return _error(400, "INVALID_REQUEST")
        if len(running) >= MOST_TIMERS:
            return _error(403, "MAX_TIMERS_EXCEEDED")
        created = {
            "id": str(uuid.uuid4()),
            "status": "ON",
            "duration": body["duration"],
            "triggerTime": _timestamp(now + length),
            "timerLabel": body["timerLabel"],
            "createdTime": _timestamp(now),
            "remainingTimeWhenPaused": None,
        }
        self.timers[created["id"]] = created
        return 200, created

    def _set_reminder(self, body: Json) -> Answer:
        created = {"alertToken": str(uuid.uuid4()), "status": "ON", "version": "1", **body}
        self.reminders[created["alertToken"]] = created
        return 200, {key: created[key] for key in ("alertToken", "status", "version")}


def _error(status: int, code: str) -> Answer:
    return status, {"code": code, "message": code}


def _timestamp(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _end(timer: Json) -> float:
    return datetime.fromisoformat(timer["triggerTime"]).timestamp()


@contextmanager
def serving(answer: Answers) -> Iterator[str]:
    """Serve on a free loopback port, so that timers work without Amazon, and yield the base URL."""

    @Request.application
    def app(request: Request) -> Response:
        authorization = request.headers.get("Authorization", "")
        status, given = answer(request.method, request.path, authorization, request.get_json(silent=True))
        return Response(b"" if given is None else msgspec.json.encode(given), status)

    with make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(WSGIRequestHandler):
    """Handler that logs nothing: the terminal shows the conversation."""

    def log(self, *_: Any) -> None:
        """Log nothing."""
