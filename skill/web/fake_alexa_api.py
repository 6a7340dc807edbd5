"""
Fake of Alexa's services for tests and the simulator page: timers, reminders, settings, progressive responses.

It follows Amazon's documentation: authorization, valid bodies and limits. HTTP is added by `fake_alexa_http`.
"""

import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Any]
"""HTTP status, and the body to send as JSON; None is an empty body."""

MOST_TIMERS = 10
LONGEST_SECONDS = 2 * 3600
LONGEST_LABEL = 256

_DURATION = re.compile(r"PT(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?")
_RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY);(BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*;)?"
    r"BYHOUR=([01]?\d|2[0-3]);BYMINUTE=[0-5]?\d;BYSECOND=0;INTERVAL=1;"
)
_TIMERS = "alexa::alerts:timers:skill:readwrite"
_REMINDERS = "alexa::alerts:reminders:skill:readwrite"


@dataclass
class FakeAlexa:
    """The services of one user. Thread-safe."""

    token: str
    """The only bearer token that is accepted."""
    granted: set[str] = field(default_factory=lambda: {_TIMERS, _REMINDERS})
    """Permission scopes that the user has granted."""
    zone: str | None = "America/New_York"
    """The device's time zone; None if none is set."""
    clock: Callable[[], float] = time.time
    timers: dict[str, Json] = field(default_factory=dict)
    reminders: dict[str, Json] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)
    """SSML of the progressive responses, in order."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        """Return the response to one call; `body` is the decoded JSON, None for an empty body."""
        if authorization != f"Bearer {self.token}":
            return _error(401, "INVALID_BEARER_TOKEN")
        with self._lock:
            if path == "/v1/directives" and method == "POST":
                return self._speak(body)
            if path.startswith("/v1/alerts/timers"):
                return self._timers(method, path.removeprefix("/v1/alerts/timers").strip("/"), body)
            if path.startswith("/v1/alerts/reminders"):
                return self._reminders(method, path.removeprefix("/v1/alerts/reminders").strip("/"), body)
            if re.fullmatch(r"/v2/devices/[^/]+/settings/System\.timeZone", path) and method == "GET":
                return (200, self.zone) if self.zone else (204, None)
        return _error(404, "NOT_FOUND")

    def ringing(self) -> list[Json]:
        """Return the timers that are due, each of them only once."""
        now = self.clock()
        with self._lock:
            due = [timer for timer in self.timers.values() if timer["status"] == "ON" and _end(timer) <= now]
            for timer in due:
                timer["status"] = "OFF"
        return due

    def _timers(self, method: str, name: str, body: Any) -> Answer:
        if _TIMERS not in self.granted:
            return _error(401, "UNAUTHORIZED")
        if method == "POST" and not name:
            return self._set_timer(body)
        if method == "GET" and not name:
            return 200, {"timers": list(self.timers.values()), "totalCount": len(self.timers), "nextToken": None}
        if method == "DELETE" and not name:
            self.timers.clear()
            return 200, None
        return _one(self.timers, method, name)

    def _set_timer(self, body: Any) -> Answer:
        seconds = _timer_seconds(body)
        if seconds is None:
            return _error(400, "INVALID_REQUEST")
        running = [timer for timer in self.timers.values() if timer["status"] == "ON" and _end(timer) > self.clock()]
        if body.get("timerLabel") and any(timer["timerLabel"] == body["timerLabel"] for timer in running):
            return _error(400, "INVALID_REQUEST")
        if len(running) >= MOST_TIMERS:
            return _error(403, "MAX_TIMERS_EXCEEDED")
        now = self.clock()
        created = {
            "id": str(uuid.uuid4()),
            "status": "ON",
            "duration": body["duration"],
            "triggerTime": _timestamp(now + seconds),
            "timerLabel": body.get("timerLabel"),
            "createdTime": _timestamp(now),
            "updatedTime": _timestamp(now),
            "remainingTimeWhenPaused": None,
        }
        self.timers[created["id"]] = created
        return 200, created

    def _reminders(self, method: str, name: str, body: Any) -> Answer:
        if _REMINDERS not in self.granted:
            return _error(401, "UNAUTHORIZED")
        if method == "POST" and not name:
            if not _is_reminder(body):
                return _error(400, "INVALID_REQUEST")
            created = {"alertToken": str(uuid.uuid4()), "status": "ON", "version": "1", **body}
            self.reminders[created["alertToken"]] = created
            return 200, {key: created[key] for key in ("alertToken", "status", "version")} | {"href": name}
        if method == "GET" and not name:
            return 200, {"totalCount": str(len(self.reminders)), "alerts": list(self.reminders.values())}
        return _one(self.reminders, method, name)

    def _speak(self, body: Any) -> Answer:
        try:
            speech = body["directive"]["speech"]
            valid = body["header"]["requestId"] and body["directive"]["type"] == "VoicePlayer.Speak"
        except (KeyError, TypeError):
            return _error(400, "INVALID_REQUEST")
        if not valid or not str(speech).startswith("<speak>"):
            return _error(400, "INVALID_REQUEST")
        self.spoken.append(speech)
        return 204, None


def _one(alerts: dict[str, Json], method: str, name: str) -> Answer:
    """Return or delete one alert, by the HTTP method."""
    if name not in alerts:
        return _error(404, "NOT_FOUND")
    if method == "GET":
        return 200, alerts[name]
    if method == "DELETE":
        del alerts[name]
        return 200, None
    return _error(405, "METHOD_NOT_ALLOWED")


def _timer_seconds(body: Any) -> int | None:
    """Return a timer's length in seconds; None if the body is not a valid request for a timer."""
    try:
        match = _DURATION.fullmatch(body["duration"])
        visibility = body["creationBehavior"]["displayExperience"]["visibility"]
        behaviour = body["triggeringBehavior"]
        audible = isinstance(behaviour["notificationConfig"]["playAudible"], bool)
        kind = behaviour["operation"]["type"]
    except (KeyError, TypeError):
        return None
    valid = audible and visibility in ("VISIBLE", "HIDDEN") and kind in ("NOTIFY_ONLY", "ANNOUNCE", "LAUNCH_TASK")
    if not match or not valid or len(str(body.get("timerLabel", ""))) > LONGEST_LABEL:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    length = hours * 3600 + minutes * 60 + seconds
    return length if 0 < length <= LONGEST_SECONDS else None


def _is_reminder(body: Any) -> bool:
    try:
        trigger, spoken = body["trigger"], body["alertInfo"]["spokenInfo"]["content"]
        rules = (trigger.get("recurrence") or {}).get("recurrenceRules")
        timed = all(map(_RULE.fullmatch, rules)) if rules else bool(_LOCAL.fullmatch(trigger["scheduledTime"]))
        return bool(
            timed
            and _LOCAL.fullmatch(body["requestTime"])
            and trigger["type"] == "SCHEDULED_ABSOLUTE"
            and all(each["locale"] and each["text"] for each in spoken)
            and body["pushNotification"]["status"] in ("ENABLED", "DISABLED")
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _error(status: int, code: str) -> Answer:
    return status, {"code": code, "message": code}


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _end(timer: Json) -> float:
    return datetime.fromisoformat(timer["triggerTime"]).timestamp()
