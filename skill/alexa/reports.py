"""
Read what Alexa reports about the skill: why a session ended, and which of its answers she could not use.

Only Amazon's own names of reasons are read. Messages are not: they may quote what the coach said.
"""

import re
from collections.abc import Mapping
from threading import Lock
from typing import Any

ENDED = "SessionEndedRequest"
EXCEPTION = "System.ExceptionEncountered"
AUDIO_FAILED = "Alexa.Presentation.APLA.RuntimeError"
SCREEN_FAILED = "Alexa.Presentation.APL.RuntimeError"
KINDS = {ENDED: "ended", EXCEPTION: "exception", AUDIO_FAILED: "audio", SCREEN_FAILED: "screen"}
"""Type of a report -> its name in the metrics."""

_NORMAL = frozenset("USER_INITIATED EXCEEDED_MAX_REPROMPTS".split())
"""Reasons of an end that is nobody's fault."""

_NAME = re.compile(r"[A-Z][A-Z_]{2,60}")
_REQUEST_ID = re.compile(r"[\w.-]{1,160}")


def report(request: Mapping[str, Any]) -> dict[str, str]:
    """Return the details of a report for the log: `reason`, `error`, and the request that caused it."""
    if request.get("type") not in KINDS:
        return {}
    errors = request.get("errors")
    error = _object(errors[0] if isinstance(errors, list) and errors else request.get("error"))
    told = {
        "reason": _name(error.get("reason") or request.get("reason")),
        "error": _name(error.get("type")),
        "cause": _matching(_REQUEST_ID, _object(request.get("cause")).get("requestId")),
    }
    return {key: value for key, value in told.items() if value}


def is_fault(request: Mapping[str, Any]) -> bool:
    """Return whether a report says that Alexa could not use an answer."""
    kind = request.get("type")
    return kind in KINDS and not (kind == ENDED and report(request).get("reason") in {None, *_NORMAL})


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _name(value: Any) -> str:
    return _matching(_NAME, value) or ("other" if value else "")


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""


class SilentSessions:
    """
    Sessions whose device could not play an audio document. Thread-safe.

    Alexa need not keep what is returned to a report, so the session attributes alone would not do.
    """

    _MOST = 1000

    def __init__(self) -> None:
        """Know of none."""
        self._ids: dict[str, None] = {}
        self._lock = Lock()

    def add(self, session_id: str | None) -> None:
        """Remember a session; the oldest is forgotten when there are too many."""
        if not session_id:
            return
        with self._lock:
            self._ids[session_id] = None
            while len(self._ids) > self._MOST:
                del self._ids[next(iter(self._ids))]

    def __contains__(self, session_id: object) -> bool:
        """Return whether a session is remembered."""
        return session_id in self._ids
