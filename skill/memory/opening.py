"""Chooses the store that the settings name."""

from pathlib import Path

from skill.errors import SettingsError
from skill.memory.in_memory import InMemoryStore
from skill.memory.store import Store

_EXTRAS = {"postgresql": "postgres", "postgres": "postgres", "dynamodb": "dynamodb"}


def open_store(url: str) -> Store:
    """
    Open `memory://`, `sqlite:///path` (three slashes: relative to here, four: absolute), PostgreSQL or DynamoDB.

    Databases on other machines are not asked yet: they may be away, and the coach works without them.

    Raises:
        SettingsError: The address is none of these, or what it needs is not installed.
        MemoryStoreError: The file can't be opened.
    """
    if url == "memory://":
        return InMemoryStore()
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        from skill.memory.sqlite import SqliteStore

        return SqliteStore(Path(url.removeprefix("sqlite:///")))
    scheme = url.split(":", 1)[0]
    if "://" not in url or scheme not in _EXTRAS:
        raise SettingsError(
            f"CRAMP_COACH_DATABASE_URL begins with {scheme!r}; use sqlite:///path/to/file.db, "
            "postgresql://user@host/name, dynamodb://table?region=eu-west-1 or memory://."
        )
    return _remote(scheme, url)


def _remote(scheme: str, url: str) -> Store:
    """Import what only this database needs."""
    try:
        if scheme == "dynamodb":
            from skill.memory.dynamodb import DynamoDbStore

            return DynamoDbStore(url)
        from skill.memory.postgres import PostgresStore

        return PostgresStore(url)
    except ImportError as error:
        raise SettingsError(
            f"CRAMP_COACH_DATABASE_URL names a database that needs {error.name}, which is not installed; "
            f"use: pip install 'cramp-coach[{_EXTRAS[scheme]}]'."
        ) from error
