"""Seconds of each hunt, and proof that the hunters would notice."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from werkzeug.test import EnvironBuilder, TestResponse

from tests.fuzz import bodies, reading
from tests.fuzz.endpoint import Endpoint, check
from tests.fuzz.hunts import HUNTS, Terms
from tests.fuzz.steps import Budget, steps
from tests.signing import envelope, written

SECONDS = 2.0
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


# What remains, the description of the endpoints, has a test of its own in `tests/web/test_openapi.py`.
@pytest.mark.slow
@pytest.mark.parametrize("part", ["endpoint", "understanding", "session"])
def test_a_few_seconds_of_strange_inputs_break_nothing(part):
    found = HUNTS[part](Terms(SECONDS, seed=1))

    print(f"{part}: {found.inputs} inputs, {len(found.crashes)} crashes, {found.server_errors} HTTP 500; {found.more}")
    assert found.crashes == []
    assert found.server_errors == 0
    assert found.inputs > 0


# --- The inputs are as strange as they claim ---


def test_what_no_writer_of_json_writes_can_be_written():
    deep = bodies.RAW.index("NaN")
    body = {"twice" + bodies.AGAIN: 1, "twice": 2, "raw": f"{bodies._RAW}{deep}{bodies._RAW}", "cut": "\ud800"}

    assert bodies.written(body) == b'{"twice": 1, "twice": 2, "raw": NaN, "cut": "\\ud800"}'


@pytest.mark.parametrize("piece", ["{", "[", "1" * 400, '"\\ud800"', "NaN", "\udcff"])
def test_there_are_depths_and_huge_numbers_and_half_characters_among_them(piece):
    assert any(piece in raw for raw in bodies.RAW)


def test_a_changed_request_is_refused_by_some_and_read_by_some():
    target = Endpoint()

    @QUICK
    @given(bodies.mutated)
    def send(body):
        target.send(bodies.written(body))

    send()
    assert set(target.outcomes) == {"HTTP 200", "HTTP 400"}


def test_broken_sessions_are_taken_for_ours_now_and_then():
    taken = []

    @settings(QUICK, max_examples=200)
    @given(bodies.broken_sessions())
    def read(session):
        taken.append(reading.read(session) is not None)

    read()
    assert set(taken) == {True, False}


# --- The hunters notice ---


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b"Internal Server Error"),
        (302, b""),
        (200, b'{"version":"1.0","response":{"outputSpeech":{"ssml":"<speak>Traceback</speak>"}}}'),
        (200, b'{"version":"1.0","response":{}}'),
        (200, b'{"version":"1.0","response":{"outputSpeech":{"ssml":"hello"}}}'),
        (400, b"one\ntwo\n"),
    ],
)
def test_a_bad_answer_of_the_door_would_be_noticed(status, answer):
    body = written(envelope())
    response = TestResponse([answer], str(status), [("Content-Type", "text/plain")], EnvironBuilder().get_request())

    with pytest.raises(AssertionError):
        check(body, response)


def test_work_that_grows_faster_than_its_input_would_be_noticed():
    budget = Budget(start=100, each=10)

    def work(length):
        for _ in range(length):
            [len("") for _ in range(length)]

    budget.spend(3, lambda: work(3))
    with pytest.raises(AssertionError, match="300 characters took"):
        budget.spend(300, lambda: work(300))


def test_steps_are_the_same_in_every_run():
    work = [json.dumps, [list(range(50))] * 9]

    assert len({steps(lambda: work[0](work[1])) for _ in range(5)}) == 1
