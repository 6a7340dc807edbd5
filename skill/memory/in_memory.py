"""Store in this process's memory: for the terminal, for tests, and where nothing is to be kept."""

import threading
from typing import Any

from skill.conversation.profile import Profile
from skill.errors import SettingsError
from skill.memory.store import Store, new_secret


def open_url(url: str) -> Store:
    """
    Create an empty store; `memory://` takes no path or options.

    Raises:
        SettingsError: The URL is not `memory://`.
    """
    if url != "memory://":
        raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form memory://.")
    return InMemoryStore()


class InMemoryStore(Store):
    """Store in a dict. Thread-safe; not shared between processes."""

    def __init__(self) -> None:
        """Start empty, with a secret of its own."""
        self._people: dict[str, Profile] = {}
        self._lock = threading.Lock()
        self._secret = new_secret()

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        with self._lock:
            self._people.pop(pseudonym, None)

    def purge(self, before: float) -> int:
        """See Store."""
        with self._lock:
            gone = [pseudonym for pseudonym, it in self._people.items() if it.last_seen < before]
            for pseudonym in gone:
                del self._people[pseudonym]
        return len(gone)

    def secret(self) -> str:
        """See Store."""
        return self._secret

    def _row(self, pseudonym: str) -> tuple[Profile | None, Any]:
        """See Store; a profile is its own version."""
        known = self._people.get(pseudonym)
        return known, known

    def _replace(self, pseudonym: str, after: Profile, version: Any) -> bool:
        """See Store."""
        with self._lock:
            is_current = self._people.get(pseudonym) is version
            if is_current:
                self._people[pseudonym] = after
        return is_current
