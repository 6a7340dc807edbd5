"""What the coach's memory promises to a conversation, whatever the database does."""

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from skill.conversation.profile import Profile
from skill.conversation.session import Hold, Place
from skill.errors import MemoryStoreError
from skill.memory import circuit_breaker
from skill.memory.in_memory import InMemoryStore
from skill.memory.store import People
from tests.logs import captured

USER = "amzn1.ask.account.SOMEBODY"
DAY = 86_400.0


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


class Moody(InMemoryStore):
    """A database that can be away; counts what it is asked."""

    away = False
    asked = 0

    def _answer(self):
        self.asked += 1
        if self.away:
            raise MemoryStoreError("PostgreSQL: no route to host\nDETAIL: Key (pseudonym)=(abc)")

    def recall(self, pseudonym):
        self._answer()
        return super().recall(pseudonym)

    def update(self, pseudonym, change):
        self._answer()
        return super().update(pseudonym, change)

    def erase(self, pseudonym):
        self._answer()
        super().erase(pseudonym)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store():
    return Moody()


@pytest.fixture
def people(store, clock):
    return People(store, "secret", clock=clock)


def finished(before):
    return replace(before, finished=before.finished + 1)


def test_a_stranger_is_somebody_of_whom_nothing_is_known(people):
    assert people.recall(USER) == Profile()

    people.change(USER, finished)

    assert people.recall(USER).finished == 1
    assert people.recall("amzn1.ask.account.ANOTHER") == Profile()


def test_without_a_user_id_nothing_is_remembered(people, store):
    assert people.recall(None) is None
    assert people.change(None, finished) is None
    assert people.forget(None)
    assert store.asked == 0


def test_the_user_id_is_not_kept(people, store):
    people.change(USER, finished)

    (kept,) = store._people
    assert kept == people.pseudonym(USER)
    assert len(kept) == 64
    assert kept != People(store, "another secret").pseudonym(USER)


def test_without_a_secret_of_its_own_the_one_beside_the_data_serves(store):
    assert People(store, None).pseudonym(USER) == People(store, store.secret()).pseudonym(USER)


def test_who_is_forgotten_is_a_stranger(people, store):
    people.change(USER, finished)

    assert people.forget(USER)
    assert store._people == {}
    assert people.recall(USER) == Profile()


# --- How long ---


def test_a_place_is_kept_for_half_an_hour(people, store, clock):
    place = Place(Hold("hip_flexor", "left", 12.0), at=clock.now)
    people.change(USER, lambda before: replace(before, place=place, finished=3))

    clock.now += 29 * 60
    assert people.recall(USER).place == place
    clock.now += 2 * 60
    assert people.recall(USER).place is None
    assert people.change(USER, lambda before: before).finished == 3
    assert [it.place for it in store._people.values()] == [None]


def test_a_year_of_disuse_makes_a_stranger_even_before_the_row_is_gone(people, clock):
    people.change(USER, lambda before: replace(before, introduced=True, finished=3))

    clock.now += 366 * DAY
    assert people.recall(USER) == Profile()
    assert people.change(USER, finished).finished == 1


def test_coming_back_counts_as_use(people, clock):
    people.change(USER, finished)

    for _ in range(20):
        clock.now += 60 * DAY
        assert people.recall(USER).finished == 1


def test_coming_back_every_day_writes_once_a_week(people, store, clock):
    people.change(USER, finished)
    store.asked = 0

    for _ in range(28):
        clock.now += DAY + 1
        people.recall(USER)

    assert store.asked == 28 + 4


def test_a_change_that_changes_nothing_writes_nothing(people, store):
    people.change(USER, lambda before: before)
    assert store._people == {}

    people.change(USER, finished)
    (kept,) = store._people.values()
    people.change(USER, lambda before: before)
    assert next(iter(store._people.values())) is kept


def test_people_who_stay_away_are_deleted_by_the_writes_of_others(people, store, clock):
    people.change(USER, finished)
    clock.now += 366 * DAY

    people.change("amzn1.ask.account.ANOTHER", finished)

    assert list(store._people) == [people.pseudonym("amzn1.ask.account.ANOTHER")]


# --- When the database is away ---


def test_a_dead_database_costs_the_memory_and_nothing_else(people, store):
    store.away = True

    assert people.recall(USER) is None
    assert people.change(USER, finished) is None
    assert not people.forget(USER)


def test_an_outage_is_told_once_and_its_end_too(people, store, monkeypatch):
    monkeypatch.setattr(circuit_breaker, "RETRY_SECONDS", 0.0)
    store.away = True
    with captured() as lines:
        for _ in range(10):
            people.recall(USER)
        store.away = False
        for _ in range(10):
            people.recall(USER)

    assert [line["event"] for line in lines] == ["memory is away", "memory is back"]
    assert lines[0]["reason"] == "PostgreSQL: no route to host"


def test_a_dead_database_is_left_alone_for_a_few_seconds(people, store, monkeypatch):
    seconds = 100.0
    monkeypatch.setattr(circuit_breaker, "time", SimpleNamespace(monotonic=lambda: seconds))
    store.away = True
    for _ in range(50):
        people.recall(USER)
    assert store.asked == 1

    store.away = False
    seconds += circuit_breaker.RETRY_SECONDS - 0.1
    assert people.recall(USER) is None
    seconds += 0.2
    assert people.recall(USER) == Profile()


def test_who_asks_to_be_forgotten_gets_the_attempt_even_then(people, store):
    people.change(USER, finished)
    store.away = True
    people.recall(USER)
    store.away = False

    assert people.forget(USER)
    assert store._people == {}
    assert people.recall(USER) == Profile()
