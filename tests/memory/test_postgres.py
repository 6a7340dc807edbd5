"""What the PostgreSQL adapter promises beyond the other stores."""

import contextlib
import os
import time

import psycopg
import pytest

from skill.conversation.profile import Profile
from skill.errors import MemoryStoreError
from skill.memory.open_store import open_store
from skill.memory.postgres import MOST_CONNECTIONS
from skill.memory.rows import SCHEMA
from tests.memory.conftest import NEEDS_POSTGRES

pytestmark = [NEEDS_POSTGRES, pytest.mark.parametrize("address", ["postgres"], indirect=True)]
SOMEBODY = "a" * 64


def one_more(before):
    return Profile(finished=before.finished + 1)


@pytest.fixture
def own(postgres, store):
    """A connection beside the store, whose tables are there."""
    store.secret()
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        yield connection


def test_tables_of_a_newer_version_are_left_alone(own, address):
    own.execute("UPDATE cramp_coach_settings SET value = %s WHERE name = 'schema'", (str(SCHEMA + 1),))

    with contextlib.closing(open_store(address)) as again, pytest.raises(MemoryStoreError, match="Use the newer one"):
        again.update(SOMEBODY, one_more)


def test_a_role_that_may_make_no_tables_can_use_those_that_are_there(own, address):
    own.execute("DROP ROLE IF EXISTS coach")
    own.execute("CREATE ROLE coach LOGIN")
    own.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    own.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON cramp_coach_people, cramp_coach_settings TO coach")

    with contextlib.closing(open_store(address.replace("postgres@", "coach@"))) as limited:
        assert limited.update(SOMEBODY, one_more).finished == 1
        limited.erase(SOMEBODY)
        assert limited.recall(SOMEBODY) is None

    own.execute("DROP OWNED BY coach")
    own.execute("DROP ROLE coach")


def test_a_lock_that_somebody_holds_costs_the_timeout_and_no_more(own, store):
    store.update(SOMEBODY, one_more)
    with own.transaction():
        own.execute("LOCK TABLE cramp_coach_people IN ACCESS EXCLUSIVE MODE")
        started = time.monotonic()
        with pytest.raises(MemoryStoreError):
            store.recall(SOMEBODY)
        # On an idle machine 0.5; Alexa waits 8.
        assert time.monotonic() - started < 4

    assert store.recall(SOMEBODY).finished == 1


def test_a_pool_whose_connections_are_all_at_work_is_kept(own, store):
    store.update(SOMEBODY, one_more)
    pool = store._pools[os.getpid()]
    with contextlib.ExitStack() as work:
        for _ in range(MOST_CONNECTIONS):
            work.enter_context(pool.connection(timeout=5))
        with pytest.raises(MemoryStoreError, match="PoolTimeout"):
            store.recall(SOMEBODY)

    assert store.recall(SOMEBODY).finished == 1
    assert store._pools[os.getpid()] is pool


def test_a_connection_never_crosses_a_fork(store):
    store.update(SOMEBODY, one_more)
    parents = store._pools[os.getpid()]

    child = os.fork()
    if child == 0:
        right = store.update(SOMEBODY, one_more).finished == 2 and store._pools[os.getpid()] is not parents
        os._exit(not right)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.update(SOMEBODY, one_more).finished == 3
