"""
How well the coach understands: intents, out of scope, danger, findings, red flags, speed.

    python -m tests.evaluation.understanding [--data FOLDER] [--cross-validate] [--show]

The folder holds the tables that tests/evaluation/README.md describes; what is missing is left out.
"""

import argparse
import csv
import json
import statistics
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from skill.alexa.intents import alexa_name
from skill.content.loader import load
from skill.content.models import Content
from skill.understanding import phrases as phrase_files
from skill.understanding.hearing import Listener
from skill.understanding.intents import FALLBACK
from skill.understanding.second_listener import trained
from tests.evaluation.cross_validation import cross_validate
from tests.evaluation.scoring import Found, Share

_BLADDER = {"bladder_control_loss", "cannot_pee"}


def main(arguments: list[str] | None = None) -> None:
    """Run what was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with utterances.tsv, symptoms.jsonl and so on")
    parser.add_argument("--phrases", type=Path, default=phrase_files.FOLDER, help="folder of the phrase files")
    parser.add_argument("--cross-validate", action="store_true", help="grouped cross-validation over our own phrases")
    parser.add_argument("--show", action="store_true", help="print every line that was misunderstood")
    options = parser.parse_args(arguments)
    content, phrases = load(), phrase_files.load(phrase_files.BASE, options.phrases)
    listener = _built(content, phrases)
    if options.data:
        evaluate(listener, content, options.data, show=options.show)
    if options.cross_validate:
        cross_validate(content, phrases, sys.stdout)


def _built(content: Content, phrases: phrase_files.Phrases) -> Listener:
    """A listener, with what it cost."""
    started = time.perf_counter()
    Listener(content, phrases, second=trained())
    took = time.perf_counter() - started
    tracemalloc.start()
    listener = Listener(content, phrases, second=trained())
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"build {1000 * took:.0f} ms, memory {size / 1e6:.1f} MB")
    started = time.perf_counter()
    listener.hear("the first whole utterance")
    print(f"first utterance {1000 * (time.perf_counter() - started):.0f} ms")
    return listener


def evaluate(listener: Listener, content: Content, folder: Path, *, show: bool) -> None:
    """All tables of a folder."""
    _intents(listener, folder / "utterances.tsv", show=show)
    _out_of_scope(listener, folder / "out_of_scope.tsv", show=show)
    _red_flags(listener, folder / "redflag_utterances.tsv", show=show)
    _findings(listener, content, folder / "symptoms.jsonl", show=show)


def _intents(listener: Listener, path: Path, *, show: bool) -> None:
    right = total = 0
    wrong: Counter[str] = Counter()
    times: list[float] = []
    for row in table(path):
        started = time.perf_counter()
        heard = listener.hear(row["utterance"])
        times.append(time.perf_counter() - started)
        wanted = {row["intent"], *(row.get("alt_intents") or "").replace(",", " ").split()}
        good = alexa_name(heard.intent) in wanted
        total += 1
        right += good
        if not good:
            wrong[f"{row['intent']} as {heard.intent}"] += 1
            _show(row["utterance"], row["intent"], f"{heard.intent} {heard.score}", heard.findings, show=show)
    if total:
        print(f"intents right       {Share(right, total)}")
        print(f"latency             p50 {1000 * statistics.median(times):.2f} ms, max {1000 * max(times):.1f} ms")
        for pair, count in wrong.most_common(12):
            print(f"    {count:3d}  {pair}")


def _out_of_scope(listener: Listener, path: Path, *, show: bool) -> None:
    totals: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for row in table(path):
        heard = listener.hear(row["utterance"])
        kind = row["kind"]
        wanted = {"crisis": "Crisis", "emergency": "Emergency"}.get(kind, FALLBACK)
        totals[kind] += 1
        if heard.intent != wanted:
            accepted[kind] += 1
            _show(row["utterance"], kind, f"{heard.intent} {heard.score}", heard.findings, show=show)
    for kind, total in totals.items():
        what = "missed" if kind in {"crisis", "emergency"} else "falsely accepted"
        print(f"{kind:19s} {Share(accepted[kind], total)} {what}")


def _red_flags(listener: Listener, path: Path, *, show: bool) -> None:
    heard = asked = flagged = alarms = questions = others = 0
    for row in table(path):
        said = listener.hear(row["utterance"])
        if row["red_flag"] == "none":
            others += 1
            alarms += bool(said.red_flags)
            questions += bool(said.suspected)
            good = not said.red_flags
        else:
            flagged += 1
            heard += row["red_flag"] in said.red_flags
            asked += row["red_flag"] in said.suspected
            good = row["red_flag"] in {*said.red_flags, *said.suspected}
        if not good:
            _show(row["utterance"], row["red_flag"], f"{said.red_flags} {said.suspected}", said.findings, show=show)
    if flagged:
        print(f"red flags heard     {Share(heard, flagged)} at once, {Share(heard + asked, flagged)} in all")
        print(f"false alarms        {Share(alarms, others)} at once, {Share(questions, others)} asked")


def _findings(listener: Listener, content: Content, path: Path, *, show: bool) -> None:
    present, denied, cleared, flagged = Found(), Found(), 0, 0
    for row in lines(path):
        found = {plain(name): answer for name, answer in listener.hear(row["text"]).findings.items()}
        yes = {name for name, answer in found.items() if answer == "yes"}
        no = {name for name, answer in found.items() if answer == "no"}
        present.add(row["yes"], yes)
        denied.add(row["no"], no)
        flags = {name for name in row["yes"] if name == "bladder_change" or _is_flag(content, name)}
        flagged += len(flags)
        cleared += len(flags & no)
        if yes != set(row["yes"]) or no != set(row["no"]):
            wanted = f"yes {sorted(row['yes'])} no {sorted(row['no'])} unknown {row['unknown']}"
            _show(row["text"], wanted, f"yes {sorted(yes)} no {sorted(no)}", {}, show=show)
    if present.right:
        print(f"findings present    {present}")
        print(f"findings denied     {denied}")
        print(f"red flags called no {Share(cleared, flagged)}")


def plain(name: str) -> str:
    """The name of a finding in the tables."""
    return "bladder_change" if name in _BLADDER else name


def _is_flag(content: Content, name: str) -> bool:
    return name in content.findings and content.findings[name].group == "red_flag"


def _show(said: str, wanted: str, got: str, found: Mapping[str, str], *, show: bool) -> None:
    if show:
        print(f"  {said!r}\n      wanted {wanted}\n      got    {got} {dict(found) or ''}")


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with a header; none where the file is missing."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """One JSON object a line; none where the file is missing."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


if __name__ == "__main__":
    main()
