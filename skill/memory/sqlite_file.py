"""Connections to one SQLite file, which notice a deleted file and empty the write-ahead log after rows are erased."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skill.errors import MemoryStoreError
from skill.memory.store import TIMEOUT_SECONDS


class SqliteFile:
    """
    Lend connections to one file, one to each thread at work. Thread-safe, and usable in both processes after a fork.

    Erased rows are to leave the write-ahead log as well: `secure_delete` overwrites them in the database file, and a
    checkpoint empties the log. A program that reads the file can block that checkpoint. It is then owed, and tried
    again whenever a connection has been used, and at the next start.
    """

    def __init__(self, path: Path) -> None:
        """
        Open the file, or create it.

        Raises:
            MemoryStoreError: It can't be created.
        """
        self._path = path
        # By process: SQLite connections must not cross a fork, nor be closed on its other side.
        self._idle: dict[int, list[sqlite3.Connection]] = {}
        # A process that was killed may have owed one.
        self.owes_checkpoint = True
        self._create()
        self._file_id = _file_id(path)

    def close(self) -> None:
        """Close this process's idle connections."""
        for connection in self._idle.pop(os.getpid(), ()):
            connection.close()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """
        Lend a connection; one on which an error occurred is closed instead of reused.

        Raises:
            MemoryStoreError: SQLite refuses, or the file was deleted or replaced.
        """
        idle = self._idle.setdefault(os.getpid(), [])
        try:
            self._check_file()
            connection = self._taken(idle)
            try:
                yield connection
                if self.owes_checkpoint:
                    self._checkpoint_at_once(connection)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise MemoryStoreError(f"SQLite ({self._path.name}): {error}") from error
        idle.append(connection)

    def checkpoint(self, connection: sqlite3.Connection) -> None:
        """Copy the write-ahead log into the file and empty it; wait for readers as long as for any lock."""
        # Cleared first: if another thread deletes a row meanwhile, its checkpoint must stay owed.
        self.owes_checkpoint = False
        blocked = True
        try:
            blocked, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            if blocked:
                self.owes_checkpoint = True

    def _checkpoint_at_once(self, connection: sqlite3.Connection) -> None:
        """Try the owed checkpoint without waiting; if it fails, the operation before it has succeeded all the same."""
        connection.execute("PRAGMA busy_timeout=0")
        with suppress(sqlite3.Error):
            self.checkpoint(connection)
        connection.execute(f"PRAGMA busy_timeout={TIMEOUT_SECONDS * 1000:.0f}")

    def _create(self) -> None:
        """
        Create the file, readable by its owner only; SQLite gives the files beside it the same mode.

        An existing file is not opened: closing it again would release the POSIX locks of this process's connections.
        """
        try:
            with suppress(FileExistsError):
                self._path.touch(0o600, exist_ok=False)
        except OSError as error:
            raise MemoryStoreError(f"SQLite ({self._path}): {error.strerror}") from error

    def _check_file(self) -> None:
        """
        Raise MemoryStoreError if the file at the path is not the one that was opened.

        Connections would go on to use the deleted file, and all of it would be lost at the next start. A new one is not
        opened in its place: SQLite would apply the write-ahead log of the old file to it.
        """
        if _file_id(self._path) != self._file_id:
            name = self._path.name
            raise MemoryStoreError(
                f"SQLite ({name}): the file was deleted or replaced while the server ran. Stop the server, "
                f"delete {name}-wal and {name}-shm, and start it again."
            )

    def _taken(self, idle: list[sqlite3.Connection]) -> sqlite3.Connection:
        with suppress(IndexError):
            return idle.pop()
        # Threads take turns with a connection, and only one has it at a time.
        connection = sqlite3.connect(self._path, timeout=TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")
        return connection


def _file_id(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes the file at a path from every other; None where there is none."""
    try:
        # A few microseconds in every operation; Path.stat takes twice as long.
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_dev, status.st_ino
