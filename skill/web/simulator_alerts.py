"""Timers and reminders of the simulator page: each visitor has pretend Alexa services, reached over loopback."""

import secrets
import threading
from collections import OrderedDict
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from skill.web.fake_alexa_api import Answer, PretendAlexa
from skill.web.fake_alexa_http import serving
from skill.web.fake_alexa_rings import days_of, next_ring, zone_of

Json = dict[str, Any]

MAX_HOMES = 64
"""Visitors whose timers are kept; the one that was quiet longest gives way."""


class Home:
    """One visitor's pretend services, by the page's clock. Nothing is allowed before the visitor allows it."""

    def __init__(self) -> None:
        """Begin without timers and reminders."""
        self.now = 0.0
        self.alexa = PretendAlexa(secrets.token_urlsafe(16), granted=set(), zone=None, clock=lambda: self.now)

    def be(self, now: float, zone: str | None) -> None:
        """Set the page's clock and its time zone; one that is not known counts as not set."""
        self.now = now
        self.alexa.zone = zone if zone_of(zone) else None

    def cancel(self, alert: str) -> None:
        """Take a timer or reminder away, whether it has rung or not."""
        self.alexa.timers.pop(alert, None)
        self.alexa.reminders.pop(alert, None)

    def alerts(self) -> Json:
        """What will ring, and the timers that have rung and that nobody has stopped yet."""
        # From here on a new timer may have the label of one that has rung.
        self.alexa.ringing()
        return {"timers": [_timer(it) for it in self.alexa.timers.values()], "reminders": self._reminders()}

    def _reminders(self) -> list[Json]:
        shown = []
        for token, it in list(self.alexa.reminders.items()):
            rings = next_ring(it, self.now, self.alexa.zone)
            if rings is None:
                # It rang once; Alexa forgets such a reminder too.
                del self.alexa.reminders[token]
                continue
            text = it["alertInfo"]["spokenInfo"]["content"][0]["text"]
            shown.append({"id": token, "label": text, "rings": rings, "days": days_of(it)})
        return sorted(shown, key=lambda it: float(it["rings"]))


class Homes:
    """All visitors' services behind one address, which is opened when the first visitor needs it."""

    def __init__(self) -> None:
        """Begin with nobody at home."""
        self._homes: OrderedDict[str, Home] = OrderedDict()
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._endpoint = ""

    def of(self, person: str) -> Home:
        """One visitor's services."""
        with self._lock:
            home = self._homes.setdefault(person, Home())
            self._homes.move_to_end(person)
            while len(self._homes) > MAX_HOMES:
                self._homes.popitem(last=False)
            return home

    @property
    def endpoint(self) -> str:
        """Where the services listen. They start only now: the server forks after the page is built."""
        with self._lock:
            self._endpoint = self._endpoint or self._open.enter_context(serving(self))
            return self._endpoint

    def answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        """Answer one call as the services of the visitor whose token it bears."""
        with self._lock:
            homes = list(self._homes.values())
        for home in homes:
            if authorization == f"Bearer {home.alexa.token}":
                return home.alexa.answer(method, path, authorization, body)
        return 401, {"code": "INVALID_BEARER_TOKEN", "message": "Nobody here has this token."}


def _timer(timer: Json) -> Json:
    began, rings = (datetime.fromisoformat(timer[name]).timestamp() for name in ("createdTime", "triggerTime"))
    return {"id": timer["id"], "label": timer["timerLabel"], "rings": rings, "seconds": round(rings - began)}
