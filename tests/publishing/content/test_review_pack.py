"""The pack in which a clinician judges all content, and how the verdicts come back."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publishing.content import review_pack
from skill.cli import commands
from skill.content.loader import FOLDER, kinds, load, read
from skill.errors import ContentError

FLAG = "findings/saddle_numb"


@pytest.fixture(scope="module")
def pack() -> str:
    """The pack of our own content."""
    return review_pack.pack(load(), FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that may be changed."""
    return shutil.copytree(FOLDER, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def _verdicts(folder: Path, item: str = FLAG, **changes: str) -> bytes:
    verdict = {"item": item, "digest": review_pack.digest(folder / f"{FLAG}.yaml"), "verdict": "right"}
    return json.dumps({"by": 'Dr "A" Example, GMC 1', "on": "2026-11-30", "verdicts": [verdict | changes]}).encode()


def test_every_item_is_in_the_pack_with_its_sources(pack: str) -> None:
    content = load()
    listed = re.findall(r'data-item="([^"]+)"', pack)
    assert sorted(listed) == sorted(f"{kind}/{name}" for kind, items in kinds(content) for name in items)
    for finding in content.findings.values():
        assert all(content.sources[source].address or "" in pack for source in finding.sources)


def test_red_flags_come_first_the_most_urgent_ones_at_the_top(pack: str) -> None:
    content = load()
    listed = re.findall(r'data-item="findings/([^"]+)"', pack)
    groups = [content.findings[name].group == "red_flag" for name in listed]
    assert groups == sorted(groups, reverse=True)
    assert content.findings[listed[0]].level == "emergency"


def test_the_pack_loads_nothing_from_elsewhere(pack: str) -> None:
    assert not re.search(r"<(script|img|link)[^>]+(src|href)=", pack)


def test_what_is_right_is_marked_as_reviewed_and_nothing_else_changes(folder: Path) -> None:
    before = (folder / f"{FLAG}.yaml").read_text()
    assert review_pack.accept(_verdicts(folder), folder) == ([FLAG], [])
    content, problems = read(folder)
    finding = content.findings["saddle_numb"]
    assert not problems
    assert (finding.review.state, finding.review.by, finding.review.on) == (
        "reviewed",
        'Dr "A" Example, GMC 1',
        "2026-11-30",
    )
    assert not list(review_pack.changed_since_review(content, folder))
    changed = set((folder / f"{FLAG}.yaml").read_text().splitlines()) ^ set(before.splitlines())
    assert {line.split(":")[0] for line in changed} == {"review"}


def test_a_change_after_the_review_is_noticed(folder: Path) -> None:
    review_pack.accept(_verdicts(folder), folder)
    path = folder / f"{FLAG}.yaml"
    path.write_text(path.read_text().replace("level: emergency", "level: urgent"))
    assert [problem.split(":")[0] for problem in review_pack.changed_since_review(read(folder)[0], folder)] == [
        f"{FLAG}.yaml"
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"verdict": "change", "comment": "Say it in plainer words."}, "plainer words"),
        ({"digest": "0" * 16}, "reviewed again"),
        ({"item": "findings/nothing"}, "no such item"),
        ({"item": "findings/../lines"}, "no such item"),
        ({"item": "../../etc/passwd"}, "no such item"),
    ],
)
def test_what_is_not_accepted_stays_a_draft_and_is_told(folder: Path, changes: dict[str, str], sentence: str) -> None:
    reviewed, left = review_pack.accept(_verdicts(folder, **changes), folder)
    assert not reviewed
    assert sentence in left[0]
    assert read(folder)[0].findings["saddle_numb"].review.state == "draft"


def test_an_item_whose_review_spans_several_lines_is_told_and_not_counted(folder: Path) -> None:
    path = folder / f"{FLAG}.yaml"
    path.write_text(path.read_text().replace("review: {state: draft}", "review:\n  state: draft"))
    reviewed, left = review_pack.accept(_verdicts(folder), folder)
    assert not reviewed
    assert "one line" in left[0]


@pytest.mark.parametrize("given", [b"", b"[]", b'{"by": "", "on": "2026-11-30", "verdicts": []}', b'{"by": "A"}'])
def test_what_is_no_verdicts_is_refused(folder: Path, given: bytes) -> None:
    with pytest.raises(ContentError):
        review_pack.accept(given, folder)


def test_the_command_writes_the_pack_and_takes_the_verdicts(folder: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    written = run(commands, ["content", "review", "--folder", str(folder), "--out", str(tmp_path / "pack.html")])
    assert written.exit_code == 0
    assert FLAG in (tmp_path / "pack.html").read_text()
    verdicts = tmp_path / "verdicts.json"
    verdicts.write_bytes(_verdicts(folder))
    taken = run(commands, ["content", "review", "--folder", str(folder), "--verdicts", str(verdicts)])
    assert taken.output == f"Reviewed now: {FLAG}.\n"
