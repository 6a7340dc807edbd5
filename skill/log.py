"""
Log to standard error, one JSON object a line.

A module of our own because importing a logging library took a sixth of a cold start, and writing a line twice the time.
"""

import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

Level = Literal["info", "warning", "error"]
Line = Mapping[str, Any]

_encode = msgspec.json.Encoder().encode
_observer: Callable[[Line], None] | None = None
_errors_only = False


def observe(see: Callable[[Line], None]) -> None:
    """Call `see` with every line from now on; it replaces an earlier observer."""
    global _observer  # noqa: PLW0603  # one log for the process
    _observer = see


def show_errors_only() -> None:
    """Write only errors, so that log lines don't disturb a conversation in the terminal."""
    global _errors_only  # noqa: PLW0603  # one log for the process
    _errors_only = True


def info(event: str, /, **details: object) -> None:
    """Log a normal event."""
    write("info", event, details)


def warning(event: str, /, **details: object) -> None:
    """Log an event that may need the operator's attention."""
    write("warning", event, details)


def fault(event: str, error: Exception, /, **details: object) -> None:
    """Log a fault with its kind and place; the error's message may contain what was said, so it is left out."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    write("error", event, {**details, "error": type(error).__name__, "where": f"{place.name}:{place.lineno}"})


def write(level: Level, event: str, details: dict[str, object]) -> None:
    """Pass a line to the observer and write it to the current standard error."""
    line = {**details, "event": event, "level": level, "timestamp": datetime.now(UTC).isoformat()}
    if _observer is not None:
        _observer(line)
    if level == "error" or not _errors_only:
        # A full disk or a closed pipe loses the line, but must not fail the request.
        with suppress(OSError, ValueError):
            sys.stderr.write(_encode(line).decode() + "\n")
