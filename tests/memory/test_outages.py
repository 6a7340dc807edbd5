"""Databases that stop, freeze and come back in the middle of a conversation."""

import contextlib
import socket
import sqlite3
import threading
import time

import pytest
from msgspec.structs import replace

from skill.errors import MemoryStoreError
from skill.memory import circuit_breaker
from skill.memory.in_memory import InMemoryStore
from skill.memory.open_store import open_store
from skill.memory.store import People
from tests.logs import captured
from tests.memory.conftest import REMOTE
from tests.memory.databases import free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("load")]

USER = "amzn1.ask.account.SOMEBODY"
A_TURN = 4.0
"""Half of what Alexa waits. On an idle machine it is half a second, but the tests run beside others."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """So that the tests need not wait for the next attempt."""
    monkeypatch.setattr(circuit_breaker, "RETRY_SECONDS", 0.3)


@pytest.fixture
def server(request, address):
    """The server behind the address, up and awake again afterwards."""
    server = request.getfixturevalue("postgres" if address.startswith("postgres") else "dynamodb")
    yield server
    server.thaw()
    if not _answers(server.port):
        server.start()


def _answers(port):
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def turn(people):
    """One turn as the handler makes it: a read and a write. Gives what was known, and the seconds."""
    started = time.monotonic()
    known = people.recall(USER)
    people.change(USER, lambda before: replace(before, finished=before.finished + 1))
    return known, time.monotonic() - started


def turns_until(people, done, seconds=10):
    until = time.monotonic() + seconds
    turns = []
    while time.monotonic() < until and not (turns and done(turns[-1][0])):
        turns.append(turn(people))
        time.sleep(0.05)
    return turns


@pytest.mark.parametrize("address", REMOTE, indirect=True)
@pytest.mark.parametrize(("away", "back"), [("stop", "start"), ("freeze", "thaw")])
def test_every_turn_goes_on_in_time_and_the_memory_comes_back(store, server, away, back):
    people = People(store, None)
    with captured() as lines:
        before = [turn(people) for _ in range(3)]
        getattr(server, away)()
        during = turns_until(people, lambda _: False, seconds=2)
        getattr(server, back)()
        after = turns_until(people, lambda known: known is not None)

    print(f"{away}: slowest turn {max(seconds for _, seconds in (*before, *during, *after)):.2f} s")
    assert [known.finished for known, _ in before] == [0, 1, 2]
    assert [known for known, _ in during[1:]] == [None] * (len(during) - 1)
    assert after[-1][0].finished >= 3
    assert max(seconds for _, seconds in (*before, *during, *after)) < A_TURN
    assert [line["event"] for line in lines] == ["memory is away", "memory is back"]


@pytest.mark.parametrize("address", REMOTE, indirect=True)
def test_a_short_restart_between_two_turns_is_not_even_noticed(store, server):
    people = People(store, None)
    turn(people)
    server.stop()
    server.start()

    with captured() as lines:
        known, _ = turn(people)
    assert lines == []
    assert known.finished == 1


@pytest.mark.parametrize("address", REMOTE, indirect=True)
def test_threads_that_meet_a_frozen_database_all_go_on_in_time(store, server):
    people = People(store, None)
    turn(people)
    server.freeze()
    slowest = []
    threads = [threading.Thread(target=lambda: slowest.append(turn(people)[1])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(slowest) == 8
    assert max(slowest) < A_TURN


@pytest.mark.parametrize(
    "kind",
    ["postgresql://nobody@127.0.0.1:{}/people", "dynamodb://people?region=eu-west-1&endpoint=http://127.0.0.1:{}"],
)
def test_the_coach_starts_while_its_database_is_away(kind):
    store = open_store(kind.format(free_port()))
    known, seconds = turn(People(store, None))
    store.close()

    assert known is None
    assert seconds < A_TURN


@pytest.mark.parametrize("address", ["dynamodb"], indirect=True)
def test_a_table_that_was_never_made_is_told_with_the_remedy(address):
    store = open_store(address.replace("people", "nobodies"))
    with captured() as lines:
        turn(People(store, None))

    assert "aws dynamodb create-table --table-name nobodies" in lines[0]["reason"]
    assert "update-time-to-live --table-name nobodies" in lines[0]["reason"]


def test_a_file_that_another_program_holds_on_to_is_written_again_afterwards(tmp_path):
    path = tmp_path / "here" / "people.db"
    path.parent.mkdir()
    people = People(open_store(f"sqlite:///{path}"), None)
    turn(people)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        during = turns_until(people, lambda _: False, seconds=1.5)
        other.execute("ROLLBACK")
    after = turns_until(people, lambda known: known is not None and known.finished > 1)

    assert max(seconds for _, seconds in (*during, *after)) < A_TURN
    assert after[-1][0].finished > 1


class FullDisk(InMemoryStore):
    """What was kept can be read, and nothing can be written."""

    full = True

    def update(self, pseudonym, change):
        if self.full:
            raise MemoryStoreError("SQLite (people.db): database or disk is full")
        return super().update(pseudonym, change)


def test_a_full_disk_is_told_once_and_people_are_recognised_all_the_same(monkeypatch):
    monkeypatch.setattr(circuit_breaker, "RETRY_SECONDS", 0.0)
    store = FullDisk()
    people = People(store, "secret")
    with captured() as lines:
        during = [turn(people)[0] for _ in range(9)]
        store.full = False
        turn(people)
        after, _ = turn(people)

    assert None not in during
    assert after.finished
    assert [line["event"] for line in lines] == ["memory is away", "memory is back"]
