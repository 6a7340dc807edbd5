"""The hazard log: complete, and with evidence that exists."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SAFETY = ROOT / "docs" / "safety"
HAZARDS: list[dict[str, Any]] = yaml.safe_load((SAFETY / "hazards.yaml").read_text(encoding="utf-8"))
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOODS = ("very_low", "low", "medium", "high", "very_high")


def _missing(evidence: str) -> str | None:
    """Return why a piece of evidence does not exist; None if it does."""
    if evidence.startswith("evaluation: "):
        heading = f"## {evidence.removeprefix('evaluation: ')}\n".lower()
        return None if heading in (SAFETY / "evaluation.md").read_text(encoding="utf-8").lower() else "no such table"
    file, _, name = evidence.partition("::")
    if not (ROOT / file).is_file():
        return "no such file"
    functions = {it.name for it in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(it, ast.FunctionDef)}
    tests = {it for it in functions if it.startswith("test_")}
    return None if (name in tests if name else tests) else "no such test"


def test_there_are_at_least_twelve_hazards_each_told_once() -> None:
    assert len({it["hazard"] for it in HAZARDS}) == len(HAZARDS) >= 12


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda it: it["hazard"][:40])
def test_a_hazard_is_complete_and_each_piece_of_evidence_exists(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {"hazard", "cause", "effect", "severity", "likelihood", "control", "evidence"}
    assert hazard["severity"] in SEVERITIES
    before, after = (LIKELIHOODS.index(hazard["likelihood"][when]) for when in ("before", "after"))
    assert after <= before
    assert any(it.startswith("tests/") for it in hazard["evidence"])
    assert {it: problem for it in hazard["evidence"] if (problem := _missing(it))} == {}


def test_evidence_that_does_not_exist_is_noticed() -> None:
    assert _missing("tests/nothing.py")
    assert _missing("tests/test_hazards.py::test_nothing")
    assert _missing("evaluation: nothing")


def test_no_hazard_is_at_a_risk_that_nobody_may_accept() -> None:
    """The matrix stands in the README, where a reader looks for it."""
    rows = re.findall(r"^\| (\w+) \|((?: \d \|){5})$", (SAFETY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    matrix = {row: [int(cell) for cell in cells.split("|") if cell.strip()] for row, cells in rows}
    assert tuple(matrix) == SEVERITIES[::-1]
    for hazard in HAZARDS:
        assert matrix[hazard["severity"]][LIKELIHOODS.index(hazard["likelihood"]["after"])] <= 4, hazard["hazard"]
