"""What the documents say is true: commands give what is shown, pages can be followed, links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from skill import coach
from skill.cli import commands
from skill.settings import Settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/**/*.md")))
PAGES = sorted(ROOT.glob("docs/add-a-*.md"))

FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
LEFT_OUT = "…"
"""Stands for whatever a shown output leaves out."""


class Block(NamedTuple):
    """A fenced block of a document, and the line above it."""

    lead: str
    kind: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    text = path.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        above = text[: found.start()].rstrip().splitlines()
        yield Block(above[-1] if above else "", found["kind"], found["text"])


def environment(folder: Path) -> dict[str, str]:
    """As an operator has it, with our command first, run from a folder."""
    programs = folder / ".programs"
    programs.mkdir(exist_ok=True)
    ours = programs / "cramp-coach"
    ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from skill.cli import main; main()" "$@"\n')
    ours.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRAMP_COACH_")}
    return kept | {
        "PATH": f"{programs}:{kept['PATH']}",
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "error",
    }


def ran(command: str, folder: Path, code: Path) -> str:
    """Return the output of a shell command, which must succeed unless it demonstrates an error."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(code),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    mistake = done.stderr.startswith("cramp-coach: ") and done.stderr.count("\n") == 1
    assert done.returncode == 0 or mistake, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def shows(output: str, shown: str) -> bool:
    """Whether an output is the one that a document shows."""
    pieces = [re.escape(piece) for piece in " ".join(shown.split()).split(LEFT_OUT)]
    return re.fullmatch(".*".join(pieces), " ".join(output.split())) is not None


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The whole product in a folder of its own."""
    for name in ("skill", "publishing", "interaction_model"):
        # With its bytecode: without, every command would compile all of it first.
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the product with its content, the cache left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for room in ("skill", "publishing", "interaction_model")
        for path in (folder / room).rglob("*")
        if path.is_file() and not {"cached", "__pycache__"} & set(path.parts)
    }


def written(block: Block, folder: Path) -> bool:
    """Do by hand what a block says; False if there is nothing to write."""
    named = re.fullmatch(r"(?:In )?`([\w./-]+)`:", block.lead)
    if not named:
        return False
    path = folder / named[1]
    if block.kind != "diff":
        path.write_text(block.text, encoding="utf-8")
        return True
    lines = block.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{named[1]} has these lines {text.count(before)} times:\n{before}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda it: it.stem)
def test_a_page_can_be_followed_to_the_letter_and_touches_what_it_says(page: Path, copy: Path) -> None:
    before, by_hand, output = files(copy), set(), ""
    for block in blocks(page):
        if block.kind == "text":
            assert shows(output, block.text), f"shown:\n{block.text}\nprinted:\n{output}"
        elif block.kind == "sh":
            output = "".join(ran(line, copy, copy) for line in block.text.splitlines() if not line.startswith("make "))
        elif written(block, copy):
            by_hand.add(re.search(r"`([^`]+)`", block.lead)[1])
    after = files(copy)
    changed = {name for name in after if after[name] != before.get(name)}
    row = page.read_text(encoding="utf-8").split("|---|---|\n")[-1].splitlines()[0]
    told_by_hand, told_by_command = (re.findall(r"`([^`]+)`", cell) for cell in row.strip("|").split("|"))

    assert set(told_by_hand) == by_hand
    assert by_hand <= changed
    left = {name for name in changed - by_hand if not any(fnmatch(name, told) for told in told_by_command)}
    assert left == set()
    assert [told for told in told_by_command if not any(fnmatch(name, told) for name in changed)] == []


def conversations() -> Iterator[tuple[Path, str]]:
    """Every conversation that a document shows."""
    for path in DOCUMENTS:
        yield from ((path, block.text) for block in blocks(path) if block.text.startswith("You: "))


@pytest.mark.parametrize(
    ("path", "text"), list(conversations()), ids=lambda it: it.stem if isinstance(it, Path) else ""
)
def test_a_conversation_in_a_document_goes_as_shown(path: Path, text: str) -> None:
    device = coach.build(Settings()).device()
    turns = [" ".join(turn.split()) for turn in re.split(r"^(?=You: |Coach: )", text, flags=re.MULTILINE) if turn]

    played = []
    for turn in turns:
        if turn.startswith("You: "):
            played += [turn, f"Coach: {' '.join(device.say(turn.removeprefix('You: '))['say'].split())}"]

    assert played == turns


OFFLINE = "talk understand cues render content model".split()
"""Commands that need nothing but this machine; pages that change something are followed above."""


def lines_of_shell() -> Iterator[tuple[Path, str, str]]:
    """Every command of ours that a document shows outside the pages: where, what, and its output if that is shown."""
    for path in DOCUMENTS:
        if path in PAGES:
            continue
        shown = [*blocks(path), Block("", "", "")]
        for block, following in pairwise(shown):
            ours = [
                line for line in block.text.splitlines() if re.search(rf"cramp-coach ({'|'.join(OFFLINE)})\b", line)
            ]
            if block.kind == "sh":
                shown_below = following.kind == "text" and not following.text.startswith("You: ")
                output = following.text if shown_below else LEFT_OUT
                yield from ((path, line.removeprefix(".venv/bin/"), output) for line in ours)


@pytest.mark.parametrize(
    ("path", "line", "shown"), list(lines_of_shell()), ids=lambda it: it.stem if isinstance(it, Path) else ""
)
def test_a_command_in_a_document_gives_what_is_shown(path: Path, line: str, shown: str, copy: Path) -> None:
    line, _, _ = line.partition("  #")

    printed = ran(line.replace(".venv/bin/", ""), copy, copy)

    assert shows(printed, shown), printed


def python() -> list[tuple[Path, str]]:
    """Every piece of Python that a document shows outside the pages."""
    return [(path, it.text) for path in DOCUMENTS if path not in PAGES for it in blocks(path) if it.kind == "python"]


@pytest.mark.parametrize(("path", "text"), python(), ids=lambda it: it.stem if isinstance(it, Path) else "")
def test_python_in_a_document_runs(path: Path, text: str, copy: Path) -> None:
    done = subprocess.run([sys.executable, "-c", text], cwd=copy, env=environment(copy), check=False, timeout=60)

    assert done.returncode == 0


def test_every_word_of_the_glossary_is_used_in_the_code() -> None:
    words = re.findall(r"\*\*([^*]+)\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    code = " ".join(
        path.read_text(encoding="utf-8").lower()
        for room in ("skill", "publishing", "tests")
        for path in (ROOT / room).rglob("*.py")
        if path.name != "test_docs.py"
    )

    assert len(words) == len(set(words)) > 40
    assert [word for word in words if not re.search(rf"\b{word.lower().replace(' ', '[ _]')}", code)] == []


def every_command(
    command: click.Command = commands, called: str = "cramp-coach"
) -> Iterator[tuple[str, click.Command]]:
    """Our command and all below it, each with its full name."""
    yield called, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, f"{called} {name}")


COMMANDS = dict(every_command())


@pytest.mark.parametrize("called", COMMANDS)
def test_every_command_has_a_help_with_an_example_of_itself(called: str) -> None:
    command = COMMANDS[called]

    assert command.help
    assert re.match(rf"Example: (?:echo '.+' \| )?{called}\b", command.epilog or "")
    assert [it.name for it in command.params if isinstance(it, click.Option) and not it.help] == []


@pytest.mark.parametrize("called", [name for name in COMMANDS if name.split()[-1] in {*OFFLINE, "check"}])
def test_the_example_in_a_help_works(called: str, copy: Path) -> None:
    example = COMMANDS[called].epilog.removeprefix("Example: ")

    assert ran(f"{example} < /dev/null" if "|" not in example else example, copy, copy)


def test_the_documents_name_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        for words in re.findall(r"`(?:\.venv/bin/)?(cramp-coach(?: [a-z]+)+)", path.read_text(encoding="utf-8")):
            named = " ".join(words.split()[:3])
            assert named in COMMANDS or " ".join(words.split()[:2]) in COMMANDS, f"{path.name}: {words}"

    assert [name for name in COMMANDS.keys() - {"cramp-coach"} if name.split()[1] not in readme] == []


def test_the_readme_begins_with_what_it_is_a_picture_the_commands_and_how_to_stop() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = text[: text.index("\n## ")]
    told = ("# Cramp Coach", "![", "make run ", "make test ", "Ctrl+C", "--port", "**General advice only.**")

    assert [first.index(it) for it in told] == sorted(first.index(it) for it in told)
    assert first.split("\n\n")[1].count(". ") == 1, "two sentences"
    assert text.index("## A conversation") < text.index("## Settings") < text.index("## Speed")


def anchors(path: Path) -> set[str]:
    """The headings of a document, as GitHub names them in links."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    broken = []
    for target in LINK.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists() or (heading and heading not in anchors(file)):
            broken.append(target)

    assert broken == []


NAMED = re.compile(r"`((?:skill|tests|docs|lambda|interaction_model)/[\w./*<>-]+)`")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_names_is_there(path: Path) -> None:
    made = {block.lead.strip("`:") for block in blocks(path)}
    named = NAMED.findall(path.read_text(encoding="utf-8"))

    assert [
        name
        for name in named
        if name not in made and "<" not in name and not any(ROOT.glob(name.rstrip("/"))) and path not in PAGES
    ] == []
