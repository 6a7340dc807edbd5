"""The base of the databases, and `People`, through which the coach uses them."""

import hashlib
import hmac
import random
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from msgspec.structs import replace

from skill.conversation.profile import RETENTION_SECONDS, Change, Profile
from skill.errors import MemoryStoreError
from skill.memory.circuit_breaker import CircuitBreaker

TIMEOUT_SECONDS = 0.5
"""Timeout of a database operation; the conversation then continues without memory."""

PURGED_AT_ONCE = 500
"""Maximum number of rows that one purge deletes, to keep it short."""

_TOUCH_SECONDS = 7 * 86_400.0
_PURGE_SECONDS = 86_400.0


class Store(Protocol):
    """Database of what is remembered, by pseudonym. Thread-safe, and usable in both processes after a fork."""

    def recall(self, pseudonym: str) -> Profile | None:
        """
        Return what is remembered of a person; None if nothing is.

        Raises:
            MemoryStoreError: The database can't be reached.
        """
        return self._row(pseudonym)[0]

    def update(self, pseudonym: str, change: Change) -> Profile:
        """
        Apply `change` to what is remembered of a person (an empty `Profile` at first), and return the result.

        No concurrent write is lost: if another writer was first, `change` is called again, after a random pause that
        doubles. If it changes nothing, nothing is written.

        Raises:
            MemoryStoreError: The database can't be reached, or refuses, or others were first until the timeout.
        """
        until = time.monotonic() + TIMEOUT_SECONDS
        pause = 0.001
        while time.monotonic() < until:
            known, version = self._row(pseudonym)
            before = known or Profile()
            after = change(before)
            if after == before or self._replace(pseudonym, after, version):
                return after
            time.sleep(random.uniform(0, pause))  # noqa: S311  # jitter, not a secret
            pause = min(pause * 2, 0.02)
        raise MemoryStoreError("Too many others write at the same time.")

    def erase(self, pseudonym: str) -> None:
        """
        Erase a person's row, also from the database's logs where they can be read.

        Raises:
            MemoryStoreError: The database can't be reached, or a copy could not be erased yet.
        """

    def purge(self, before: float) -> int:
        """
        Erase rows last seen before `before` (seconds since 1970), at most `PURGED_AT_ONCE`; return how many.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def secret(self) -> str:
        """
        Return the key of the pseudonyms that is stored beside the data; created at first use.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def _row(self, pseudonym: str) -> tuple[Profile | None, Any]:
        """Return what is remembered of a person, and the version of its row; None for a missing row."""

    def _replace(self, pseudonym: str, after: Profile, version: Any) -> bool:
        """Write the row of a person, unless it no longer has this version; return whether it was written."""


class People:
    """Memory of people by user id. Never raises: without its database the coach works without memory. Thread-safe."""

    def __init__(self, store: Store, secret: str | None, *, clock: Callable[[], float] = time.time) -> None:
        """Use `secret` as the key of the pseudonyms; None uses the one stored beside the data."""
        self._store = store
        self._secret = secret
        self._clock = clock
        self._database = CircuitBreaker()
        self._purge_due = 0.0

    def recall(self, user_id: str | None) -> Profile | None:
        """Return what is remembered of a user, an empty `Profile` for a new one; None if unavailable."""
        if user_id is None:
            return None
        return self._database.call(lambda: self._recalled(user_id))

    def change(self, user_id: str | None, change: Change) -> Profile | None:
        """Apply `change` to what is remembered of a user and return the result; None if unavailable."""
        if user_id is None:
            return None
        return self._database.call(lambda: self._changed(user_id, change), writes=True)

    def forget(self, user_id: str | None) -> bool:
        """Erase what is stored of a user; False if that failed, or is not finished yet."""
        if user_id is None:
            return True

        def erased() -> bool:
            self._store.erase(self.pseudonym(user_id))
            return True

        # A request to be forgotten is tried even during an outage.
        return self._database.call(erased, always=True, writes=True) or False

    def pseudonym(self, user_id: str) -> str:
        """
        Return the key under which a user is stored: an HMAC-SHA256 of the user id.

        Raises:
            MemoryStoreError: The secret is stored in the database, which can't be reached.
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
            # A visit extends the retention, even if nothing else changes. If that write fails, the read still holds.
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
            # Once a day; again with the next write while rows are left over.
            self._purge_due = now + _PURGE_SECONDS
            if self._store.purge(now - RETENTION_SECONDS) >= PURGED_AT_ONCE:
                self._purge_due = now
        return changed


def new_secret() -> str:
    """Return a random key of 256 bits, in hexadecimal."""
    return secrets.token_hex(32)
