"""
The log: one line of JSON for each event, on standard error.

It is a module of our own, as importing a logging library took a sixth of a cold start and a line of it twice the time.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

Level = Literal["info", "warning", "error"]
Line = Mapping[str, Any]

_encode = msgspec.json.Encoder().encode
_observer: Callable[[Line], None] | None = None
_errors_only = False


def observe(see: Callable[[Line], None]) -> None:
    """Let one observer see every line from now on, instead of an earlier one."""
    global _observer  # noqa: PLW0603  # the log is one of the process
    _observer = see


def show_errors_only() -> None:
    """Leave the terminal to a conversation."""
    global _errors_only  # noqa: PLW0603  # the log is one of the process
    _errors_only = True


def info(event: str, /, **details: object) -> None:
    """Tell of something that is as it should be."""
    write("info", event, details)


def warning(event: str, /, **details: object) -> None:
    """Tell of something that the operator may have to look after."""
    write("warning", event, details)


def error(event: str, /, **details: object) -> None:
    """Tell of a fault of ours."""
    write("error", event, details)


def write(level: Level, event: str, details: dict[str, object]) -> None:
    """Show a line to the observer, and write it to whatever standard error is at the moment."""
    line = {**details, "event": event, "level": level, "timestamp": datetime.now(UTC).isoformat()}
    if _observer is not None:
        _observer(line)
    if level == "error" or not _errors_only:
        # A full disk or a closed pipe costs the line, never the answer.
        try:
            sys.stderr.write(_encode(line).decode() + "\n")
        except (OSError, ValueError):
            return
