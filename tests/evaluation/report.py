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
from tests.evaluation.understanding import lines, table
from tests.evaluation.vignettes import Outcome

FOLDER = Path(__file__).parent
CASES = {"own": vignettes.OWN, "panel": FOLDER / "panel.jsonl"}
"""Files of whole cases, by author."""
OWN_FLAGS = FOLDER / "own" / "redflag_utterances.tsv"
AUTHORS = ("f", "g", "h", "u", "v", "x", "z", "k", "l", "r", "s", "n", "o", "i", "j", "d", "e")
"""Authors of lines that were opened once."""


def report() -> str:
    """Return the whole report in Markdown."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    sections = (_cases, _levels, _warning_signs, _harmless_lines, _replies)
    return "\n\n".join([_HEAD.format(day=day), *("\n".join(section()) for section in sections)]) + "\n"


_HEAD = """# Evaluation report

Written by `python -m tests.evaluation.report` on {day}. Each share has its 95 % confidence interval after Wilson. The
cases and lines were written by several authors for this project; they are imagined, no patients. How each table was
made, and who has looked at it, stands in [tests/evaluation/README.md](../../tests/evaluation/README.md)."""


def _cases() -> Iterator[str]:
    yield from _heading(
        "Whole cases",
        "A person says what is wrong and answers every question. *Exact* answers follow the clinical truth.",
        "*Realistic* ones are in the words of the person of the case: a no wherever the wording of the question does",
        "not match what they feel.",
    )
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
    yield from _heading(
        "Warning signs in free words",
        "A sentence that claims a red flag. *Spoken*: its advice follows at once. *Asked*: first a question.",
    )
    told = [row["utterance"] for row in table(OWN_FLAGS) if row["red_flag"] != "none"]
    rows = [("own, looked at often", *_raised(told))]
    rows += [(f"author {author}, unseen", *_raised(_lines(author, "claimed"))) for author in AUTHORS]
    yield from _table(("lines", "spoken", "asked", "in all"), rows)


def _harmless_lines() -> Iterator[str]:
    yield from _heading(
        "Harmless lines",
        "Sentences with the words of a red flag that claim none (denied, past, others', supposed, figures of speech,",
        "near by, educational), and everyday sentences.",
    )
    misleading = [row["utterance"] for row in table(OWN_FLAGS) if row["red_flag"] == "none"]
    everyday = (FOLDER / "everyday.txt").read_text(encoding="utf-8").splitlines()
    rows = [("own, misleading", *_raised(misleading)), ("own, everyday", *_raised(everyday))]
    for author in AUTHORS:
        rows.append((f"author {author}, misleading, unseen", *_raised(_lines(author, "misleading"))))
        rows.append((f"author {author}, everyday, unseen", *_raised(_lines(author, "everyday"))))
    yield from _table(("lines", "spoken", "asked", "in all"), rows)


def _replies() -> Iterator[str]:
    yield from _heading(
        "Replies to questions",
        "A reply to a safety question by an unseen author: is it taken as meant? Most others are asked again.",
        "*Dangerous*: a no where none was meant.",
    )
    yield from ("The author d, opened last of all:", "", *_replies_of("d_replies.jsonl"), "")
    yield from ("The author i, whose failures were read afterwards:", "", *_replies_of("i_replies.jsonl"), "")
    yield from ("The author r, whose failures were read afterwards:", "", *_replies_of("r_replies.jsonl"), "")
    yield from ("The author m, of whose replies only these counts were read:", "", *_replies_of("m_replies.jsonl"), "")
    yield from ("The author k, whose failures were read afterwards:", "", *_replies_of("k_replies.jsonl"), "")
    yield from ("The author y, whose failures were read afterwards:", "", *_replies_of("y_replies.jsonl"), "")
    yield from ("The author w, whose failures were read afterwards:", "", *_replies_of("w_replies.jsonl"), "")
    yield from ("The author p, of whose replies only these counts were read:", "", *_replies_of("p_replies.jsonl"), "")
    yield from ("The author h, whose failures were read afterwards:", "", *_replies_of("h_replies.jsonl"), "")
    yield from ("The first author, whose failures were read afterwards:", "", *_replies_of("replies.jsonl"))


def _replies_of(name: str) -> Iterator[str]:
    """Yield the table of the replies in one file."""
    rows = list(lines(FOLDER / "opened_once" / name))
    kinds: dict[str, list[bool]] = {}
    dangerous = []
    for row in rows:
        heard = hear(row["reply"], "en-US", tuple(row["asks"]), "finding")
        told = row["answer"] == "yes" and any(heard.findings.get(name) == "yes" for name in row["asks"])
        right = {row["answer"], *row.get("also", ())}
        given = None if heard.suspected else heard.answer  # A suspicion is asked about first.
        kinds.setdefault(row["kind"], []).append(told or given in right)
        if given == "no" and "no" not in right:
            dangerous.append(row)
    as_meant = [good for answers in kinds.values() for good in answers if good]
    shares = [(kind, f"{sum(answers)} of {len(answers)}") for kind, answers in kinds.items()]
    yield from _table(
        ("kind", "as meant"), [*shares, ("all", _share(as_meant, rows)), ("dangerous", _share(dangerous, rows))]
    )


def _lines(author: str, group: str) -> list[str]:
    """Return the texts of one author that claim a red flag, could mislead, or are everyday ones."""
    text = (FOLDER / "opened_once" / f"{author}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    named = {"claimed": "claimed", "everyday": "everyday"}
    return [said for _, _, kind, said in rows if named.get(kind, "misleading") == group]


def _raised(said: Sequence[str]) -> tuple[str, str, str]:
    """Return the shares of texts on which advice is spoken, a question asked, and either."""
    heard = [hear(text) for text in said]
    spoken = [it for it in heard if it.red_flags or it.intent in ("Emergency", "Crisis")]
    asked = [it for it in heard if it.suspected and it not in spoken]
    return _share(spoken, heard), _share(asked, heard), _share([*spoken, *asked], heard)


def _played() -> dict[str, list[Outcome]]:
    played = {}
    for name, path in CASES.items():
        cases = vignettes.cases(path)
        played[f"{name}, exact"] = [vignettes.play(case) for case in cases]
        realistic = [case for case in cases if "realistic" in case]
        if realistic:
            played[f"{name}, realistic"] = [vignettes.play(case, realistic=True) for case in realistic]
    return played


def _heading(title: str, *explained: str) -> Iterator[str]:
    yield from (f"## {title}", "", *explained, "")


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
