"""A database that is away is asked only now and then, so that nobody waits for it in every turn."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from skill import log
from skill.errors import MemoryStoreError

RETRY_SECONDS = 3.0
"""How long a database is left alone after it failed."""


T = TypeVar("T")


class Outage:
    """Knows whether the database is away. Threads may share it."""

    def __init__(self) -> None:
        """Begin in good hope."""
        self._lock = threading.Lock()
        self._since: float | None = None
        self._only_writes = False
        """What was kept can be read, as on a full disk."""
        self._asked_at = 0.0

    def spared(self, ask: Callable[[], T], *, always: bool = False, writes: bool = False) -> T | None:
        """Ask the database; None where it fails, or failed a moment ago. `always` asks it even then."""
        if not self._may_ask(writes=writes) and not always:
            return None
        try:
            answer = ask()
        except MemoryStoreError as error:
            self._failed(error, writes=writes)
            return None
        # A read that succeeds says nothing of writes.
        if self._since is not None and (writes or not self._only_writes):
            self._recovered()
        return answer

    def _may_ask(self, *, writes: bool) -> bool:
        """While it is away, one caller at a time tries, and the others go on without."""
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
            # Only the first line: what databases add below it can hold a pseudonym.
            log.warning("memory is away", reason=str(error).partition("\n")[0])

    def _recovered(self) -> None:
        with self._lock:
            since, self._since = self._since, None
        if since is not None:
            log.warning("memory is back", seconds=round(time.monotonic() - since, 1))
