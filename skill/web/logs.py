"""How the log looks: one line of JSON for each request, on standard error."""

import contextlib
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, WrappedLogger


class _Lines:
    """Writes to whatever standard error is at the moment."""

    def info(self, line: str) -> None:
        # A full disk or a closed pipe costs the line, never the answer.
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line)

    warning = error = critical = info


_observer: Callable[[Mapping[str, Any]], None] | None = None


def observe(see: Callable[[Mapping[str, Any]], None]) -> None:
    """Let one observer see every line from now on, instead of an earlier one."""
    global _observer  # noqa: PLW0603  # the log is one of the process
    _observer = see


@cache
def configure() -> None:
    """Set the log up, once a process: loggers that are already in use would not notice a second time."""
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper("iso"), _as_json_line],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        logger_factory=lambda *_: _Lines(),
        cache_logger_on_first_use=True,
    )


def _as_json_line(_: WrappedLogger, __: str, event: EventDict) -> str:
    if _observer is not None:
        _observer(event)
    return msgspec.json.encode(event).decode() + "\n"
