"""
Measure everything that can be measured without training: each table, by kind and finding, with intervals.

    python -m tests.evaluation [--data FOLDER ...] [--cases] [--details] [--record]

Each share stands beside that of the last commit, which is in figures.tsv; `--record` writes that file anew. A folder
holds the tables that README.md describes. `--cases` plays whole cases, too, which takes minutes. How the second
listener does on authors that it has not seen: `python -m tests.evaluation.second_listener`.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from skill import log
from skill.alexa.intents import alexa_name
from skill.understanding.heard import Heard
from skill.understanding.hearing import hear
from skill.understanding.intents import FALLBACK
from tests.evaluation import vignettes
from tests.evaluation.scoring import Share
from tests.evaluation.understanding import lines, plain, table

FOLDER = Path(__file__).parent
FIGURES = FOLDER / "figures.tsv"
_ALARMS = {"crisis": "Crisis", "emergency": "Emergency"}


class Judged(NamedTuple):
    """One judgement: what was measured, its kind or finding, and whether it was right."""

    measure: str
    kind: str
    right: bool


def judged(folder: Path) -> Iterator[Judged]:
    """Judge the tables of a folder; what is missing is left out."""
    for row in table(folder / "utterances.tsv"):
        wanted = {row["intent"], *(row.get("alt_intents") or "").replace(",", " ").split()}
        yield Judged("intents", row["intent"], alexa_name(hear(row["utterance"]).intent) in wanted)
    for row in table(folder / "out_of_scope.tsv"):
        yield Judged("out of scope", row["kind"], hear(row["utterance"]).intent == _ALARMS.get(row["kind"], FALLBACK))
    for row in table(folder / "redflag_utterances.tsv"):
        yield from _of_a_flag(hear(row["utterance"]), row["red_flag"])
    for row in lines(folder / "symptoms.jsonl"):
        yield from _of_findings({plain(name): answer for name, answer in hear(row["text"]).findings.items()}, row)
    for row in lines(folder / "people.jsonl"):
        heard = hear(row["text"])
        yield Judged("people", "intent", alexa_name(heard.intent) in {row["intent"], *row.get("also_right", ())})
        for name in row.get("red_flags") or ():
            yield Judged("people", name, name in {*heard.red_flags, *heard.suspected})
    for row in lines(folder / "replies.jsonl"):
        yield from _of_a_reply(row)


def _of_a_flag(heard: Heard, flag: str) -> Iterator[Judged]:
    if flag == "none":
        yield Judged("harmless lines: nothing spoken", "none", not heard.red_flags)
        yield Judged("harmless lines: nothing asked", "none", not heard.suspected)
    else:
        yield Judged("red flags: spoken at once", flag, flag in heard.red_flags)
        yield Judged("red flags: spoken or asked", flag, flag in {*heard.red_flags, *heard.suspected})
        yield Judged("red flags: never denied", flag, heard.findings.get(flag) != "no")


def _of_findings(found: Mapping[str, str], row: Mapping[str, Any]) -> Iterator[Judged]:
    for answer in ("yes", "no"):
        for name in row[answer]:
            yield Judged(f"findings: a {answer} is heard", name, found.get(name) == answer)
        for name in (name for name, given in found.items() if given == answer):
            yield Judged(f"findings: a heard {answer} is one", name, name in row[answer])


def _of_a_reply(row: Mapping[str, Any]) -> Iterator[Judged]:
    heard = hear(row["reply"], asks=tuple(row["asks"]), awaiting="finding")
    told = row["answer"] == "yes" and any(heard.findings.get(name) == "yes" for name in row["asks"])
    right = {row["answer"], *row.get("also", ())}
    # A suspicion is asked about first, and only a no to that makes the reply one.
    given = None if heard.suspected else heard.answer
    yield Judged("replies: as meant", row["kind"], told or given in right)
    yield Judged("replies: no wrong no", row["kind"], given != "no" or "no" in right)


def everything(folders: Iterable[Path], *, cases: bool) -> Iterator[tuple[str, Judged]]:
    """Yield all judgements with the name of their table."""
    for folder in folders:
        for each in judged(folder):
            yield folder.name, each
    if cases:
        for path in (vignettes.OWN, FOLDER / "panel.jsonl"):
            for outcome in map(vignettes.play, vignettes.cases(path)):
                level = outcome.case["expected_level"]
                yield path.stem, Judged("cases: at or above the level", level, outcome.safe)
                yield path.stem, Judged("cases: acceptable level", level, outcome.acceptable)


def shares(found: Iterable[tuple[str, Judged]], *, details: bool) -> dict[tuple[str, str, str], Share]:
    """Return the share of right judgements by table, measure and kind; kind "all" is the whole."""
    counted: dict[tuple[str, str, str], list[bool]] = {}
    for name, each in found:
        for kind in ("all", each.kind) if details else ("all",):
            counted.setdefault((name, each.measure, kind), []).append(each.right)
    return {key: Share(sum(right), len(right)) for key, right in counted.items()}


def recorded(path: Path = FIGURES) -> dict[tuple[str, str, str], Share]:
    """Return the shares of the last commit."""
    rows = table(path)
    return {(it["table"], it["measure"], it["kind"]): Share(int(it["right"]), int(it["of"])) for it in rows}


def compared(now: Mapping[tuple[str, str, str], Share], before: Mapping[tuple[str, str, str], Share]) -> Iterator[str]:
    """Yield a row for each share, with what it was."""
    for key, share in now.items():
        name, measure, kind = key
        was = before.get(key)
        changed = "" if was is None or was == share else f"  was {was.hits} of {was.total}"
        yield f"{name:12s} {measure:32s} {'' if kind == 'all' else kind:24s} {share}{changed}"


def main() -> None:
    """Print all shares beside those of the last commit."""
    log.show_errors_only()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, action="append", default=[], help="a further folder of tables")
    parser.add_argument("--cases", action="store_true", help="play whole cases, too")
    parser.add_argument("--details", action="store_true", help="a row for each kind and finding, too")
    parser.add_argument("--record", action="store_true", help="write figures.tsv anew")
    asked = parser.parse_args()
    folders = (FOLDER / "own", FOLDER / "opened_once", *asked.data)
    now = shares(everything(folders, cases=asked.cases), details=asked.details or asked.record)
    shown = {key: share for key, share in now.items() if asked.details or key[2] == "all"}
    before = recorded()
    print(*compared(shown, before), sep="\n")
    if asked.record:
        with FIGURES.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter="\t", lineterminator="\n")
            rows.writerow(("table", "measure", "kind", "right", "of"))
            rows.writerows((*key, share.hits, share.total) for key, share in sorted({**before, **now}.items()))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
