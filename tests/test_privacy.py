"""Nothing that somebody says about their health is found in the database, the log or the metrics afterwards."""

import random
import subprocess
from pathlib import Path

import pytest

from skill import coach
from skill.content.models import LEVELS
from skill.settings import Settings

CONVERSATIONS = 300
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
    "what do you know about me",
    "i wet myself {canary}",
    "guide me through the pigeon",
    "stop",
)


def talk_a_lot(built: coach.Coach, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(CONVERSATIONS):
        device = built.device(user=f"{CANARIES[0]}-{number % 7}")
        for _ in range(chance.randint(3, 14)):
            device.say(chance.choice(THINGS).format(canary=chance.choice(CANARIES)))


def test_no_canary_finding_or_level_is_left_behind(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.db"
    built = coach.build(Settings(database_url=f"sqlite:///{file}"))

    talk_a_lot(built, seed=7)

    # Read by another process: opening and closing the file in this one would drop SQLite's locks.
    kept = b"".join(
        subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout for path in tmp_path.iterdir()
    )
    said = "".join(capfd.readouterr()) + kept.decode("latin-1")
    findings = coach.content().findings
    # Plain words such as "severe" could stand anywhere; ids with an underscore could not.
    ids = [name for name in findings if "_" in name]
    levels = [f'"{level}"' for level in LEVELS]
    assert [word for word in (*CANARIES, *ids, *levels) if word in said] == []
    assert "answered" in said
    assert b"introduced" in kept
