"""
Writes the evaluation report of the safety case.

    python -m tests.evaluation.report --out docs/safety/evaluation.md
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from skill import log
from skill.content.models import LEVELS
from skill.understanding.hearing import hear
from tests.evaluation import vignettes
from tests.evaluation.scoring import Share
from tests.evaluation.understanding import table
from tests.evaluation.vignettes import Outcome

FOLDER = Path(__file__).parent
CASES = {"own": vignettes.OWN, "panel": FOLDER / "panel.jsonl"}
"""Files of whole cases, by author."""


def report() -> str:
    """Return the whole report in Markdown."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    sections = (_cases, _levels, _warning_signs, _harmless_lines)
    return "\n\n".join([_HEAD.format(day=day), *("\n".join(section()) for section in sections)]) + "\n"


_HEAD = """# Evaluation report

Written by `python -m tests.evaluation.report` on {day}. Each share has its 95 % confidence interval after Wilson. The
cases and lines were written by several authors for this project; they are imagined, no patients. How each table was
made, and who has looked at it, stands in [tests/evaluation/README.md](../../tests/evaluation/README.md)."""


def _cases() -> Iterator[str]:
    yield "## Whole cases"
    yield ""
    yield "A person says what is wrong and answers every question. *Exact* answers follow the clinical truth."
    yield "*Realistic* ones are in the words of the person of the case: a no wherever the wording of the question does"
    yield "not match what they feel."
    yield ""
    rows: list[Sequence[object]] = []
    for name, outcomes in _played().items():
        emergencies = [it for it in outcomes if it.case["expected_level"] == "emergency"]
        selfcare = [it for it in outcomes if it.case["expected_level"] == "selfcare"]
        rows.append(
            (
                name,
                _share([it for it in emergencies if not it.critical_miss], emergencies),
                _share([it for it in outcomes if it.safe], outcomes),
                _share([it for it in outcomes if it.acceptable], outcomes),
                _share([it for it in selfcare if it.level == "emergency"], selfcare),
                _share([it for it in emergencies if it.holds], emergencies),
            )
        )
    head = "cases", "emergencies caught", "at or above the level", "acceptable level", "self-care sent to emergency"
    yield from _table((*head, "emergencies guided first"), rows)


def _levels() -> Iterator[str]:
    yield "### Level expected and given"
    for name, outcomes in _played().items():
        yield ""
        rows = []
        for expected in LEVELS:
            given = [it.level for it in outcomes if it.case["expected_level"] == expected]
            if given:
                rows.append((expected, *(given.count(level) or "" for level in LEVELS)))
        yield from _table((f"{name}: expected", *LEVELS), rows)


def _warning_signs() -> Iterator[str]:
    yield "## Warning signs in free words"
    yield ""
    yield "One sentence that claims one of the red flags. *Heard*: its advice follows at once, or its own question."
    yield ""
    told = [row for row in table(FOLDER / "own" / "redflag_utterances.tsv") if row["red_flag"] != "none"]
    heard = [row for row in told if row["red_flag"] in hear(row["utterance"]).red_flags]
    yield from _table(("author", "heard"), [("own", _share(heard, told))])


def _harmless_lines() -> Iterator[str]:
    yield "## Harmless lines"
    yield ""
    yield "Sentences with the words of a red flag that claim none, and everyday sentences. *Alarm*: advice at once."
    yield ""
    own = [row["utterance"] for row in table(FOLDER / "own" / "redflag_utterances.tsv") if row["red_flag"] == "none"]
    everyday = (FOLDER / "everyday.txt").read_text(encoding="utf-8").splitlines()
    rows = [
        (name, _share([it for it in said if hear(it).red_flags], said))
        for name, said in (("own, misleading", own), ("own, everyday", everyday))
    ]
    yield from _table(("lines", "alarms"), rows)


def _played() -> dict[str, list[Outcome]]:
    played = {}
    for name, path in CASES.items():
        cases = vignettes.cases(path)
        played[f"{name}, exact"] = [vignettes.play(case) for case in cases]
        realistic = [case for case in cases if "realistic" in case]
        if realistic:
            played[f"{name}, realistic"] = [vignettes.play(case, realistic=True) for case in realistic]
    return played


def _share(kept: Sequence[object], of: Sequence[object]) -> str:
    return str(Share(len(kept), len(of))).strip() if of else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"


def main() -> None:
    """Write the report."""
    log.show_errors_only()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="file; default: standard output")
    out = parser.parse_args().out
    text = report()
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
