"""
What the processes of the crowd tests do, as a server does it: one store, opened before the fork.

    python -m tests.memory.crowd count URL PROCESSES TURNS
    python -m tests.memory.crowd write URL WRITES
"""

import os
import sys
from importlib import import_module

from msgspec.structs import replace

from skill.conversation.profile import Profile
from skill.conversation.session import Hold, Place
from skill.memory.open_store import open_store
from skill.memory.store import People

EVERYBODY = "everybody"


def never_give_up():
    """Wait for a lock as long as it takes: on a busy machine the others may hold it for longer than a turn waits."""
    for module in ("store", "sqlite_file", "postgres"):
        import_module(f"skill.memory.{module}").TIMEOUT_SECONDS = 60.0


def count(url, processes, turns):
    """Fork, and let each process count its turns with a person of its own and with one that all share."""
    never_give_up()
    people = People(open_store(url), "secret")
    for number in range(processes):
        if os.fork() == 0:
            failed = sum(not turn(people, user) for _ in range(turns) for user in (EVERYBODY, f"somebody {number}"))
            os._exit(min(failed, 250))
    failures = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(processes)]
    print(sum(map(abs, failures)))


def turn(people, user):
    known = people.recall(user)
    changed = people.change(user, lambda before: replace(before, finished=before.finished + 1))
    return known is not None and changed is not None


def write(url, writes):
    """Write rows whose parts belong together, and say so after each."""
    store = open_store(url)
    for number in range(1, writes + 1):
        store.update(f"person {number % 7}", lambda _, number=number: whole(number))
        print(number, flush=True)


def whole(number):
    seconds = 5 + number % 100
    place = Place(Hold("hip_flexor", "left", float(seconds)), at=float(number), routine="r" * (number % 2000))
    return Profile(finished=number, hold_seconds=seconds, place=place, last_seen=float(number))


if __name__ == "__main__":
    command, address, *numbers = sys.argv[1:]
    {"count": count, "write": write}[command](address, *map(int, numbers))
