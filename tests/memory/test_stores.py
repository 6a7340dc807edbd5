"""What every store promises, over a real database of each kind."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from skill.conversation.profile import Profile
from skill.conversation.session import Hold, Place
from skill.memory.open_store import open_store
from skill.memory.rows import written
from tests.memory.conftest import DYNAMODB, STORES

SOMEBODY, ANOTHER = "a" * 64, "b" * 64
EVERYTHING = Profile(
    introduced=True,
    hold_seconds=45,
    pace=0.9,
    posture="lying",
    finished=12,
    place=Place(Hold("hip_flexor", "left", 12.5), at=1_000.25, routine="evening", step=2),
    quiet_nights=True,
    zone="Europe/London",
    zone_at=2_000.5,
    reminder_set=True,
    errand="0123456789abcdef",
    reminder_declined_at=3_000.0,
    last_seen=4_000.125,
)


def counted(before):
    return replace(before, finished=before.finished + 1)


@pytest.mark.parametrize("address", STORES, indirect=True)
class TestEveryStore:
    def test_a_stranger_is_not_remembered(self, store):
        assert store.recall(SOMEBODY) is None

    def test_what_was_kept_comes_back_as_it_was(self, store):
        assert store.update(SOMEBODY, lambda _: EVERYTHING) == EVERYTHING

        assert store.recall(SOMEBODY) == EVERYTHING
        assert store.recall(ANOTHER) is None

    def test_a_change_begins_with_what_was_kept(self, store):
        for _ in range(3):
            store.update(SOMEBODY, counted)
        store.update(SOMEBODY, lambda before: replace(before, introduced=True))

        assert store.recall(SOMEBODY) == Profile(introduced=True, finished=3)

    def test_a_change_that_changes_nothing_leaves_no_trace_of_a_stranger(self, store):
        assert store.update(SOMEBODY, lambda before: before) == Profile()

        assert store.recall(SOMEBODY) is None

    def test_a_change_that_fails_changes_nothing_and_blocks_nobody(self, store):
        store.update(SOMEBODY, counted)

        with pytest.raises(ZeroDivisionError):
            store.update(SOMEBODY, lambda before: replace(before, finished=1 // 0))

        assert store.update(SOMEBODY, counted).finished == 2

    def test_who_is_erased_leaves_nothing_and_can_come_back(self, store):
        store.update(SOMEBODY, counted)
        store.update(ANOTHER, counted)

        store.erase(SOMEBODY)
        store.erase(SOMEBODY)

        assert store.recall(SOMEBODY) is None
        assert store.recall(ANOTHER) == Profile(finished=1)
        assert store.update(SOMEBODY, counted) == Profile(finished=1)

    def test_threads_lose_no_change_of_the_same_person(self, store, monkeypatch):
        # What is promised here is the count, on a busy machine as well; how fast, the other files tell.
        for module in ("store", "sqlite_file", "postgres"):
            monkeypatch.setattr(f"skill.memory.{module}.TIMEOUT_SECONDS", 60.0)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: store.update(SOMEBODY, counted), range(40)))

        assert store.recall(SOMEBODY).finished == 40

    def test_the_secret_stays_the_same(self, store):
        with ThreadPoolExecutor(4) as threads:
            secrets = set(threads.map(lambda _: store.secret(), range(8)))

        assert len(secrets) == 1
        assert len(secrets.pop()) == 64


@pytest.mark.parametrize("address", [each for each in STORES if each != "memory"], indirect=True)
class TestEveryDatabase:
    def test_a_restart_forgets_nobody(self, store, address):
        store.update(SOMEBODY, lambda _: EVERYTHING)
        again = open_store(address)

        assert again.recall(SOMEBODY) == EVERYTHING
        assert again.secret() == store.secret()
        again.close()

    def test_what_a_newer_version_added_is_passed_over(self, store, rewritten):
        store.update(SOMEBODY, counted)
        rewritten(store, written(EVERYTHING)[:-1] + b',"news":{"a":1}}')

        assert store.recall(SOMEBODY) == EVERYTHING

    @pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"finished":"many"}', b'{"place":{"at":1}}'])
    def test_what_can_not_be_read_counts_as_nothing_and_heals(self, store, broken, rewritten):
        store.update(SOMEBODY, counted)
        rewritten(store, broken)

        assert store.recall(SOMEBODY) is None
        assert store.update(SOMEBODY, counted) == Profile(finished=1)
        assert store.recall(SOMEBODY) == Profile(finished=1)

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("pace", -5.0),
            ("pace", 30.0),
            ("hold_seconds", 0),
            ("hold_seconds", 100_000),
            ("finished", -1),
            ("place", Place(Hold("hip_flexor", "left", -1.0), at=1.0)),
            ("place", Place(Hold("hip_flexor", "left", 10.0), at=1.0, routine="evening", step=-1)),
        ],
    )
    def test_a_value_out_of_range_counts_as_none_and_the_rest_stays(self, store, field, wrong, rewritten):
        store.update(SOMEBODY, counted)
        rewritten(store, written(replace(EVERYTHING, **{field: wrong})))

        assert store.recall(SOMEBODY) == replace(EVERYTHING, **{field: getattr(Profile(), field)})


PURGING = [each for each in STORES if each is not DYNAMODB]


@pytest.mark.parametrize("address", PURGING, indirect=True)
def test_who_was_not_seen_for_long_is_purged(store):
    for number in range(20):
        store.update(f"{number:064}", lambda _, seen=number: Profile(finished=1, last_seen=100.0 + seen))

    assert store.purge(110.0) == 10
    assert store.purge(110.0) == 0
    assert [number for number in range(20) if store.recall(f"{number:064}")] == list(range(10, 20))


@pytest.mark.parametrize("address", [DYNAMODB], indirect=True)
def test_dynamodb_is_told_when_to_delete_somebody(store):
    store.update(SOMEBODY, lambda _: EVERYTHING)

    kept = store._client.get_item(TableName="people", Key={"pseudonym": {"S": SOMEBODY}})["Item"]
    assert kept["expires"] == {"N": str(4_000 + 365 * 86_400)}
    assert store.purge(1e12) == 0


@pytest.fixture
def rewritten(monkeypatch):
    """Writes other words into the one row that there is, in whichever store."""

    def rewrite(store, text):
        with monkeypatch.context() as patched:
            patched.setattr(sys.modules[type(store).__module__], "written", lambda _: text)
            store.update(SOMEBODY, counted)

    return rewrite
