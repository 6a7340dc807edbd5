"""Promises of the cache: what it holds is never stale, and it can always be done without."""

import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest
from msgspec import Struct

from skill import cache
from skill.content import loader
from skill.understanding import hearing, second_listener
from skill.understanding.hearing import Listener
from skill.understanding.phrases import load

SAID = [
    "my foot drags when i walk",
    "set a heat timer for fifteen minutes",
    "no fever and no chills",
    "i want to end it all",
    "what's the weather tomorrow",
    "guide me through the clamshell",
]


class Shape(Struct):
    number: int = 0


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A folder of sources and an empty cache of their own; each call starts over, as another process would."""
    (tmp_path / "sources" / "more").mkdir(parents=True)
    (tmp_path / "sources" / "words.yaml").write_text("one: 1")
    monkeypatch.setattr(cache, "FOLDER", tmp_path / "cached")
    monkeypatch.setattr(cache, "SOURCES", (tmp_path / "sources",))
    monkeypatch.setattr(cache, "_digest", cache.digest_of_sources)
    return tmp_path / "sources"


def asked(number: int) -> int:
    """What the cache gives where this number would be made anew."""
    return cache.cached("number", Shape, lambda: Shape(number)).number


def test_a_value_is_made_once(sources):
    assert [asked(1), asked(2)] == [1, 1]


@pytest.mark.parametrize("name", ["words.yaml", "more/new.yaml", "code.py"])
def test_a_value_is_made_anew_when_a_source_changes(sources, name):
    asked(1)
    (sources / name).write_text("two: 2")

    assert asked(2) == 2


def test_a_value_is_made_anew_when_a_source_is_gone_or_renamed(sources):
    asked(1)
    (sources / "words.yaml").rename(sources / "names.yaml")
    assert asked(2) == 2

    (sources / "names.yaml").unlink()
    assert asked(3) == 3


def test_a_value_is_made_anew_for_another_version(sources, monkeypatch):
    asked(1)
    monkeypatch.setattr(cache, "__version__", "99.0")

    assert asked(2) == 2


def test_files_that_no_value_is_made_from_change_nothing(sources):
    asked(1)
    (sources / "notes.txt").write_text("a note")

    assert asked(2) == 1


def test_what_is_made_while_a_source_is_edited_is_not_kept(sources, monkeypatch):
    before = cache.digest_of_sources()
    monkeypatch.setattr(cache, "_digest", lambda: before)

    def make() -> Shape:
        (sources / "words.yaml").write_text("two: 2")
        return Shape(1)

    assert cache.cached("number", Shape, make).number == 1
    assert not cache.FOLDER.exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'["", {"number": 1}]', b"\x00\xff", None])
def test_a_damaged_file_is_made_anew(sources, damage):
    asked(1)
    (path,) = cache.FOLDER.iterdir()
    path.write_bytes(path.read_bytes()[:-4] if damage is None else damage)

    assert [asked(2), asked(3)] == [2, 2]


def test_a_file_of_another_shape_is_made_anew(sources):
    cache.cached("number", str, lambda: "one")

    assert [asked(2), asked(3)] == [2, 2]


def test_a_folder_that_can_not_be_written_to_costs_time_and_no_error(sources):
    cache.FOLDER.write_text("a file where the folder should be")

    assert [asked(1), asked(2)] == [1, 2]


def test_a_full_disk_costs_time_and_leaves_nothing_behind(sources, monkeypatch):
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    assert [asked(1), asked(2)] == [1, 2]
    assert list(cache.FOLDER.iterdir()) == []


def test_an_error_is_not_kept(sources):
    with pytest.raises(ZeroDivisionError):
        cache.cached("number", Shape, lambda: Shape(1 // 0))

    assert asked(2) == 2


def test_mappings_that_can_not_be_changed_are_written_as_plain_ones(sources):
    kept = MappingProxyType({"one": 1})

    assert cache.cached("mapping", dict[str, int], lambda: kept) == kept
    assert cache.cached("mapping", dict[str, int], dict) == {"one": 1}
    with pytest.raises(NotImplementedError):
        cache.cached("other", dict[str, object], lambda: {"one": object()})


@pytest.mark.slow
def test_several_processes_may_fill_it_at_once(tmp_path):
    code = (
        "import sys, pathlib; from skill import cache; cache.FOLDER = pathlib.Path(sys.argv[1]);"
        "print(sum(len(cache.cached('words', list[str], lambda: ['word'] * 50_000)) for _ in range(50)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "cached")]
    several = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(4)]

    assert [process.communicate(timeout=60)[0].strip() for process in several] == [str(50 * 50_000)] * 4
    assert [path.name for path in (tmp_path / "cached").iterdir()] == ["words.json"]


def test_the_content_from_the_cache_is_what_the_files_say():
    assert loader.load() == loader.checked()


@pytest.mark.slow
def test_a_listener_from_the_cache_understands_as_one_made_anew():
    anew = Listener(loader.load(), load(), second=second_listener.trained())

    assert [anew.hear(said) for said in SAID] == [hearing.hear(said) for said in SAID]


def test_a_locale_without_phrases_of_its_own_shares_the_listener_of_the_base():
    assert hearing.listener("../../etc") is hearing.listener("en-US")
