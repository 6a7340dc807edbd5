"""A new locale begins with one command; here it is followed to the end for a country that does not exist."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.content import new_locale
from skill.errors import ContentError

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("new locale")]

ROOT = Path(__file__).parents[3]
INVENTED = "en-ZZ"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The whole product in a folder of its own."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("skill", "publishing", "interaction_model"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def run(copy, *arguments, said=""):
    """Our command, from the copy alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRAMP_COACH_")}
    return subprocess.run(
        [sys.executable, "-c", "from skill.cli import main; main()", *arguments],
        cwd=copy,
        env=environment | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def files(folder):
    """Every file with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def begun(copy):
    """What the command said, and the files before and after it."""
    before = files(copy)
    return run(copy, "locale", "new", INVENTED), before, files(copy)


def test_the_command_writes_two_files_and_touches_no_other(begun):
    done, before, after = begun

    assert done.returncode == 0, done.stderr
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {
        f"skill/content/locales/{INVENTED}.yaml",
        f"interaction_model/phrases/{INVENTED}.yaml",
    }


def test_until_somebody_fills_a_number_in_nobody_hears_one(copy, begun):
    talked = run(copy, "talk", "--json", "--locale", INVENTED, said="i wet myself and i cannot feel it when i wipe\n")

    said = json.loads(talked.stdout)["say"]
    assert said.startswith("Call your local emergency number now.")
    assert not any(char.isdigit() for char in said)


def test_a_locale_that_has_files_is_never_written_over(copy, begun):
    again = run(copy, "locale", "new", INVENTED)

    assert again.returncode == 1
    assert again.stderr == f"cramp-coach: locales/{INVENTED}.yaml exists already; edit it, or delete it first.\n"


def test_with_its_model_only_the_marks_and_the_page_are_left_to_do(copy, begun):
    models = run(copy, "model", "build").stdout + run(copy, "model", "check").stderr

    left = run(copy, "package", "--check-only").stderr.splitlines()

    assert f"{INVENTED}.json" in models
    assert len(left) == 5, left
    assert left[0] == f"skill.json: {INVENTED} has no page in 'publishingInformation.locales'."
    assert left[1] == f"skill.json: {INVENTED} has no addresses in 'privacyAndCompliance.locales'."
    assert left[2].startswith(f"locales/{INVENTED}.yaml: complete the 8 places marked TODO")
    assert left[3].startswith(f"phrases/{INVENTED}.yaml: complete the 2 places marked TODO")


def test_the_store_gets_no_page_before_the_marks_are_settled(copy, begun):
    done = run(copy, "locale", "page", INVENTED)

    assert done.returncode == 1
    assert done.stderr == f"cramp-coach: locales/{INVENTED}.yaml still contains TODO; complete these places first.\n"


def test_a_page_needs_its_files_first_and_is_never_written_over():
    with pytest.raises(ContentError, match="run `cramp-coach locale new en-ZZ` first"):
        new_locale.add_page(INVENTED)
    with pytest.raises(ContentError, match="there is a page of en-GB already"):
        new_locale.add_page("en-GB")


def test_every_line_that_waits_for_somebody_is_marked(tmp_path):
    (tmp_path / "locales").mkdir()
    shutil.copytree(ROOT / "skill/content", tmp_path, dirs_exist_ok=True)
    content, phrases = new_locale.write(INVENTED, tmp_path, tmp_path)

    assert content.read_text(encoding="utf-8").count(new_locale.MARK) == 8
    assert "extends: en-US" in phrases.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["de-DE", "en", "en-nz", "../en-NZ"])
def test_what_is_no_english_locale_is_refused(tmp_path, locale):
    with pytest.raises(ContentError, match="not an English locale"):
        new_locale.write(locale, tmp_path, tmp_path)


def test_nothing_in_our_own_locales_is_unfinished():
    assert list(new_locale.unfinished()) == []
