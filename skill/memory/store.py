"""The one Protocol behind which people are remembered, and the coach's way of using it."""

import hashlib
import hmac
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

from msgspec.structs import replace

from skill.conversation.profile import RETENTION_SECONDS, Change, Profile
from skill.errors import MemoryStoreError
from skill.memory.outage import Outage

TIMEOUT_SECONDS = 0.5
"""How long a turn waits for a database; then the conversation goes on without memory."""

PURGED_AT_ONCE = 500
"""Forgotten people that one purge deletes, so that nobody waits for it."""

_TOUCH_SECONDS = 7 * 86_400.0
_PURGE_SECONDS = 86_400.0


class Store(Protocol):
    """Where people are remembered, by pseudonym. Threads may share it, and so may processes after a fork."""

    def recall(self, pseudonym: str) -> Profile | None:
        """
        What is remembered of somebody.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def update(self, pseudonym: str, change: Change) -> Profile:
        """
        Change what is remembered of somebody, of nobody at first; no other process's write is lost.

        `change` is called again when another process was faster. Nothing is written where it changes nothing.

        Raises:
            MemoryStoreError: The database can't be reached, or refuses.
        """

    def erase(self, pseudonym: str) -> None:
        """
        Leave nothing of somebody.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def purge(self, before: float) -> int:
        """
        Erase some people who were last seen before a moment, and tell how many.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def secret(self) -> str:
        """
        The key of the pseudonyms that is kept beside the data, made at its first use.

        Raises:
            MemoryStoreError: The database can't be reached.
        """


class People:
    """The coach's memory: a dead database costs the memory, never the conversation. Threads may share it."""

    def __init__(self, store: Store, secret: str | None, *, clock: Callable[[], float] = time.time) -> None:
        """`secret` keys the pseudonyms; None uses the one that is kept beside the data."""
        self._store = store
        self._secret = secret
        self._clock = clock
        self._outage = Outage()
        self._purge_due = 0.0

    def recall(self, user_id: str | None) -> Profile | None:
        """What is remembered of somebody, an empty `Remembered` of a stranger; None if that can't be told now."""
        if user_id is None:
            return None
        return self._outage.spared(lambda: self._recalled(user_id))

    def change(self, user_id: str | None, change: Change) -> Profile | None:
        """Change what is remembered of somebody; None if that can't be kept now."""
        if user_id is None:
            return None
        return self._outage.spared(lambda: self._changed(user_id, change), writes=True)

    def forget(self, user_id: str | None) -> bool:
        """Erase what is kept of somebody; False if that could not be done."""
        if user_id is None:
            return True

        def erased() -> bool:
            self._store.erase(self.pseudonym(user_id))
            return True

        # Whoever asks for it gets the attempt, also while the database seems away.
        return self._outage.spared(erased, always=True, writes=True) or False

    def pseudonym(self, user_id: str) -> str:
        """
        The key under which somebody is kept.

        Raises:
            MemoryStoreError: The secret is kept beside the data, which can't be reached.
        """
        if self._secret is None:
            self._secret = self._store.secret()
        return hmac.new(self._secret.encode(), user_id.encode(), hashlib.sha256).hexdigest()

    def _recalled(self, user_id: str) -> Profile:
        now = self._clock()
        kept = self._store.recall(self.pseudonym(user_id))
        known = kept.as_of(now) if kept else None
        if known is None:
            return Profile()
        if known.last_seen < now - _TOUCH_SECONDS:
            # Coming back is use, also where nothing else is worth writing. What was read holds, should that fail.
            with suppress(MemoryStoreError):
                return self._changed(user_id, lambda before: before)
        return known

    def _changed(self, user_id: str, change: Change) -> Profile:
        now = self._clock()

        def stamped(before: Profile) -> Profile:
            current = before.as_of(now) or Profile()
            after = change(current)
            known = before.last_seen > 0
            stale = known and (current is not before or before.last_seen < now - _TOUCH_SECONDS)
            return replace(after, last_seen=now) if after != current or stale else before

        changed = self._store.update(self.pseudonym(user_id), stamped)
        if now >= self._purge_due:
            self._purge(now)
        return changed

    def _purge(self, now: float) -> None:
        """Once a day is often enough, unless there are more than one purge takes."""
        self._purge_due = now + _PURGE_SECONDS
        if self._store.purge(now - RETENTION_SECONDS) >= PURGED_AT_ONCE:
            self._purge_due = now


def attempts() -> Iterator[None]:
    """
    Yield as long as trying again makes sense; the pauses grow and differ, so that rivals don't meet again.

    Raises:
        MemoryStoreError: The others were faster every time.
    """
    until = time.monotonic() + TIMEOUT_SECONDS
    pause = 0.001
    while time.monotonic() < until:
        yield
        time.sleep(random.uniform(0, pause))  # noqa: S311  # chance, not secrecy
        pause = min(pause * 2, 0.02)
    raise MemoryStoreError("Too many others write at the same time.")


def new_secret() -> str:
    """A key that nobody can guess."""
    return secrets.token_hex(32)
