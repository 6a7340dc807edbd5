"""Remembers as long as the process lives: the terminal, tests, and whoever wants nothing kept."""

import threading

from skill.conversation.profile import Change, Profile
from skill.errors import SettingsError
from skill.memory.store import Store, new_secret


def open_url(url: str) -> Store:
    """
    Begin with nobody; there is nothing to say about where.

    Raises:
        SettingsError: Something is said all the same.
    """
    if url != "memory://":
        raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form memory://.")
    return InMemoryStore()


class InMemoryStore:
    """People in a dict."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._people: dict[str, Profile] = {}
        self._lock = threading.Lock()
        self._secret = new_secret()

    def recall(self, pseudonym: str) -> Profile | None:
        """See Store."""
        return self._people.get(pseudonym)

    def update(self, pseudonym: str, change: Change) -> Profile:
        """See Store."""
        with self._lock:
            before = self._people.get(pseudonym, Profile())
            after = change(before)
            if after != before:
                self._people[pseudonym] = after
        return after

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
