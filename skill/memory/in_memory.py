"""Remembers as long as the process lives: the terminal, tests, and whoever wants nothing kept."""

from skill.memory.store import Remembered, new_secret


class InMemoryStore:
    """People in a dict."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._people: dict[str, Remembered] = {}
        self._secret = new_secret()

    def recall(self, pseudonym: str) -> Remembered | None:
        """See Store."""
        return self._people.get(pseudonym)

    def keep(self, pseudonym: str, remembered: Remembered) -> None:
        """See Store."""
        self._people[pseudonym] = remembered

    def forget(self, pseudonym: str) -> None:
        """See Store."""
        self._people.pop(pseudonym, None)

    def secret(self) -> str:
        """See Store."""
        return self._secret
