import subprocess
import sys

import pytest

from skill.errors import SettingsError
from skill.memory.opening import open_store


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://host/people", "begins with 'mysql'"),
        ("sqlite://", "not of the form"),
        ("sqlite:///", "not of the form"),
        ("memory://here", "not of the form"),
        ("postgresql", "begins with 'postgresql'"),
        ("", "begins with ''"),
        ("postgresql://host/people?nonsense=1", "not an address that PostgreSQL can read"),
        ("dynamodb://", "not of the form"),
        ("dynamodb://people/more", "not of the form"),
        ("dynamodb://people?regoin=eu-west-1", "not of the form"),
        ("dynamodb://people?region=nowhere at all", "CRAMP_COACH_DATABASE_URL"),
    ],
)
def test_an_address_that_can_not_be_used_is_told_in_one_line(url, told):
    with pytest.raises(SettingsError, match=told) as refused:
        open_store(url)

    assert "\n" not in str(refused.value)


def test_a_password_in_the_address_is_never_told():
    with pytest.raises(SettingsError) as refused:
        open_store("postgresql://coach:hunter2@[host/people")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "missing", "remedy"),
    [
        ("postgresql://host/people", "psycopg", "cramp-coach[postgres]"),
        ("dynamodb://people?region=eu-west-1", "boto3", "cramp-coach[dynamodb]"),
    ],
)
def test_a_missing_package_is_told_with_the_command_that_brings_it(monkeypatch, url, missing, remedy):
    monkeypatch.setitem(sys.modules, missing, None)
    for name in ("skill.memory.postgres", "skill.memory.dynamodb"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(SettingsError) as refused:
        open_store(url)

    assert missing in str(refused.value)
    assert remedy in str(refused.value)


@pytest.mark.slow
def test_what_a_database_needs_is_imported_only_for_that_database(tmp_path):
    code = (
        "import sys; from skill.memory.opening import open_store\n"
        f"open_store('memory://'); open_store('sqlite:///{tmp_path}/people.db')\n"
        "print([name for name in ('boto3', 'botocore', 'psycopg', 'psycopg_pool', 'requests') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert run.stdout.strip() == "[]"
