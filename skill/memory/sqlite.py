"""Store in one SQLite file: the server's default."""

import sqlite3
from pathlib import Path
from typing import Any

from skill.conversation.profile import Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.sqlite_file import SqliteFile
from skill.memory.store import PURGED_AT_ONCE, Store, new_secret

_MIGRATIONS = (
    """
    CREATE TABLE IF NOT EXISTS people (pseudonym TEXT PRIMARY KEY, remembered BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
    """
    ALTER TABLE people ADD COLUMN last_seen REAL NOT NULL DEFAULT 0;
    UPDATE people SET last_seen = strftime('%s', 'now');
    UPDATE people SET remembered = CAST('{"introduced":true,"last_seen":' || last_seen || '}' AS BLOB);
    """,
)
"""From each schema version to the next. The first runs on an empty file, or on one from before versions were kept."""

_INSERT = "INSERT OR IGNORE INTO people (remembered, last_seen, pseudonym) VALUES (?, ?, ?)"
_UPDATE = "UPDATE people SET remembered = ?, last_seen = ? WHERE pseudonym = ? AND remembered = ?"
# No index on last_seen: it would make every write a third slower, for one search a day.
_PURGE = "DELETE FROM people WHERE pseudonym IN (SELECT pseudonym FROM people WHERE last_seen < ? LIMIT ?)"


def open_url(url: str) -> Store:
    """
    Open the file of `sqlite:///path`, or create it.

    Raises:
        SettingsError: The URL is malformed, or names a file that can't exist.
        MemoryStoreError: The file can't be opened.
    """
    name = url.removeprefix("sqlite:///")
    if name in ("", url):
        raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form sqlite:///path/to/file.db.")
    if "?" in name or "#" in name:
        raise SettingsError(
            "CRAMP_COACH_DATABASE_URL has options behind the file name, and sqlite:/// takes none; "
            "leave out everything from '?' or '#' on."
        )
    path = Path(name)
    if path.is_dir():
        raise SettingsError(f"CRAMP_COACH_DATABASE_URL names {name!r}, which is a folder; add a file name.")
    if not path.parent.is_dir():
        raise SettingsError(
            f"CRAMP_COACH_DATABASE_URL names a file in {str(path.parent)!r}, which is not a folder; create it first."
        )
    return SqliteStore(path)


class SqliteStore(Store):
    """Store in one file in WAL mode. Thread-safe, and usable in both processes after a fork."""

    def __init__(self, path: Path) -> None:
        """
        Open or create the file and migrate it to the current schema.

        Raises:
            MemoryStoreError: The file can't be opened, is no SQLite database, or has a newer schema.
        """
        self._file = SqliteFile(path)
        with self._file.connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            _migrate(connection, path.name)
        self.close()

    def close(self) -> None:
        """Close this process's idle connections."""
        self._file.close()

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        with self._file.connection() as connection:
            connection.execute("DELETE FROM people WHERE pseudonym = ?", (pseudonym,))
            self._file.checkpoint(connection)
            if self._file.owes_checkpoint:
                raise MemoryStoreError(
                    "SQLite: the row is deleted, but a copy stays in the file that ends in -wal while another program "
                    "reads the database. Erase again once it has finished."
                )

    def purge(self, before: float) -> int:
        """See Store."""
        with self._file.connection() as connection:
            purged = connection.execute(_PURGE, (before, PURGED_AT_ONCE)).rowcount
            if purged:
                self._file.owes_checkpoint = True
        return purged

    def secret(self) -> str:
        """See Store."""
        with self._file.connection() as connection:
            connection.execute("INSERT OR IGNORE INTO settings VALUES ('secret', ?)", (new_secret(),))
            row = connection.execute("SELECT value FROM settings WHERE name = 'secret'").fetchone()
        return str(row[0])

    def _row(self, pseudonym: str) -> tuple[Profile | None, Any]:
        """See Store; the text is its own version."""
        with self._file.connection() as connection:
            row = connection.execute("SELECT remembered FROM people WHERE pseudonym = ?", (pseudonym,)).fetchone()
        return (read(row[0]), row[0]) if row else (None, None)

    def _replace(self, pseudonym: str, after: Profile, version: Any) -> bool:
        """See Store."""
        values = (written(after), after.last_seen, pseudonym)
        with self._file.connection() as connection:
            if version is None:
                return connection.execute(_INSERT, values).rowcount == 1
            return connection.execute(_UPDATE, (*values, version)).rowcount == 1


def _migrate(connection: sqlite3.Connection, name: str) -> None:
    """Migrate in one transaction; of several processes that start at once, the others find it done."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise MemoryStoreError(
                f"SQLite ({name}): the file has schema version {version}, and this program knows {SCHEMA}. "
                "Use the newer program, or another file."
            )
        for statement in "".join(_MIGRATIONS[version:]).split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
