"""Store in PostgreSQL: for several servers that share one database."""

import logging
import os
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, Error, ProgrammingError
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from skill.conversation.profile import Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.store import PURGED_AT_ONCE, TIMEOUT_SECONDS, Store, new_secret

MOST_CONNECTIONS = 8
"""Maximum pool size of a process; a request that gets no connection in `TIMEOUT_SECONDS` goes on without memory."""

_CONNECT_SECONDS = 2
"""Time after which the pool gives up an attempt to connect: the shortest that libpq knows. No request waits for it."""
_LARGEST_PORT = 65_535
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
"""Values of libpq's sslmode: https://www.postgresql.org/docs/current/libpq-ssl.html"""

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
_INSERT = """
INSERT INTO cramp_coach_people (remembered, last_seen, pseudonym, version) VALUES (%s, %s, %s, 1)
ON CONFLICT (pseudonym) DO NOTHING
"""
_UPDATE = """
UPDATE cramp_coach_people SET remembered = %s, last_seen = %s, version = version + 1
WHERE pseudonym = %s AND version = %s
"""
_PURGE = """
DELETE FROM cramp_coach_people WHERE pseudonym IN
    (SELECT pseudonym FROM cramp_coach_people WHERE last_seen < %s LIMIT %s)
"""
_MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(hashtext('cramp_coach schema'))"

# psycopg logs each failed attempt to connect; our log has one line for the beginning of an outage and one for its end.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)


class _TimedConnection(Connection[TupleRow]):
    """A connection whose every statement has a timeout on the client's side, in case the server hangs."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, TIMEOUT_SECONDS if timeout is None else timeout)


class PostgresStore(Store):
    """Store in two tables. Thread-safe; each process has its own connection pool."""

    def __init__(self, url: str) -> None:
        """
        Check the URL. The first use connects, as the server may be down now.

        Raises:
            SettingsError: The URL can't be used.
        """
        _check_url(url)
        self._url = url
        # By process: connections and the pool's threads must not cross a fork.
        self._pools: dict[int, ConnectionPool[_TimedConnection]] = {}
        self._lock = threading.Lock()
        self._migrated = False

    def close(self) -> None:
        """Close all connections of this process."""
        if pool := self._pools.pop(os.getpid(), None):
            pool.close()

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

    def _row(self, pseudonym: str) -> tuple[Profile | None, Any]:
        """See Store."""
        with self._connection() as connection:
            row = connection.execute(_READ, (pseudonym,)).fetchone()
        return (read(row[0]), row[1]) if row else (None, None)

    def _replace(self, pseudonym: str, after: Profile, version: Any) -> bool:
        """See Store."""
        values = (written(after).decode(), after.last_seen, pseudonym)
        with self._connection() as connection:
            if version is None:
                return connection.execute(_INSERT, values).rowcount == 1
            return connection.execute(_UPDATE, (*values, version)).rowcount == 1

    @contextmanager
    def _connection(self) -> Iterator[_TimedConnection]:
        try:
            pool = self._pool()
            connection = pool.getconn()
            if _server_has_closed(connection):
                # None of the others has survived the restart either.
                pool.drain()
                pool.putconn(connection)
                connection = pool.getconn()
            try:
                if not self._migrated:
                    _migrate(connection)
                    self._migrated = True
                yield connection
            finally:
                pool.putconn(connection)
        except Error as error:
            raise MemoryStoreError(f"PostgreSQL: {type(error).__name__}: {error}") from error

    def _pool(self) -> ConnectionPool[_TimedConnection]:
        with self._lock:
            process = os.getpid()
            if process not in self._pools:
                self._pools[process] = ConnectionPool(
                    self._url,
                    connection_class=_TimedConnection,
                    kwargs={"autocommit": True, "application_name": "cramp-coach", "connect_timeout": _CONNECT_SECONDS},
                    min_size=0,
                    max_size=MOST_CONNECTIONS,
                    timeout=TIMEOUT_SECONDS,
                    # The next request tries again, where the pool's own attempts would become rare.
                    reconnect_timeout=TIMEOUT_SECONDS,
                    open=True,
                )
            return self._pools[process]


def _check_url(url: str) -> None:
    """Raise SettingsError for what libpq would refuse at every attempt to connect; the message never shows the URL."""
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError:
        # libpq quotes what it can't read, which may be a piece of the password.
        raise SettingsError("CRAMP_COACH_DATABASE_URL is not a URL that PostgreSQL can read.") from None
    # Several hosts have several ports, separated by commas; an empty one is the default.
    for port in filter(None, str(given.get("port", "")).split(",")):
        if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LARGEST_PORT):
            raise SettingsError(
                f"CRAMP_COACH_DATABASE_URL has a port that is not from 1 to {_LARGEST_PORT}; the default is 5432."
            )
    if given.get("sslmode", "prefer") not in _SSL_MODES:
        raise SettingsError(f"CRAMP_COACH_DATABASE_URL has an unknown sslmode; use one of {', '.join(_SSL_MODES)}.")


def _server_has_closed(connection: Connection[TupleRow]) -> bool:
    """Return whether an idle connection has data to read: the server sends some only when it shuts down."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _migrate(connection: Connection[TupleRow]) -> None:
    """Create the tables if they are missing; a role that may not create them can use existing ones."""
    exists = connection.execute("SELECT to_regclass('cramp_coach_settings')").fetchone()
    version = connection.execute(_VERSION).fetchone() if exists and exists[0] else None
    if version is None:
        with connection.transaction():
            connection.execute(_MIGRATION_LOCK)
            connection.execute(_TABLES)
            connection.execute(_KEEP_SETTING, ("schema", str(SCHEMA)))
    elif int(version[0]) > SCHEMA:
        raise MemoryStoreError(
            f"PostgreSQL: the schema version is {version[0]}, and this program knows {SCHEMA}. Use the newer one."
        )


open_url = PostgresStore
