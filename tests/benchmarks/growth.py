"""Does a turn get dearer as more people are remembered, and as the content grows?"""

import contextlib
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skill import coach
from skill.content import loader
from skill.content.models import Content
from skill.conversation.profile import Profile
from skill.memory.open_store import open_store
from skill.memory.store import People
from tests.benchmarks import peers, traffic
from tests.benchmarks.peers import Signed, Wsgi, call
from tests.benchmarks.places import settings
from tests.benchmarks.traffic import Turn
from tests.signing import intent

CROWDS = (1_000, 1_000_000)
TIMES = (1, 10)
_MULTIPLIED = ("stretches", "topics", "conditions", "remedies", "routines")
_REPEATS = 40
_AT_ONCE = 50_000
_HEARD = intent("DescribeSymptomIntent", symptom="my left cheek has been tight and sore since i went running yesterday")

Spent = dict[str, dict[int, list[float]]]


def measured(rounds: int, folder: Path) -> dict[str, Any]:
    """The CPU microseconds of every round, for each kind of turn and each size."""
    crowds = {crowd: _remembering(traffic.prepare(folder / str(crowd)), crowd) for crowd in CROWDS}
    contents = {times: _with_content(traffic.prepare(folder / f"x{times}"), times) for times in TIMES}
    turns = traffic.conversation(contents[1])
    longer = next(turn for turn in turns if "LongerHold" in str(turn.request))
    first = {crowd: _wall(app, traffic.signed(longer, user="somebody new")) for crowd, app in crowds.items()}
    people: Spent = {"a launch, which reads": {}, "a new hold length, which writes": {}}
    content: Spent = {"a turn": {}, "a turn in free words": {}, "the turn that guides": {}}
    guided = traffic.guided(contents[1])
    for number in range(rounds):
        print(f"  growth: round {number + 1} of {rounds}", file=sys.stderr)
        # Somebody else at each request, and in each round.
        users = [str(number * _REPEATS + i) for i in range(_REPEATS)]
        for crowd, app in crowds.items():
            _note(people, "a launch, which reads", crowd, app, [traffic.signed(turns[0], user=it) for it in users])
            _note(
                people, "a new hold length, which writes", crowd, app, [traffic.signed(longer, user=it) for it in users]
            )
        for times, app in contents.items():
            said = [Turn(intent(answer), turns[1].attributes) for answer in traffic.ANSWERS]
            heard = Turn(_HEARD, turns[1].attributes)
            _note(content, "a turn", times, app, [traffic.signed(said[i % 4]) for i in range(_REPEATS)])
            _note(content, "a turn in free words", times, app, [traffic.signed(heard) for _ in range(_REPEATS)])
            _note(content, "the turn that guides", times, app, [traffic.signed(guided) for _ in range(_REPEATS)])
    return {"people": people, "content": content, "first write, milliseconds": first}


def _note(spent: Spent, kind: str, size: int, app: Wsgi, batch: list[Signed]) -> None:
    started = time.process_time()
    statuses = {call(app, request)[0] for request in batch}
    used = time.process_time() - started
    if statuses != {"200 OK"}:
        raise RuntimeError(f"{kind}: the coach answered {statuses}.")
    spent[kind].setdefault(size, []).append(used / len(batch) * 1e6)


def _wall(app: Wsgi, request: Signed) -> float:
    started = time.perf_counter()
    call(app, request)
    return (time.perf_counter() - started) * 1000


def _remembering(folder: Path, crowd: int) -> Wsgi:
    """Return an app with a number of users in its database, each of whom finished a stretch today."""
    print(f"  growth: {crowd} people get remembered", file=sys.stderr)
    store = open_store(settings(folder).database_url)
    people = People(store, None)
    people.change("the first", lambda _: Profile(finished=1, introduced=True))
    known = people.pseudonym("the first")
    store.close()
    with contextlib.closing(sqlite3.connect(folder / "people.db")) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(people)") if row[1] != "pseudonym"]
        same = ", ".join(columns)
        # The columns are those of our own schema.
        insert = f"INSERT INTO people (pseudonym, {same}) SELECT ?, {same} FROM people WHERE pseudonym = ?"  # noqa: S608
        for begin in range(0, crowd, _AT_ONCE):
            end = min(begin + _AT_ONCE, crowd)
            rows = ((people.pseudonym(traffic.user_id(str(number))), known) for number in range(begin, end))
            database.executemany(insert, rows)
            database.commit()
    return peers.coach(folder)


def _with_content(folder: Path, times: int) -> Wsgi:
    """An app whose content holds everything so many times, under names of its own."""
    copied = folder / "content"
    shutil.copytree(loader.FOLDER, copied)
    for kind in _MULTIPLIED:
        for path in list((copied / kind).glob("*.yaml")):
            # A source may be defined only once.
            copy = re.sub(r"^own_sources:\n(  .*\n)+", "", path.read_text(), flags=re.MULTILINE)
            for number in range(1, times):
                path.with_stem(f"{path.stem}_{number}").write_text(copy)
    with _replaced(loader.load(copied)):
        return peers.coach(folder)


@contextlib.contextmanager
def _replaced(loaded: Content) -> Iterator[None]:
    """Let the coach that is built next have other content; understanding keeps ours, whose findings are the same."""
    content = coach.content
    coach.content = lambda: loaded
    try:
        yield
    finally:
        coach.content = content
