"""Many processes at once, and processes that die at any moment. KILL_ROUNDS=20 makes the deaths many."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from skill.memory.open_store import open_store
from skill.memory.store import People
from tests.memory import crowd
from tests.memory.conftest import NEEDS_POSTGRES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("load")]

ROOT = Path(__file__).parents[2]
PROCESSES, TURNS, WRITES = 8, 200, 500
ROUNDS = int(os.environ.get("KILL_ROUNDS", "3"))
DATABASES = ["sqlite", pytest.param("postgres", marks=NEEDS_POSTGRES)]


def crowd_command(*arguments):
    return [sys.executable, "-m", "tests.memory.crowd", *map(str, arguments)]


@pytest.mark.parametrize("address", DATABASES, indirect=True)
def test_eight_processes_lose_no_update_and_meet_no_error(address):
    started = time.monotonic()
    command = crowd_command("count", address, PROCESSES, TURNS)
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120)
    seconds = time.monotonic() - started

    store = open_store(address)
    people = People(store, "secret")
    counts = [people.recall(name).finished for name in (crowd.EVERYBODY, *map("somebody {}".format, range(PROCESSES)))]
    store.close()
    print(f"{address.split(':')[0]}: {PROCESSES} processes x {TURNS} turns in {seconds:.1f} s")
    assert run.stdout.strip() == "0", run.stderr
    assert counts == [PROCESSES * TURNS] + [TURNS] * PROCESSES


@pytest.mark.parametrize("address", DATABASES, indirect=True)
def test_a_process_that_is_killed_leaves_nothing_half_written(address, tmp_path):
    chance = random.Random(7)  # chance, not secrecy
    for _ in range(ROUNDS):
        with subprocess.Popen(crowd_command("write", address, WRITES), cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"1\n"
            killed_at = chance.randrange(2, WRITES)
            said = 1
            while said < killed_at:
                said = int(writer.stdout.readline())
            writer.kill()
            said = max([said, *map(int, writer.stdout.read().split())])

        store = open_store(address)
        kept = [store.recall(f"person {number}") for number in range(7)]
        store.close()
        assert all(it == crowd.whole(it.finished) for it in kept if it)
        assert max(it.finished for it in kept if it) in {said, said + 1}
        for path in tmp_path.glob("*.db"):
            with closing(sqlite3.connect(path)) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        clear(address, tmp_path)


def clear(address, folder):
    """So that each round tells what it has written itself."""
    store = open_store(address)
    for number in range(7):
        store.erase(f"person {number}")
    store.close()
