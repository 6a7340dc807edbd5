"""Remembers in one SQLite file: the default of the server."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skill.conversation.profile import Change, Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.store import PURGED_AT_ONCE, TIMEOUT_SECONDS, Store, new_secret

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
"""From each version of the schema to the next; the first finds nothing, or what was made before versions were kept."""

_WRITE = """
INSERT INTO people (pseudonym, remembered, last_seen) VALUES (?, ?, ?)
ON CONFLICT (pseudonym) DO UPDATE SET remembered = excluded.remembered, last_seen = excluded.last_seen
"""
# An index on last_seen would make every write a third dearer, for one search a day.
_PURGE = "DELETE FROM people WHERE pseudonym IN (SELECT pseudonym FROM people WHERE last_seen < ? LIMIT ?)"


def open_url(url: str) -> Store:
    """
    Open the file of `sqlite:///path`.

    Raises:
        SettingsError: The address names no file.
        MemoryStoreError: The file can't be opened.
    """
    path = url.removeprefix("sqlite:///")
    if path in ("", url):
        raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form sqlite:///path/to/file.db.")
    return SqliteStore(Path(path))


class SqliteStore:
    """One file in WAL mode. Each thread that is at work has a connection to itself."""

    def __init__(self, path: Path) -> None:
        """
        Open the file, or make it, and bring it up to date.

        Raises:
            MemoryStoreError: It can't be opened, is no database of ours, or a newer version's.
        """
        self._path = path
        # By process: SQLite's connections must not cross a fork, and not even closing them on the other side is safe.
        self._idle: dict[int, list[sqlite3.Connection]] = {}
        self._make()
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            self._migrate(connection)
        self.close()

    def close(self) -> None:
        """Close what no thread is working with."""
        for connection in self._idle.pop(os.getpid(), ()):
            connection.close()

    def recall(self, pseudonym: str) -> Profile | None:
        """See Store."""
        with self._connection() as connection:
            return _recalled(connection, pseudonym)

    def update(self, pseudonym: str, change: Change) -> Profile:
        """See Store."""
        with self._connection() as connection, _writing(connection):
            before = _recalled(connection, pseudonym) or Profile()
            after = change(before)
            if after != before:
                connection.execute(_WRITE, (pseudonym, written(after), after.last_seen))
        return after

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        with self._connection() as connection:
            connection.execute("DELETE FROM people WHERE pseudonym = ?", (pseudonym,))
            # Out of the write-ahead log as well, and onto the disk.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def purge(self, before: float) -> int:
        """See Store."""
        with self._connection() as connection:
            return connection.execute(_PURGE, (before, PURGED_AT_ONCE)).rowcount

    def secret(self) -> str:
        """See Store."""
        with self._connection() as connection:
            connection.execute("INSERT OR IGNORE INTO settings VALUES ('secret', ?)", (new_secret(),))
            row = connection.execute("SELECT value FROM settings WHERE name = 'secret'").fetchone()
        return str(row[0])

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; after an error a fresh one takes its place, as the file may be another one by then."""
        idle = self._idle.setdefault(os.getpid(), [])
        try:
            connection = self._taken(idle)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise MemoryStoreError(f"SQLite ({self._path.name}): {error}") from error
        idle.append(connection)

    def _taken(self, idle: list[sqlite3.Connection]) -> sqlite3.Connection:
        try:
            return idle.pop()
        except IndexError:
            pass
        # Whichever thread comes next takes it, one at a time.
        connection = sqlite3.connect(self._path, timeout=TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    def _make(self) -> None:
        """
        Make the file so that nobody else on this machine can read it; SQLite gives its other files the same rights.

        One that exists is not touched: to open and close it would take the locks from this process's connections.
        """
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise MemoryStoreError(f"SQLite ({self._path}): {error.strerror}") from error

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Several processes may start at once: one migrates, and the others find it done."""
        with _writing(connection):
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                raise MemoryStoreError(
                    f"SQLite ({self._path.name}): the file is of version {version}, and this program knows {SCHEMA}. "
                    "Use the newer program, or another file."
                )
            for statement in "".join(_MIGRATIONS[version:]).split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _recalled(connection: sqlite3.Connection, pseudonym: str) -> Profile | None:
    row = connection.execute("SELECT remembered FROM people WHERE pseudonym = ?", (pseudonym,)).fetchone()
    return read(row[0]) if row else None


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Be the only writer for the length of the block; an error undoes all of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
