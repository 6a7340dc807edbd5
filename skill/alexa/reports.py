"""
Read what Alexa reports about the skill: why a session ended, and which of its answers she could not use.

Only Amazon's own names of reasons are read. Messages are not: they may quote what the coach said.
"""

import re
from collections.abc import Mapping
from typing import Any

from skill.alexa.envelope import inside, text_in

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
    if text_in(request, "type") not in KINDS:
        return {}
    errors = request.get("errors")
    error = errors[0] if isinstance(errors, list) and errors else request.get("error")
    told = {
        "reason": _name(inside(error, "reason") or request.get("reason")),
        "error": _name(inside(error, "type")),
        "cause": _matching(_REQUEST_ID, inside(request, "cause", "requestId")),
    }
    return {key: value for key, value in told.items() if value}


def is_fault(request: Mapping[str, Any]) -> bool:
    """Return whether a report says that Alexa could not use an answer."""
    kind = text_in(request, "type")
    return kind in KINDS and not (kind == ENDED and report(request).get("reason") in {None, *_NORMAL})


def _name(value: Any) -> str:
    return _matching(_NAME, value) or ("other" if value else "")


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
