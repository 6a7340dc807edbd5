"""What is left of conversations in database, log and metrics: nothing about health, and nothing at all on request."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from skill import coach
from skill.content.models import LEVELS
from skill.memory import circuit_breaker
from skill.settings import Settings
from skill.understanding import hearing
from skill.web.app import create_app
from tests.memory.conftest import LOCAL, REMOTE, STORES

pytestmark = pytest.mark.slow

CONVERSATIONS, AT_OTHERS = 300, 60
"""With the default database, and with the others: what is said is the same, only where it is kept differs."""
CANARIES = ("xylophone", "quetzal", "zugzwang", "kumquat")
THINGS = (
    "my left glute is cramping {canary}",
    "it feels like {canary} and numb down my leg",
    "no but my foot drags {canary}",
    "yes",
    "no",
    "not sure",
    "i have a fever and {canary}",
    "why do you ask",
    "that's better",
    "it hurts more {canary}",
    "set a heat timer for fifteen minutes",
    "remind me to stretch at nine {canary}",
    "what do you know about me",
    "i wet myself {canary}",
    "guide me through the pigeon",
    "stop",
)
A_TURN = 4.0
"""Half of what Alexa waits."""


def talk_a_lot(built: coach.Coach, conversations: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(conversations):
        device = built.device(user=f"{CANARIES[0]}-{number % 7}")
        for _ in range(chance.randint(3, 14)):
            device.say(chance.choice(THINGS).format(canary=chance.choice(CANARIES)))


def kept(address: str, folder: Path) -> str:
    """Every byte of a database that a reader could get at."""
    if address.startswith("postgres"):
        import psycopg

        with psycopg.connect(address) as connection:
            return str([list(connection.execute(f"SELECT * FROM cramp_coach_{it}")) for it in ("people", "settings")])  # noqa: S608  # two names
    if address.startswith("dynamodb"):
        return str(_items(address))
    # Read by another process: opening and closing the file in this one would drop SQLite's locks.
    return "".join(
        subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout.decode("latin-1")
        for path in folder.rglob("*")
        if path.is_file()
    )


def people_in(address: str, folder: Path) -> int:
    if address.startswith("postgres"):
        import psycopg

        with psycopg.connect(address) as connection:
            return connection.execute("SELECT count(*) FROM cramp_coach_people").fetchone()[0]
    if address.startswith("dynamodb"):
        return sum("introduced" in str(item) for item in _items(address))
    program = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM people').fetchone()[0])"
    )
    if not (files := [*folder.glob("*.db")]):
        return sum("introduced" in path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    (file,) = files
    return int(subprocess.run(["python3", "-c", program, str(file)], capture_output=True, check=True).stdout)


def _items(address: str) -> list[dict]:
    import boto3

    endpoint = address.split("endpoint=")[1].split("&", maxsplit=1)[0]
    client = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=endpoint)
    return client.scan(TableName="people")["Items"]


@pytest.mark.parametrize("address", [*LOCAL, *REMOTE], indirect=True)
def test_no_canary_finding_or_level_is_left_behind(
    address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = create_app(Settings(database_url=address))

    conversations = CONVERSATIONS if address.startswith("sqlite") else AT_OTHERS
    talk_a_lot(coach.build(Settings(database_url=address)), conversations, seed=7)

    database = kept(address, tmp_path)
    metrics = app.test_client().get("/metrics").text
    said = "".join(capfd.readouterr()) + database + metrics
    # Plain words such as "severe" could stand anywhere; ids with an underscore could not.
    ids = [name for name in coach.content().findings if "_" in name]
    levels = [f'"{level}"' for level in LEVELS]
    assert [word for word in (*CANARIES, *ids, *levels) if word in said] == []
    assert "answered" in said
    assert "introduced" in database
    assert 'requests_total{kind="health",outcome="answered"}' in metrics


@pytest.mark.parametrize("address", STORES, indirect=True)
def test_forget_me_leaves_no_row_of_that_person_and_those_of_others(address: str, tmp_path: Path) -> None:
    built = coach.build(Settings(database_url=address))
    mine, other = built.device(user="mine"), built.device(user="other")
    for device in (mine, other):
        device.say("open cramp coach")
        device.say("stop")
    if address != "memory://":
        assert people_in(address, tmp_path) == 2

    mine.say("forget me")
    forgotten = mine.say("yes")

    assert "nothing of you" in forgotten["say"]
    if address != "memory://":
        assert people_in(address, tmp_path) == 1
    assert "I'm not a doctor" in mine.say("open cramp coach")["say"]
    assert "I'm not a doctor" not in other.say("open cramp coach")["say"]


@pytest.mark.parametrize("address", REMOTE, indirect=True)
def test_a_conversation_outlives_its_database(
    address: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circuit_breaker, "RETRY_SECONDS", 0.3)
    server = request.getfixturevalue("postgres" if address.startswith("postgres") else "dynamodb")
    device = coach.build(Settings(database_url=address)).device()
    hearing.listener("en-US").hear("hello")
    spent = []

    def say(words: str) -> dict:
        started = time.monotonic()
        answer = device.say(words)
        spent.append(time.monotonic() - started)
        return answer

    say("open cramp coach")
    say("my left butt cheek is cramping")
    server.stop()
    answers = [say("no") for _ in range(4)]
    longer = say("hold for 45 seconds")
    history = say("what do you know about me")
    server.start()
    time.sleep(0.5)
    say("it's easing")
    say("stop")
    back = say("open cramp coach")

    print(f"slowest turn {max(spent):.2f} s")
    assert all(answer["say"] for answer in answers)
    assert answers[-1]["holds"]
    assert longer["holds"][0]["seconds"] == 45
    assert "can't reach my memory" in history["say"]
    assert "I'm not a doctor" not in back["say"]
    assert max(spent) < A_TURN
