import json
import os
import re
import shutil
import site
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import msgspec
import pytest

from publishing import packaging
from skill import __version__

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packages")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("dist") / "new" / "lambda.zip"
    packaging.lambda_zip(path)
    return path


def names(path):
    with ZipFile(path) as opened:
        return opened.namelist()


def test_the_same_tree_gives_the_same_bytes_whenever_it_is_built(made, tmp_path):
    os.utime(packaging.ROOT / "lambda" / "lambda_function.py")
    packaging.lambda_zip(tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == made.read_bytes()


def test_every_module_brings_its_bytecode_which_knows_no_machine(made):
    with ZipFile(made) as opened:
        modules = [name for name in names(made) if name.endswith(".py")]
        compiled = {cache_from_source(name): opened.read(cache_from_source(name)) for name in modules}

    assert len(compiled) > 500
    assert all(code[4:8] == b"\x01\0\0\0" for code in compiled.values()), "checked neither by time nor by content"
    assert not any(str(packaging.ROOT).encode() in code or b"/tmp/" in code for code in compiled.values())


def test_the_zip_holds_the_handler_the_content_the_words_and_the_phrases(made):
    inside = set(names(made))

    assert {"lambda_function.py", "skill/coach.py", "interaction_model/phrases/en-US.yaml"} <= inside
    assert {"skill/content/findings/numbness.yaml", "skill/understanding/en/context_words.yaml"} <= inside


def test_the_zip_and_a_wheel_start_from_the_cache_that_they_carry(made, wheel, tmp_path):
    for number, package in enumerate((made, wheel)):
        folder = tmp_path / str(number)
        with ZipFile(package) as opened:
            opened.extractall(folder)
        for path in folder.rglob("*"):
            path.chmod(0o555)
        command = [sys.executable, "-I", "-c", WITHOUT_YAML, str(folder), *site.getsitepackages()]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (ran.stdout.split(), ran.stderr) == (["DescribeSymptom", str(folder)], ""), package.name


WITHOUT_YAML = """
import sys
sys.path[:0] = sys.argv[1:]
sys.modules["yaml"] = None
import skill
from skill.understanding.hearing import hear
for locale in ("en-US", "en-GB", "en-IN", "en-AU", "en-CA"):
    heard = hear("my left glute has been sore since i ran", locale)
print(heard.intent, skill.__path__[0].removesuffix("/skill"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel, built from the files that a fresh clone has."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("skill", "publishing", "interaction_model"):
        shutil.copytree(packaging.ROOT / name, folder / name, ignore=shutil.ignore_patterns("cached", "__pycache__"))
    for name in ("LICENSE", "README.md", "pyproject.toml", "setup.py"):
        shutil.copy(packaging.ROOT / name, folder)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run(build, cwd=folder, check=True, timeout=120)
    (made,) = folder.glob("*.whl")
    return made


def test_a_wheel_has_the_commands_that_check_and_draw_the_content(wheel, tmp_path):
    with ZipFile(wheel) as opened:
        opened.extractall(tmp_path)
    command = [sys.executable, "-c", "from skill.cli import main; main()", "content", "graph"]
    alone = os.environ | {"PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False, timeout=60)

    assert (tmp_path / "publishing" / "packaging.yaml").is_file()
    assert (ran.stdout[:9], ran.stderr) == ("flowchart", "")


def test_the_zip_holds_nothing_that_lambda_has_no_use_for(made):
    unwanted = re.compile(r"\.pyi$|^skill/(cli|web/app)|^publishing/|\.html$|RECORD$|direct_url|^(flask|cryptography)/")

    assert [name for name in names(made) if unwanted.search(name)] == []


def test_every_package_in_the_zip_brings_its_papers(made):
    papers = {PurePosixPath(name).parts[0].split("-")[0].lower() for name in names(made) if name.endswith("METADATA")}

    assert papers == {name.replace("-", "_") for name in packaging.CONTENTS.distributions}


def test_everybody_may_read_the_files(made):
    with ZipFile(made) as opened:
        assert {entry.external_attr >> 16 & 0o444 for entry in opened.infolist()} == {0o444}


@pytest.fixture(scope="module")
def at_home(tmp_path_factory):
    """The integration for Home Assistant, unpacked into a configuration folder."""
    folder = tmp_path_factory.mktemp("config")
    packaging.home_assistant_zip(folder / "made.zip")
    with ZipFile(folder / "made.zip") as opened:
        opened.extractall(folder)
    return folder


def test_the_integration_is_laid_out_as_home_assistant_and_hacs_expect(at_home):
    component = at_home / "custom_components" / "cramp_coach"
    inside = {path.name for path in component.iterdir()}
    manifest = json.loads((component / "manifest.json").read_text())

    assert (at_home / "hacs.json").is_file()
    assert {"__init__.py", "config_flow.py", "conversation.py", "tts.py", "core"} <= inside
    assert manifest["version"] == __version__
    assert [it.split(">")[0] for it in manifest["requirements"]] == ["msgspec"]
    assert not any("alexa" in path.parts for path in at_home.rglob("*"))


def test_the_coach_at_home_needs_msgspec_alone_and_starts_from_its_cache(at_home, tmp_path):
    core = at_home / "custom_components" / "cramp_coach" / "core"
    (tmp_path / "msgspec").symlink_to(Path(msgspec.__file__).parent)
    before = {path: path.read_bytes() for path in core.rglob("*.json")}
    code = (
        "import sys; from skill.conversation.session import Session; from skill.turn import said\n"
        "from skill.understanding.hearing import content\n"
        "from skill.conversation.events import Platform; from skill.conversation.respond import respond\n"
        "event = said('my lefft gluteeus is crampping badley', Session(), now=0.0, locale='en', platform=Platform())\n"
        "print(respond(event, Session(), content()).ask)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    environment = {"PYTHONPATH": f"{core}:{tmp_path}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert "leg weak" in done.stdout
    assert {"ask_sdk_core", "ask_sdk_model", "cryptography", "flask", "yaml"}.isdisjoint(done.stderr.split())
    assert {path: path.read_bytes() for path in core.rglob("*.json")} == before
