"""How the project is built, pinned and kept tidy."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain, pairwise
from pathlib import Path

import pytest

from skill.understanding.nearest_lines import LINES

ROOT = Path(__file__).parents[1]
FOLDERS = {"docs", "interaction_model", "lambda", "publishing", "skill", "tests", "training"}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
ADDRESS = r"://|--(?:extra-)?index|--find-links|--trusted-host|\S+@\S+|\S+\.(?:org|com|io|net)\b"

TARGET = re.compile(r"(?!\.PHONY|\.DELETE)[\w./-]+:(?!=)")


def pins(lock_file: str) -> dict[str, str]:
    """Package -> version, as a lock file has it."""
    text = (ROOT / lock_file).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_lock_files_name_no_address(lock_file):
    text = (ROOT / lock_file).read_text(encoding="utf-8")

    assert re.findall(ADDRESS, text) == []


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_every_pinned_package_has_hashes(lock_file):
    text = (ROOT / lock_file).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_tested_is_what_serves():
    tested, served = pins("requirements-dev.lock"), pins("requirements.lock")

    assert {name: tested.get(name) for name in served} == served


def test_both_lock_files_have_every_dependency_of_the_project():
    project = PYPROJECT["project"]
    needed = project["dependencies"] + PYPROJECT["build-system"]["requires"]
    extras = [*chain.from_iterable(project["optional-dependencies"].values())]
    groups = [*chain.from_iterable(PYPROJECT["dependency-groups"].values())]

    assert unpinned(needed, "requirements.lock") == set()
    assert unpinned(needed + extras + groups, "requirements-dev.lock") == set()


def unpinned(requirements, lock_file):
    """The names among some requirements that a lock file lacks."""
    return {re.match(r"[\w.-]+", each)[0] for each in requirements} - set(pins(lock_file))


def test_there_are_no_further_folders():
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    made = {name for name in found if name in {"build", "dist", "htmlcov", "__pycache__"} or name.endswith(".egg-info")}

    assert found - made == FOLDERS


def test_every_make_target_says_what_it_does():
    targets = [(above, line) for above, line in pairwise(MAKEFILE.splitlines()) if TARGET.match(line)]

    assert len(targets) > len(FOLDERS)
    assert [line for above, line in targets if not above.startswith("# ")] == []


@pytest.mark.parametrize("target", ["run", "test", "quick", "check", "ci", "record", "lock"])
def test_make_help_lists_the_target(target):
    listed = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert f"make {target} " in listed


def test_every_ignored_lint_rule_has_a_reason():
    section = PYPROJECT_TEXT.split("[tool.ruff.lint]")[1].split("[tool.ruff.lint.flake8")[0]
    rules = re.findall(r'^ +"[A-Z]+[0-9]*",.*$', section, flags=re.MULTILINE)

    assert rules
    assert [rule for rule in rules if not re.search(r", +# .+\.$", rule)] == []


def test_every_kind_of_file_in_the_package_is_shipped():
    shipped = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    rooms = (ROOT / "skill", ROOT / "publishing")
    files = (path for room in rooms for path in room.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    trains = (LINES, LINES.with_name("replies"))  # The second listener is trained on them; no package needs them.
    files = (path for path in files if path.parent not in trains)

    assert [path.name for path in files if path.suffix != ".py" and not any(map(path.match, shipped))] == []


def test_the_build_server_installs_every_program_that_a_test_requires():
    installed = set(re.search(r"^PROGRAMS := ((?:.*\\\n)*.*)$", MAKEFILE, flags=re.MULTILINE)[1].split())
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    required = {
        f"{program}:{package}"
        for source in sources
        for program, package in re.findall(r'mark\.requires\("([^"]+)", "([^"]+)"\)', source)
    }

    assert required - installed == set()


def test_the_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert PYPROJECT["project"]["license"] == "Apache-2.0"


def test_hooks_call_make_and_nothing_else():
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")

    assert re.findall(r"repo: (\S+)", text) == ["local"]
    assert all(entry.startswith("make ") for entry in re.findall(r"entry: (.+)", text))


NEEDY = """
import pytest

pytestmark = pytest.mark.requires(*["no-such-program", "some-package"])


def test_that_can_not_run_here():
    raise AssertionError
"""


def run_needy_test(folder, require_all):
    """Run one test that needs a missing program, under our own conftest."""
    (folder / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (folder / "test_needy.py").write_text(NEEDY, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = requires: as in pyproject.toml\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider"]
    environment = os.environ | {"REQUIRE_ALL": require_all}
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)


@pytest.mark.slow
def test_a_missing_program_skips_a_test_and_names_its_package(tmp_path):
    run = run_needy_test(tmp_path, require_all="0")

    assert "needs the program no-such-program; on Debian: apt-get install some-package" in run.stdout
    assert run.returncode == 0


@pytest.mark.slow
def test_a_skipped_test_is_a_failure_where_everything_is_required(tmp_path):
    run = run_needy_test(tmp_path, require_all="1")

    assert "REQUIRE_ALL=1 lets no test be skipped." in run.stdout
    assert run.returncode == 1
