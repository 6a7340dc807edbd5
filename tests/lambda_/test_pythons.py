"""A zip runs on the Python that it was built for, whatever Python builds it, and refuses every other in a sentence."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from publishing import packaging
from publishing.commands.package import PYTHONS
from skill.errors import SettingsError
from tests.lambda_.runtime_api import RuntimeApi
from tests.lambda_.test_lambda_function import CLIENT, HANDLER, envelope, intent, spoken
from tests.signing import SKILL_ID

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("lambda")]

ROOT = packaging.ROOT


def found():
    """Version -> program, of every Python of this machine on which the skill could run."""
    places = [
        Path(sys.executable),
        *Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser().glob("versions/*/bin/python3"),
    ]
    places += [Path(it) for version in PYTHONS if (it := shutil.which(f"python{version}"))]
    programs = {}
    for place in places:
        asked = subprocess.run(
            [place, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.stdout.strip() in PYTHONS:
            programs.setdefault(asked.stdout.strip(), place)
    return programs


PROGRAMS = found()
OTHER_THAN_RUNNING = sorted(set(PROGRAMS) - {packaging.RUNNING})


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Give the unpacked zip for a version, built once each."""
    made = {}

    def unpack(python):
        if python not in made:
            folder = tmp_path_factory.mktemp("zip")
            try:
                packaging.lambda_zip(folder / "lambda.zip", python)
            except SettingsError as error:
                pytest.skip(f"needs the package index: {error}")
            with ZipFile(folder / "lambda.zip") as opened:
                opened.extractall(folder / "task")
            made[python] = folder / "task"
        return made[python]

    return unpack


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    """Give a folder with Amazon's runtime client alone for a version."""
    made = {}
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    pinned = re.findall(rf"^(?:{'|'.join(CLIENT)})==[^ ]+", lock, flags=re.MULTILINE)

    def client(python):
        if python not in made:
            made[python] = tmp_path_factory.mktemp("client")
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"]
            target = ["--python-version", python, "--target", made[python]]
            if subprocess.run([*pip, *target, *pinned], check=False, capture_output=True).returncode:
                pytest.skip("needs the package index, for Amazon's runtime client")
        return made[python]

    return client


def answered(program, unpacked, client, *events):
    """What a fresh process makes of some events; it has nothing but the zip and the client."""
    api = RuntimeApi()
    environment = {"AWS_LAMBDA_RUNTIME_API": api.address, "PYTHONPATH": str(client), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [program, "-S", "-m", "awslambdaric", HANDLER],
        cwd=unpacked,
        env=environment | {"CRAMP_COACH_SKILL_ID": SKILL_ID},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        return [api.invoke(event) for event in events] if events else api.told()
    finally:
        process.kill()
        process.communicate()
        api.close()


@pytest.mark.parametrize("python", sorted(PROGRAMS))
def test_each_python_answers_from_the_zip_that_was_built_for_it(python, unpacked, clients):
    answers = answered(
        PROGRAMS[python], unpacked(python), clients(python), envelope(), envelope(intent("EmergencyIntent"))
    )

    assert [kind for kind, _ in answers] == ["response", "response"]
    assert "Cramp Coach" in spoken(answers[0][1])
    assert "911" in spoken(answers[1][1])


@pytest.mark.parametrize("python", OTHER_THAN_RUNNING)
def test_another_python_refuses_the_zip_in_a_sentence(python, unpacked, clients):
    kind, failure = answered(PROGRAMS[python], unpacked(packaging.RUNNING), clients(python))

    assert kind == "error"
    assert f"built for Python {packaging.RUNNING}, but the function runs Python {python}." in failure["errorMessage"]
    assert f"Set the function's runtime to python{packaging.RUNNING}" in failure["errorMessage"]


@pytest.mark.parametrize("python", OTHER_THAN_RUNNING)
def test_the_running_python_refuses_a_zip_for_another(python, unpacked, clients):
    kind, failure = answered(sys.executable, unpacked(python), clients(packaging.RUNNING))

    assert kind == "error"
    assert f"built for Python {python}, but the function runs Python {packaging.RUNNING}." in failure["errorMessage"]


def test_another_processor_is_refused_in_a_sentence(unpacked, tmp_path):
    told = tmp_path / "built_for.txt"
    told.write_text(f"{packaging.RUNNING} aarch64\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", f"import built_for, pathlib; built_for.check(pathlib.Path({str(told)!r}))"],
        cwd=ROOT / "lambda",
        capture_output=True,
        text=True,
        check=False,
    )

    assert "built for aarch64 processors, but the function runs on" in ran.stderr


def test_the_zip_says_what_it_was_built_for(unpacked):
    assert (unpacked(packaging.RUNNING) / "built_for.txt").read_text() == f"{packaging.RUNNING} x86_64\n"
    assert (
        json.loads((ROOT / "ask-resources.json").read_text())["profiles"]["lambda"]["skillInfrastructure"][
            "userConfig"
        ]["runtime"]
        == "python3.13"
    )


def test_packages_that_cannot_be_had_are_told_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    other = next(version for version in PYTHONS if version != packaging.RUNNING)

    with pytest.raises(SettingsError, match=f"can't fetch msgspec and pyyaml for Python {other}.*--python"):
        packaging.lambda_zip(tmp_path / "lambda.zip", other)
