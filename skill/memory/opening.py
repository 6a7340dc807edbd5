"""Chooses the store that the settings name."""

from pathlib import Path

from skill.errors import SettingsError
from skill.memory.in_memory import InMemoryStore
from skill.memory.store import Store


def open_store(url: str) -> Store:
    """
    Open `memory://` or `sqlite:///path` (three slashes: relative to here, four: absolute).

    Raises:
        SettingsError: The address is none of these.
        MemoryStoreError: The database can't be opened.
    """
    if url == "memory://":
        return InMemoryStore()
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        from skill.memory.sqlite import SqliteStore

        return SqliteStore(Path(url.removeprefix("sqlite:///")))
    scheme = url.split(":", 1)[0]
    raise SettingsError(f"CRAMP_COACH_DATABASE_URL begins with {scheme!r}; use sqlite:///path/to/file.db or memory://.")
