"""Remembers in one SQLite file: the default of the server."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from skill.errors import MemoryStoreError
from skill.memory.store import Remembered, new_secret

TIMEOUT_SECONDS = 0.5
"""How long a turn waits for another writer; then the conversation goes on without memory."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (pseudonym TEXT PRIMARY KEY, remembered BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class SqliteStore:
    """One file in WAL mode, one connection a thread."""

    def __init__(self, path: Path) -> None:
        """
        Open the file, or make it.

        Raises:
            MemoryStoreError: It can't be opened or is no database of ours.
        """
        self._path = path
        self._own = threading.local()
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = getattr(self._own, "connection", None)
            if connection is None:
                connection = sqlite3.connect(self._path, timeout=TIMEOUT_SECONDS, isolation_level=None)
                connection.execute("PRAGMA synchronous=NORMAL")
                self._own.connection = connection
            yield connection
        except sqlite3.Error as error:
            raise MemoryStoreError(f"SQLite ({self._path.name}): {error}") from error

    def recall(self, pseudonym: str) -> Remembered | None:
        """See Store."""
        with self._connection() as connection:
            row = connection.execute("SELECT remembered FROM people WHERE pseudonym = ?", (pseudonym,)).fetchone()
        try:
            return msgspec.json.decode(row[0], type=Remembered) if row else None
        except msgspec.DecodeError as error:
            raise MemoryStoreError(f"SQLite ({self._path.name}): a row can't be read: {error}") from error

    def keep(self, pseudonym: str, remembered: Remembered) -> None:
        """See Store."""
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO people VALUES (?, ?)"
                " ON CONFLICT (pseudonym) DO UPDATE SET remembered = excluded.remembered",
                (pseudonym, msgspec.json.encode(remembered)),
            )

    def forget(self, pseudonym: str) -> None:
        """See Store."""
        with self._connection() as connection:
            connection.execute("DELETE FROM people WHERE pseudonym = ?", (pseudonym,))

    def secret(self) -> str:
        """See Store."""
        with self._connection() as connection:
            connection.execute("INSERT OR IGNORE INTO settings VALUES ('secret', ?)", (new_secret(),))
            row = connection.execute("SELECT value FROM settings WHERE name = 'secret'").fetchone()
        return str(row[0])
