"""Every fact of the three articles reaches the listener; ledger.tsv lists the 145 of them in words of our own."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

_HERE = Path(__file__).parent
_CONTENT = _HERE.parents[1] / "skill" / "content"
_IDS = [f"F{number:03}" for number in range(1, 146)]
_ENOUGH_WORDS = 4


def _ledger() -> dict[str, set[str]]:
    """Fact id to the articles that carry it."""
    with (_HERE / "ledger.tsv").open(encoding="utf-8", newline="") as file:
        return {row["fact"]: set(row["articles"].split()) for row in csv.DictReader(file, delimiter="\t")}


def _files() -> dict[str, Any]:
    """Every content file as plain data, read without the loader so that neither can hide the other's mistake."""
    return {
        str(path.relative_to(_CONTENT)): yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for path in sorted(_CONTENT.rglob("*.yaml"))
    }


def _claims(data: Any) -> Iterator[tuple[str, str]]:
    """Each (fact id, sentence that speaks it) below this data; the sentence is empty where an item names the fact."""
    if isinstance(data, dict):
        for fact in data.get("facts", ()):
            yield fact, data.get("say", "")
        for value in data.values():
            yield from _claims(value)
    elif isinstance(data, list):
        for value in data:
            yield from _claims(value)


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return _files()


def test_the_ledger_lists_145_facts_each_with_its_articles() -> None:
    ledger = _ledger()
    assert list(ledger) == _IDS
    assert all(articles and articles <= {"seed_000", "seed_001", "seed_002"} for articles in ledger.values())


def test_every_fact_of_the_articles_is_spoken(files: dict[str, Any]) -> None:
    spoken = {fact for data in files.values() for fact, say in _claims(data) if len(say.split()) >= _ENOUGH_WORDS}
    assert [fact for fact in _IDS if fact not in spoken] == []


def test_no_file_speaks_a_fact_that_the_ledger_lacks(files: dict[str, Any]) -> None:
    unknown = {name: fact for name, data in files.items() for fact, _ in _claims(data) if fact not in _IDS}
    assert unknown == {}


def test_whatever_speaks_a_fact_names_an_article_that_carries_it(files: dict[str, Any]) -> None:
    ledger = _ledger()
    unsourced = [
        (name, fact)
        for name, data in files.items()
        for fact, _ in _claims(data)
        if not ledger.get(fact, set()) & set(data["sources"])
    ]
    assert unsourced == []
