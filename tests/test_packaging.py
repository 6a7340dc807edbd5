import os
import re
import shutil
import site
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest

from skill import packaging

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
    assert {"skill/content/findings/numbness.yaml", "skill/understanding/en/cues.yaml"} <= inside


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
    for name in ("skill", "interaction_model"):
        shutil.copytree(packaging.ROOT / name, folder / name, ignore=shutil.ignore_patterns("cached", "__pycache__"))
    for name in ("LICENSE", "README.md", "pyproject.toml", "setup.py"):
        shutil.copy(packaging.ROOT / name, folder)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run(build, cwd=folder, check=True, timeout=120)
    (made,) = folder.glob("*.whl")
    return made


def test_the_zip_holds_nothing_that_lambda_has_no_use_for(made):
    unwanted = re.compile(r"\.pyi$|^skill/(cli|web/app)|\.html$|RECORD$|direct_url|^(flask|cryptography)/")

    assert [name for name in names(made) if unwanted.search(name)] == []


def test_every_package_in_the_zip_brings_its_papers(made):
    papers = {PurePosixPath(name).parts[0].split("-")[0].lower() for name in names(made) if name.endswith("METADATA")}

    assert papers == {name.replace("-", "_") for name in packaging.DISTRIBUTIONS}


def test_everybody_may_read_the_files(made):
    with ZipFile(made) as opened:
        assert {entry.external_attr >> 16 & 0o444 for entry in opened.infolist()} == {0o444}
