import subprocess
import sys
import traceback

import pytest

from skill.errors import SettingsError
from skill.memory.open_store import open_store


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://host/people", "begins with 'mysql'"),
        ("sqlite://", "not of the form"),
        ("sqlite:///", "not of the form"),
        ("memory://here", "not of the form"),
        ("postgresql", "has no scheme"),
        ("", "has no scheme"),
        ("sqlite:///people.db?mode=ro", "has options behind the file name"),
        ("sqlite:///people.db#here", "has options behind the file name"),
        ("sqlite:////nowhere/people.db", "a file in '/nowhere', which is not a folder; create it first"),
        ("sqlite:////etc/passwd/people.db", "a file in '/etc/passwd', which is not a folder; create it first"),
        ("sqlite:////tmp", "names '/tmp', which is a folder; add a file name"),
        ("postgresql://host/people?nonsense=1", "not a URL that PostgreSQL can read"),
        ("postgresql://host:notaport/people", "has a port that is not from 1 to 65535"),
        ("postgresql://host:70000/people", "has a port that is not from 1 to 65535"),
        ("postgresql://one:5432,two:0/people", "has a port that is not from 1 to 65535"),
        ("postgresql://host/people?sslmode=requires", "has an unknown sslmode; use one of disable, "),
        ("dynamodb://", "not of the form"),
        ("dynamodb://people/more", "not of the form"),
        ("dynamodb://people?regoin=eu-west-1", "not of the form"),
        ("dynamodb://people or so", "not of the form"),
        ("dynamodb://people?region=nowhere at all", "needs a region that AWS knows"),
        ("dynamodb://people?region=eu-west-1&endpoint=here", "an http or https URL"),
    ],
)
def test_an_address_that_can_not_be_used_is_told_in_one_line(url, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=told) as refused:
        open_store(url)

    assert str(refused.value).startswith("CRAMP_COACH_DATABASE_URL ")
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://coach:hunter2@[host/people",
        "postgresql://coach:hun@ter2@host:hunter2/people",
        "postgresql://coach:hunter2@host:notaport/people",
        "mysql://coach:hunter2@host/people",
        "coach:hunter2@host/people",
        "dynamodb://coach:hunter2@people?region=eu-west-1",
        "dynamodb://people?region=eu-west-1&endpoint=coach:hunter2@host",
    ],
)
def test_a_password_in_the_address_is_never_told(url):
    with pytest.raises(SettingsError) as refused:
        open_store(url)

    # A traceback shows the whole chain.
    assert "hunter2" not in "".join(traceback.format_exception(refused.value)).replace(repr(url), "")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://coach:hunter2@host/people",
        "postgresql:///people",
        "postgres://one:5432,two/people?sslmode=verify-full",
    ],
)
def test_an_address_of_a_database_that_is_away_is_accepted(url):
    open_store(url).close()


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
        "import sys; from skill.memory.open_store import open_store\n"
        f"open_store('memory://'); open_store('sqlite:///{tmp_path}/people.db')\n"
        "print([name for name in ('boto3', 'botocore', 'psycopg', 'psycopg_pool', 'requests') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert run.stdout.strip() == "[]"
