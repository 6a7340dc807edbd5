"""Remembers in PostgreSQL: for several servers that share what they know."""

import logging
import os
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection, Error, OperationalError, ProgrammingError
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from skill.conversation.profile import Change, Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.store import PURGED_AT_ONCE, TIMEOUT_SECONDS, Store, attempts, new_secret

MOST_CONNECTIONS = 8
"""Of one process: as many as it answers requests at the same time."""

_TABLES = """
CREATE TABLE IF NOT EXISTS cramp_coach_settings (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS cramp_coach_people (
    pseudonym text PRIMARY KEY, remembered text NOT NULL, version bigint NOT NULL, last_seen double precision NOT NULL
);
CREATE INDEX IF NOT EXISTS cramp_coach_people_last_seen ON cramp_coach_people (last_seen);
"""
_VERSION = "SELECT value FROM cramp_coach_settings WHERE name = 'schema'"
_KEEP_SETTING = "INSERT INTO cramp_coach_settings VALUES (%s, %s) ON CONFLICT (name) DO NOTHING"
_READ = "SELECT remembered, version FROM cramp_coach_people WHERE pseudonym = %s"
_INSERT = "INSERT INTO cramp_coach_people VALUES (%s, %s, 1, %s) ON CONFLICT (pseudonym) DO NOTHING"
_UPDATE = """
UPDATE cramp_coach_people SET remembered = %s, last_seen = %s, version = version + 1
WHERE pseudonym = %s AND version = %s
"""
_PURGE = """
DELETE FROM cramp_coach_people WHERE pseudonym IN
    (SELECT pseudonym FROM cramp_coach_people WHERE last_seen < %s LIMIT %s)
"""
_ONLY_ONE_MIGRATES = "SELECT pg_advisory_xact_lock(hashtext('cramp_coach schema'))"

# psycopg tells of each failed attempt to connect and to tidy up; our log tells an outage once.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)


class _Impatient(Connection[TupleRow]):
    """A connection on which no statement takes longer than a turn can wait, whatever became of the server."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, TIMEOUT_SECONDS if timeout is None else timeout)


def open_url(url: str) -> Store:
    """
    Read the address; the database is asked when somebody is to be remembered.

    Raises:
        SettingsError: The address can't be read.
    """
    return PostgresStore(url)


class PostgresStore:
    """Two tables in a database. Every process has a pool of its own."""

    def __init__(self, url: str) -> None:
        """
        Read the address; the database is asked when somebody is to be remembered, as it may be away by now.

        Raises:
            SettingsError: The address can't be read.
        """
        try:
            conninfo_to_dict(url)
        except ProgrammingError as error:
            raise SettingsError("CRAMP_COACH_DATABASE_URL is not an address that PostgreSQL can read.") from error
        self._url = url
        # By process: connections and the pool's threads don't survive a fork.
        self._pools: dict[int, ConnectionPool[_Impatient]] = {}
        self._lock = threading.Lock()
        self._migrated = False

    def close(self) -> None:
        """Close all connections of this process."""
        if pool := self._pools.pop(os.getpid(), None):
            pool.close()

    def recall(self, pseudonym: str) -> Profile | None:
        """See Store."""
        with self._connection() as connection:
            row = connection.execute(_READ, (pseudonym,)).fetchone()
        return read(row[0]) if row else None

    def update(self, pseudonym: str, change: Change) -> Profile:
        """See Store."""
        with self._connection() as connection:
            for _ in attempts():
                row = connection.execute(_READ, (pseudonym,)).fetchone()
                before = (read(row[0]) if row else None) or Profile()
                after = change(before)
                if after == before or _replaced(connection, pseudonym, after, row[1] if row else None):
                    return after
        raise AssertionError("attempts() ends in an error")  # pragma: no cover

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        with self._connection() as connection:
            connection.execute("DELETE FROM cramp_coach_people WHERE pseudonym = %s", (pseudonym,))

    def purge(self, before: float) -> int:
        """See Store."""
        with self._connection() as connection:
            return connection.execute(_PURGE, (before, PURGED_AT_ONCE)).rowcount

    def secret(self) -> str:
        """See Store."""
        with self._connection() as connection:
            connection.execute(_KEEP_SETTING, ("secret", new_secret()))
            row = connection.execute("SELECT value FROM cramp_coach_settings WHERE name = 'secret'").fetchone()
        return str(row[0]) if row else ""

    @contextmanager
    def _connection(self) -> Iterator[_Impatient]:
        pool = self._pool()
        try:
            connection = pool.getconn()
            if _server_has_left(connection):
                pool.putconn(connection)
                self._drop(pool)
                pool = self._pool()
                connection = pool.getconn()
            try:
                if not self._migrated:
                    _migrate(connection)
                    self._migrated = True
                yield connection
            finally:
                pool.putconn(connection)
        except Error as error:
            if isinstance(error, OperationalError):
                self._drop(pool)
            raise MemoryStoreError(f"PostgreSQL: {type(error).__name__}: {error}") from error

    def _pool(self) -> ConnectionPool[_Impatient]:
        with self._lock:
            pool = self._pools.get(os.getpid())
            if pool is None:
                pool = self._pools[os.getpid()] = ConnectionPool(
                    self._url,
                    connection_class=_Impatient,
                    kwargs={"autocommit": True, "application_name": "cramp-coach"},
                    min_size=0,
                    max_size=MOST_CONNECTIONS,
                    timeout=TIMEOUT_SECONDS,
                    open=True,
                )
            return pool

    def _drop(self, pool: ConnectionPool[_Impatient]) -> None:
        """Part with all connections to a server that failed: it may come back as another one."""
        with self._lock:
            if self._pools.get(os.getpid()) is pool:
                del self._pools[os.getpid()]
        pool.close(timeout=0)


def _replaced(connection: Connection[TupleRow], pseudonym: str, after: Profile, version: int | None) -> bool:
    """Write unless somebody else has written since `version` was read."""
    text = written(after).decode()
    if version is None:
        return connection.execute(_INSERT, (pseudonym, text, after.last_seen)).rowcount == 1
    return connection.execute(_UPDATE, (text, after.last_seen, pseudonym, version)).rowcount == 1


def _server_has_left(connection: Connection[TupleRow]) -> bool:
    """Tell whether the server has said something unasked: to an idle connection that can only be a goodbye."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _migrate(connection: Connection[TupleRow]) -> None:
    """Make the tables once; whoever may only read and write finds them made by somebody who may."""
    exists = connection.execute("SELECT to_regclass('cramp_coach_settings')").fetchone()
    version = connection.execute(_VERSION).fetchone() if exists and exists[0] else None
    if version is None:
        with connection.transaction():
            connection.execute(_ONLY_ONE_MIGRATES)
            connection.execute(_TABLES)
            connection.execute(_KEEP_SETTING, ("schema", str(SCHEMA)))
    elif int(version[0]) > SCHEMA:
        raise MemoryStoreError(
            f"PostgreSQL: the tables are of version {version[0]}, and this program knows {SCHEMA}. Use the newer one."
        )
