"""Amazon's own runtime client runs the zip that we build, in a process that has nothing else."""

import json
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from publishing import packaging
from tests.lambda_.runtime_api import RuntimeApi
from tests.signing import SKILL_ID, envelope, intent

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("lambda")]

CLIENT = ("awslambdaric", "simplejson", "snapshot-restore-py")
"""What Lambda's Python image has beside the zip, as far as the client needs it."""

HANDLER = "lambda_function.lambda_handler"
NOT_ON_LAMBDA = {
    *("boto3", "certifi", "certvalidator", "click", "cryptography", "flask", "granian", "prometheus_client", "requests")
}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lambda")
    packaging.lambda_zip(folder / "lambda.zip")
    with ZipFile(folder / "lambda.zip") as made:
        made.extractall(folder / "task")
    return folder / "task"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A folder that holds the runtime client alone."""
    folder = tmp_path_factory.mktemp("client")
    for name in CLIENT:
        distribution = metadata.distribution(name)
        for top in {file.parts[0] for file in distribution.files if ".." not in file.parts}:
            (folder / top).symlink_to(Path(str(distribution.locate_file(top))))
    return folder


def start(unpacked, client, api, **settings):
    """Start the client with no environment but its own; Lambda can't write beside the code either."""
    environment = {"AWS_LAMBDA_RUNTIME_API": api.address, "PYTHONPATH": str(client), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-m", "awslambdaric", HANDLER]
    return subprocess.Popen(
        command, cwd=unpacked, env=environment | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.fixture
def api():
    api = RuntimeApi()
    yield api
    api.close()


@pytest.fixture
def invoke(unpacked, client, api):
    process = start(unpacked, client, api, CRAMP_COACH_SKILL_ID=SKILL_ID)
    try:
        yield api.invoke
    finally:
        process.kill()
        process.communicate()


def spoken(answer):
    return answer["response"]["outputSpeech"]["ssml"]


def test_the_runtime_client_answers_a_launch_and_an_emergency_from_the_zip(invoke, unpacked, record_property):
    started = time.perf_counter()
    kind, launch = invoke(envelope())
    first = time.perf_counter() - started
    _, emergency = invoke(envelope(intent("EmergencyIntent"), attributes=launch["sessionAttributes"]))

    size = (unpacked.parent / "lambda.zip").stat().st_size
    record_property("zip_bytes", size)
    record_property("first_answer_seconds", round(first, 2))
    print(f"zip {size / 1e6:.1f} MB, first answer after {first:.2f} s")
    assert kind == "response"
    assert "Cramp Coach" in spoken(launch)
    assert "911" in spoken(emergency)
    assert size < 10_000_000
    assert first < 8


def test_somebody_with_a_screen_is_guided_from_the_zip(invoke):
    kind, answer = invoke(envelope(screen=True))
    for said in ("StopCrampIntent", *["AMAZON.NoIntent"] * 4):
        kind, answer = invoke(envelope(intent(said), attributes=answer["sessionAttributes"], screen=True))

    assert kind == "response"
    assert [it["type"].split(".")[2] for it in answer["response"]["directives"]] == ["APLA", "APL"]
    assert '"pathData"' in json.dumps(answer), "the figure is drawn"


def test_misspelled_free_text_is_understood_in_the_zip(invoke):
    kind, answer = invoke(envelope(intent("DescribeSymptomIntent", symptom="my lefft gluteeus is crampping badley")))

    assert kind == "response"
    assert "Take the weight off" in spoken(answer)


def test_a_call_for_another_skill_or_without_a_request_fails_and_the_next_is_answered(invoke):
    failures = [invoke(event) for event in (envelope(skill_id="amzn1.ask.skill.another"), {}, [], "x", None)]

    assert [(kind, failure["errorType"]) for kind, failure in failures] == [("error", "VerificationError")] * 5
    assert invoke(envelope())[0] == "response"


def test_an_odd_request_is_answered_as_over_the_web(invoke):
    assert "can't do that" in spoken(invoke(envelope("Alexa.Something.New"))[1])
    assert invoke(envelope("AlexaSkillEvent.SomethingNew"))[1] == {"version": "1.0", "response": {}}


def test_neither_a_web_server_nor_the_web_s_checks_nor_a_database_client_are_loaded(unpacked):
    asked = "import lambda_function, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=unpacked, env={}, capture_output=True, text=True, check=True
    )

    assert NOT_ON_LAMBDA & set(done.stdout.split()) == set()


def test_a_setting_that_cannot_be_used_fails_the_start_and_names_itself(unpacked, client, api):
    process = start(unpacked, client, api, CRAMP_COACH_COUNTDOWN="drums")
    try:
        kind, failure = api.told()
    finally:
        process.kill()
        process.communicate()

    assert (kind, failure["errorType"]) == ("error", "SettingsError")
    assert "CRAMP_COACH_COUNTDOWN" in failure["errorMessage"]
