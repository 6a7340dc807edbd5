"""What the operator can do for somebody who asks what is kept of them, or wants it gone."""

import json

import pytest
from msgspec.structs import replace

from skill import cli
from skill.memory.open_store import open_store
from skill.memory.store import People
from tests.memory.conftest import STORES

USER, ANOTHER = "amzn1.ask.account.SOMEBODY", "amzn1.ask.account.ANOTHER"


@pytest.fixture
def run(capsys, monkeypatch):
    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["cramp-coach", "data", *arguments])
        cli.main()
        return capsys.readouterr().out.strip()

    return command


@pytest.fixture
def people(address, store, monkeypatch):
    monkeypatch.setenv("CRAMP_COACH_DATABASE_URL", address)
    people = People(store, None)
    for user in (USER, ANOTHER):
        people.change(user, lambda before: replace(before, finished=before.finished + 3))
    return people


@pytest.mark.parametrize("address", STORES[1:], indirect=True)
class TestWithEveryDatabase:
    def test_what_is_kept_of_one_person_is_shown(self, run, people):
        shown = json.loads(run("export", USER))

        assert shown.pop("last_seen") > 0
        assert shown == {"finished": 3}
        assert run("export", "a stranger") == "{}"

    def test_one_person_is_erased_and_nobody_else(self, run, people):
        assert run("erase", USER) == "Erased."
        assert run("erase", USER) == "Nothing was remembered of this person."

        assert run("export", USER) == "{}"
        assert people.recall(ANOTHER).finished == 3


def test_a_database_that_can_not_be_opened_is_told_and_not_taken_for_an_empty_one(run, monkeypatch, capsys):
    monkeypatch.setenv("CRAMP_COACH_DATABASE_URL", "sqlite:////nowhere/people.db")

    with pytest.raises(SystemExit) as left:
        run("erase", USER)

    assert left.value.code == 1
    assert "'/nowhere', which is not a folder" in capsys.readouterr().err


def test_without_a_setting_it_is_the_servers_own_file(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CRAMP_COACH_DATABASE_URL", raising=False)
    People(open_store("sqlite:///cramp-coach.db"), None).change(USER, lambda before: replace(before, finished=1))

    assert json.loads(run("export", USER))["finished"] == 1
