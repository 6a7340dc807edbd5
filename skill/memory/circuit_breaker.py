"""Circuit breaker for the database: while it is down, few turns wait for it."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from skill import log
from skill.errors import MemoryStoreError

RETRY_SECONDS = 3.0
"""Seconds between attempts while the database is down."""


T = TypeVar("T")


class CircuitBreaker:
    """Track whether the database is available, and log when that changes. Thread-safe."""

    def __init__(self) -> None:
        """Assume that the database is available."""
        self._lock = threading.Lock()
        self._since: float | None = None
        self._only_writes = False
        """Reads still work, as on a full disk."""
        self._asked_at = 0.0

    def call(self, ask: Callable[[], T], *, always: bool = False, writes: bool = False) -> T | None:
        """
        Call `ask` and return its result; None if it fails, or if the database failed in the last few seconds.

        `always` calls it in any case; `writes` says that it writes.
        """
        if not self._may_ask(writes=writes) and not always:
            return None
        try:
            answer = ask()
        except MemoryStoreError as error:
            self._failed(error, writes=writes)
            return None
        # A successful read doesn't show that writes work again.
        if self._since is not None and (writes or not self._only_writes):
            with self._lock:
                since, self._since = self._since, None
            # Of several calls that succeed at once, only the first finds the outage.
            if since is not None:
                log.warning("memory is back", seconds=round(time.monotonic() - since, 1))
        return answer

    def _may_ask(self, *, writes: bool) -> bool:
        """Return whether to call the database; during an outage, one caller per retry interval may."""
        if self._since is None or (self._only_writes and not writes):
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._asked_at + RETRY_SECONDS:
                return False
            self._asked_at = now
            return True

    def _failed(self, error: MemoryStoreError, *, writes: bool) -> None:
        with self._lock:
            self._asked_at = time.monotonic()
            self._only_writes = writes and (self._since is None or self._only_writes)
            first, self._since = self._since is None, self._since or self._asked_at
        if first:
            # Only the first line: the details that databases add below it can hold a pseudonym.
            log.warning("memory is away", reason=str(error).partition("\n")[0])
