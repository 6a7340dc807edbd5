"""
A pretend of Alexa's own services, for tests and for the simulator page: timers, reminders, settings, speech meanwhile.

It keeps to what Amazon documents: who may call, what a body must hold, how many there can be. It knows no HTTP.
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
"""HTTP's status, and what is sent as JSON; None is an empty answer."""

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
class PretendAlexa:
    """One person's services. Threads may share it."""

    token: str
    """The only bearer token that is let in."""
    granted: set[str] = field(default_factory=lambda: {_TIMERS, _REMINDERS})
    """Scopes that the person has allowed."""
    zone: str | None = "America/New_York"
    """The device's time zone; None while nobody has set it."""
    clock: Callable[[], float] = time.time
    timers: dict[str, Json] = field(default_factory=dict)
    reminders: dict[str, Json] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)
    """What was said meanwhile."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        """Answer one call; `body` is what its JSON says, None where there is none."""
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
        """The timers whose time has come; each is told once."""
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
        made = {
            "id": str(uuid.uuid4()),
            "status": "ON",
            "duration": body["duration"],
            "triggerTime": _moment(now + seconds),
            "timerLabel": body.get("timerLabel"),
            "createdTime": _moment(now),
            "updatedTime": _moment(now),
            "remainingTimeWhenPaused": None,
        }
        self.timers[made["id"]] = made
        return 200, made

    def _reminders(self, method: str, name: str, body: Any) -> Answer:
        if _REMINDERS not in self.granted:
            return _error(401, "UNAUTHORIZED")
        if method == "POST" and not name:
            if not _is_reminder(body):
                return _error(400, "INVALID_REQUEST")
            made = {"alertToken": str(uuid.uuid4()), "status": "ON", "version": "1", **body}
            self.reminders[made["alertToken"]] = made
            return 200, {key: made[key] for key in ("alertToken", "status", "version")} | {"href": name}
        if method == "GET" and not name:
            return 200, {"totalCount": str(len(self.reminders)), "alerts": list(self.reminders.values())}
        return _one(self.reminders, method, name)

    def _speak(self, body: Any) -> Answer:
        try:
            speech = body["directive"]["speech"]
            sound = body["header"]["requestId"] and body["directive"]["type"] == "VoicePlayer.Speak"
        except (KeyError, TypeError):
            return _error(400, "INVALID_REQUEST")
        if not sound or not str(speech).startswith("<speak>"):
            return _error(400, "INVALID_REQUEST")
        self.spoken.append(speech)
        return 204, None


def _one(kept: dict[str, Json], method: str, name: str) -> Answer:
    """Show or delete one alert."""
    if name not in kept:
        return _error(404, "NOT_FOUND")
    if method == "GET":
        return 200, kept[name]
    if method == "DELETE":
        del kept[name]
        return 200, None
    return _error(405, "METHOD_NOT_ALLOWED")


def _timer_seconds(body: Any) -> int | None:
    """The length of a timer; None where the body is not what Amazon documents."""
    try:
        match = _DURATION.fullmatch(body["duration"])
        visibility = body["creationBehavior"]["displayExperience"]["visibility"]
        behaviour = body["triggeringBehavior"]
        sound = isinstance(behaviour["notificationConfig"]["playAudible"], bool)
        kind = behaviour["operation"]["type"]
    except (KeyError, TypeError):
        return None
    told = sound and visibility in ("VISIBLE", "HIDDEN") and kind in ("NOTIFY_ONLY", "ANNOUNCE", "LAUNCH_TASK")
    if not match or not told or len(str(body.get("timerLabel", ""))) > LONGEST_LABEL:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    length = hours * 3600 + minutes * 60 + seconds
    return length if 0 < length <= LONGEST_SECONDS else None


def _is_reminder(body: Any) -> bool:
    try:
        trigger, said = body["trigger"], body["alertInfo"]["spokenInfo"]["content"]
        rules = (trigger.get("recurrence") or {}).get("recurrenceRules")
        timed = all(map(_RULE.fullmatch, rules)) if rules else bool(_LOCAL.fullmatch(trigger["scheduledTime"]))
        return bool(
            timed
            and _LOCAL.fullmatch(body["requestTime"])
            and trigger["type"] == "SCHEDULED_ABSOLUTE"
            and all(each["locale"] and each["text"] for each in said)
            and body["pushNotification"]["status"] in ("ENABLED", "DISABLED")
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _error(status: int, code: str) -> Answer:
    return status, {"code": code, "message": code}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _end(timer: Json) -> float:
    return datetime.fromisoformat(timer["triggerTime"]).timestamp()
