"""What the file of the default database promises beyond the other stores."""

import concurrent.futures
import contextlib
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
from skill.memory import circuit_breaker
from skill.memory.rows import SCHEMA
from skill.memory.sqlite import SqliteStore
from skill.memory.store import People
from skill.settings import Settings
from skill.web.app import create_app
from tests.certificates import Authorities, CertificateServer, pem
from tests.logs import captured
from tests.signing import SKILL_ID, envelope, headers_for, written

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
    parents = store._file._idle[os.getpid()][0]

    child = os.fork()
    if child == 0:
        with store._file.connection() as connection:
            os._exit(connection is parents)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_writer_that_does_not_let_go_costs_half_a_second_and_no_more(path):
    store = SqliteStore(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with store._file.connection() as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (500,)
        with pytest.raises(MemoryStoreError, match="locked"):
            store.update(SOMEBODY, lambda _: Profile(finished=1))

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


@pytest.fixture
def kept(path):
    """Return whether a user's data is in any of the files."""

    def look():
        # `cat` reads for us: to close the file in this process would take the locks from the store.
        files = subprocess.run(["cat", *path.parent.iterdir()], check=True, capture_output=True).stdout
        return SOMEBODY.encode() in files

    return look


@pytest.fixture
def reader(path):
    """Begins to read in another connection, and goes on until it is closed."""
    with contextlib.ExitStack() as stack:

        def begin():
            connection = stack.enter_context(
                closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
            )
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM people").fetchall()
            return connection

        yield begin


def finished(before):
    return replace(before, finished=before.finished + 1)


def test_a_reader_in_the_way_of_erasing_is_told_and_the_next_use_after_it_finishes_the_work(path, kept, reader):
    store = SqliteStore(path)
    store.update(SOMEBODY, finished)
    other = reader()

    with pytest.raises(MemoryStoreError, match=r"a copy stays .* while another program reads"):
        store.erase(SOMEBODY)
    assert store.recall(SOMEBODY) is None
    assert kept()

    other.close()
    store.recall("somebody else")
    assert not kept()


def test_a_reader_that_stays_delays_no_later_turn(path, kept, reader):
    store = SqliteStore(path)
    store.update(SOMEBODY, finished)
    other = reader()
    with pytest.raises(MemoryStoreError):
        store.erase(SOMEBODY)

    waits = []
    with store._file.connection() as connection:
        connection.set_trace_callback(waits.append)
    store.update("somebody else", finished)
    assert waits[-3:] == ["PRAGMA busy_timeout=0", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout=500"]

    assert kept()
    other.close()
    store.update("somebody else", finished)
    assert not kept()
    assert [it for it in waits if "busy_timeout" in it][-1] == "PRAGMA busy_timeout=500"


def test_a_short_read_is_waited_for(path, kept, reader, monkeypatch):
    # Long enough for the slowest machine; it ends as soon as the reader does.
    monkeypatch.setattr("skill.memory.sqlite_file.TIMEOUT_SECONDS", 60.0)
    store = SqliteStore(path)
    store.update(SOMEBODY, finished)
    other = reader()
    waiting = threading.Event()

    def leave():
        waiting.wait()
        other.execute("ROLLBACK")

    with store._file.connection() as connection:
        connection.set_trace_callback(lambda statement: "wal_checkpoint" in statement and waiting.set())
    with concurrent.futures.ThreadPoolExecutor(1) as threads:
        threads.submit(leave)
        store.erase(SOMEBODY)

    assert not kept()


def test_who_is_forgotten_beside_a_reader_is_told_so_only_once_it_is_true(path, kept, reader, monkeypatch):
    monkeypatch.setattr(circuit_breaker, "RETRY_SECONDS", 0.0)
    people = People(SqliteStore(path), "a secret of the operator")
    people.change("user", finished)
    monkeypatch.setattr(sys.modules[__name__], "SOMEBODY", people.pseudonym("user"))
    other = reader()

    with captured() as lines:
        assert not people.forget("user")
        assert kept()
        other.close()
        assert people.forget("user")

    assert not kept()
    assert [line["event"] for line in lines] == ["memory is away", "memory is back"]
    assert people.pseudonym("user") not in str(lines)


def test_what_a_killed_process_could_not_erase_goes_at_the_next_start(path, kept, reader):
    killed = (
        "import os, sys; from pathlib import Path; from skill.conversation.profile import Profile\n"
        "from skill.memory.sqlite import SqliteStore\n"
        "store = SqliteStore(Path(sys.argv[1])); store.update(sys.argv[2], lambda _: Profile(finished=1))\n"
        "with store._file.connection() as it: it.execute('DELETE FROM people')\n"
        "os._exit(0)"
    )
    reader_beside = SqliteStore(path)
    with reader_beside._file.connection() as beside:
        beside.execute("SELECT * FROM people").fetchall()
        subprocess.run([sys.executable, "-c", killed, path, SOMEBODY], check=True)
        assert kept()

        SqliteStore(path)

        assert not kept()


def test_who_is_purged_leaves_the_log_of_writes_as_well(path, kept):
    store = SqliteStore(path)
    store.update(SOMEBODY, lambda _: Profile(finished=1, last_seen=1.0))

    assert store.purge(2.0) == 1
    assert not kept()


@pytest.mark.parametrize("new", [None, b"another file"])
def test_a_file_that_is_deleted_or_replaced_is_told_and_not_written_to(path, new):
    store = SqliteStore(path)
    store.update(SOMEBODY, finished)
    path.rename(path.with_suffix(".old"))
    if new:
        path.write_bytes(new)

    for ask in (lambda: store.recall(SOMEBODY), lambda: store.update(SOMEBODY, finished), lambda: store.erase("a")):
        with pytest.raises(
            MemoryStoreError, match=r"people\.db\): the file was deleted or replaced .* Stop the server"
        ):
            ask()

    assert path.read_bytes() == new if new else not path.exists()
    # A file that comes back is used again.
    path.with_suffix(".old").rename(path)
    assert store.update(SOMEBODY, finished).finished == 2


def test_a_deleted_file_is_logged_and_shown_by_the_check_of_readiness(path, tmp_path, capfd):
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    settings = Settings(skill_id=SKILL_ID, extra_trust_roots=roots, database_url=f"sqlite:///{path}")
    client = create_app(settings, fetch_chain=CertificateServer(Authorities().chain())).test_client()

    def launch():
        body = written(envelope())
        return client.post("/alexa", data=body, headers=headers_for(body)).status_code

    assert launch() == 200
    assert client.get("/readyz").text == "ready\n"
    path.unlink()
    assert launch() == 200
    assert client.get("/readyz").text == "ready, without memory\n"
    told = capfd.readouterr().err
    assert told.count("memory is away") == 1
    assert "deleted or replaced" in told


def test_a_thread_at_work_has_its_connection_to_itself(path):
    store = SqliteStore(path)
    lent, together = [], threading.Barrier(4)

    def work():
        with store._file.connection() as connection:
            together.wait()
            lent.append(connection)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(map(id, lent))) == 4
