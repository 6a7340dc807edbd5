"""What the file of the default database promises beyond the other stores."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from msgspec.structs import replace

from skill.conversation.profile import Profile
from skill.errors import MemoryStoreError
from skill.memory.rows import SCHEMA
from skill.memory.sqlite import SqliteStore

SOMEBODY = "a" * 64
OLD = """
CREATE TABLE people (pseudonym TEXT PRIMARY KEY, remembered BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO people VALUES ('friend', '{}');
INSERT INTO settings VALUES ('secret', 'old secret');
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "people.db"


def test_people_of_the_first_version_are_still_known(path):
    with closing(sqlite3.connect(path)) as old:
        old.executescript(OLD)

    store = SqliteStore(path)

    friend = store.recall("friend")
    assert friend == Profile(introduced=True, last_seen=friend.last_seen)
    assert abs(time.time() - friend.last_seen) < 60
    assert store.purge(friend.last_seen + 1) == 1
    assert store.secret() == "old secret"


def test_the_file_of_a_newer_version_is_left_alone(path):
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(MemoryStoreError, match=f"version {SCHEMA + 1}, and this program knows {SCHEMA}"):
        SqliteStore(path)


@pytest.mark.parametrize("content", [b"not a database, but long enough to look like a file" * 40, None])
def test_what_is_no_database_is_told_in_one_line(path, content):
    path.write_bytes(content) if content else path.mkdir()

    with pytest.raises(MemoryStoreError, match=r"SQLite .*people\.db"):
        SqliteStore(path)


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(MemoryStoreError, match="No such file or directory"):
        SqliteStore(tmp_path / "nowhere" / "people.db")


def test_nobody_else_on_the_machine_may_read_it(path):
    store = SqliteStore(path)
    store.update(SOMEBODY, lambda _: Profile(finished=1))

    modes = {entry.name: oct(entry.stat().st_mode & 0o777) for entry in path.parent.iterdir()}
    assert modes == dict.fromkeys(("people.db", "people.db-wal", "people.db-shm"), "0o600")


@pytest.mark.slow
def test_a_second_store_in_the_same_process_takes_no_lock_from_the_first(path):
    first = SqliteStore(path)
    first.update(SOMEBODY, lambda _: Profile(finished=1))
    SqliteStore(path)

    # Another process gets the file for itself only if nobody has it open.
    alone = (
        "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1], 0).execute('PRAGMA journal_mode=DELETE').fetchone())"
    )
    got = subprocess.run([sys.executable, "-c", alone, path], check=False, capture_output=True, text=True)

    assert "delete" not in got.stdout
    assert "locked" in got.stderr


def test_a_connection_never_crosses_a_fork(path):
    store = SqliteStore(path)
    store.update(SOMEBODY, lambda _: Profile(finished=1))
    parents = store._idle[os.getpid()][0]

    child = os.fork()
    if child == 0:
        with store._connection() as connection:
            os._exit(connection is parents)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_writer_that_does_not_let_go_costs_half_a_second_and_no_more(path):
    store = SqliteStore(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(MemoryStoreError, match="locked"):
            store.update(SOMEBODY, lambda _: Profile(finished=1))

        assert 0.3 < time.monotonic() - started < 0.9
        assert store.recall(SOMEBODY) is None
        other.execute("ROLLBACK")

    assert store.update(SOMEBODY, lambda _: Profile(finished=1)).finished == 1


def test_nothing_of_who_is_erased_stays_in_any_file(path):
    store = SqliteStore(path)
    for number in range(50):
        store.update(f"{number:064}", lambda before: replace(before, finished=before.finished + 1))
        store.update(SOMEBODY, lambda before: replace(before, finished=before.finished + 1))

    store.erase(SOMEBODY)

    # `cat` reads for us: to close the file in this process would take the locks from the store.
    files = subprocess.run(["cat", *path.parent.iterdir()], check=True, capture_output=True).stdout
    assert SOMEBODY.encode() not in files
    assert b"0" * 62 in files


def test_a_thread_at_work_has_its_connection_to_itself(path):
    store = SqliteStore(path)
    lent, together = [], threading.Barrier(4)

    def work():
        with store._connection() as connection:
            together.wait()
            lent.append(connection)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(map(id, lent))) == 4
