"""What is logged meanwhile, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from skill import log


@contextmanager
def captured() -> Iterator[list[dict]]:
    """Collect the lines of the log instead of writing them."""
    lines: list[dict] = []

    def keep(level: str, event: str, details: dict) -> None:
        lines.append({**details, "event": event, "level": level})

    with patch.object(log, "write", keep):
        yield lines
