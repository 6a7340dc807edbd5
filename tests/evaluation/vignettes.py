"""
Plays cases through the coach: a person says what is wrong and answers truthfully; how good is the advice?

`python -m tests.evaluation.vignettes FILE.jsonl [--show ID]` reports critical misses, under- and over-triage, questions
asked and words before the first hold. The cases have the shape that tests/evaluation/README.md describes.
"""

import argparse
import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill import coach, log
from skill.content.models import LEVELS
from skill.settings import Settings

OWN = Path(__file__).parent / "vignettes.jsonl"

MOST_TURNS = 40

_SPOKEN = {"yes": "yes", "no": "no", "unknown": "not sure"}
_OTHERWISE = {
    "did_help": "yes that's better",
    "offer": "no",
    "permission": "no",
    "side": "left",
    "posture": "sitting",
    "ready": "ready",
}


@dataclass(slots=True)
class Outcome:
    """How one case went."""

    case: Mapping[str, Any]
    level: str | None = None
    condition: str | None = None
    questions: int = 0
    questions_before_level: int | None = None
    words_before_hold: int | None = None
    holds: int = 0
    turns: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def critical_miss(self) -> bool:
        """An emergency that was called anything less."""
        return self.case["expected_level"] == "emergency" and self.level != "emergency"

    @property
    def safe(self) -> bool:
        """At or above the right level."""
        return _urgency(self.level) >= _urgency(self.case["expected_level"])

    @property
    def acceptable(self) -> bool:
        """One of the levels that the case allows."""
        return self.level in self.case["acceptable_levels"]

    @property
    def guided_against_a_flag(self) -> bool:
        """A hold although a red flag was true."""
        return bool(self.holds and self.case.get("all_true_flags"))


def _urgency(level: str | None) -> int:
    return -1 if level is None else len(LEVELS) - LEVELS.index(level)  # type: ignore[arg-type]  # of a case file


def play(case: Mapping[str, Any], *, realistic: bool = False) -> Outcome:
    """
    Say the case's text, then answer every question from its answers until the session ends.

    With `realistic`, a question is answered in the words of the case's author, where there are any.
    """
    spoken = {frozenset(it["asks"]): it["reply"] for it in case["realistic"]} if realistic else {}
    device = coach.build(Settings()).device(locale=case.get("locale", "en-US"))
    outcome = Outcome(case)
    words = 0
    say = case["text"]
    for _ in range(MOST_TURNS):
        turn = device.say(say)
        outcome.turns.append(turn)
        if turn["level"] and _urgency(turn["level"]) > _urgency(outcome.level):
            outcome.level = turn["level"]
            outcome.questions_before_level = outcome.questions
        outcome.condition = turn["condition"] or outcome.condition
        if turn["holds"] and outcome.words_before_hold is None:
            outcome.words_before_hold = words
        words += len(turn["say"].split())
        outcome.holds += len(turn["holds"])
        if not turn["open"]:
            return outcome
        outcome.questions += 1
        # Somebody who is asked once more answers plainly.
        say = spoken.pop(frozenset(turn["asks"]), None) or _answer(turn, case["answers"])
    return outcome


def _answer(turn: Mapping[str, Any], truth: Mapping[str, str]) -> str:
    if turn["awaiting"] == "finding":
        answers = [truth.get(name, "no") for name in turn["asks"]]
        return _SPOKEN["yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"]
    if turn["awaiting"] == "kind":
        return "it's a twitch" if truth.get("twitch_main") == "yes" else "a cramp"
    return _OTHERWISE.get(turn["awaiting"] or "", "no")


def report(outcomes: list[Outcome]) -> str:
    """The figures, a line each."""

    def share(kept: list[Outcome], of: list[Outcome]) -> str:
        return f"{len(kept)} of {len(of)} ({100 * len(kept) / len(of):.0f} %)" if of else "no cases"

    emergencies = [it for it in outcomes if it.case["expected_level"] == "emergency"]
    selfcare = [it for it in outcomes if it.case["expected_level"] == "selfcare"]
    before = [it.questions_before_level or 0 for it in emergencies]
    held = [it.words_before_hold for it in outcomes if it.words_before_hold is not None]
    exact = [it for it in outcomes if it.level == it.case["expected_level"]]
    asked = sorted(it.questions for it in selfcare)
    figures = {
        "cases": str(len(outcomes)),
        "critical misses": share([it for it in outcomes if it.critical_miss], emergencies),
        "at or above the right level": share([it for it in outcomes if it.safe], outcomes),
        "acceptable level": share([it for it in outcomes if it.acceptable], outcomes),
        "exact level": share(exact, outcomes),
        "self-care sent to emergency": share([it for it in selfcare if it.level == "emergency"], selfcare),
        "holds in spite of a flag": share([it for it in outcomes if it.guided_against_a_flag], outcomes),
        "questions in emergencies": f"median {statistics.median(before) if before else '-'}, all {sorted(before)}",
        "questions in self-care": f"median {statistics.median(asked) if asked else '-'}, all {asked}",
        "words before the first hold": f"median {statistics.median(held or [0])}, most {max(held, default=0)}",
    }
    return "\n".join(f"{name:28} {figure}" for name, figure in figures.items())


def cases(path: Path) -> list[Mapping[str, Any]]:
    """The cases of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print the report, and what went wrong."""
    log.show_errors_only()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=OWN)
    parser.add_argument("--show", help="print the conversation of this case, or of `all`")
    asked = parser.parse_args()
    outcomes = [play(case) for case in cases(asked.file)]
    for it in outcomes:
        if not (it.safe and it.acceptable):
            expected = it.case["expected_level"]
            print(f"{it.case['id']}: {it.level} instead of {expected}, after {it.questions}: {it.case['text']}")
        if asked.show in (it.case["id"], "all"):
            for turn in it.turns:
                print(f"  You:   {turn['you']}\n  Coach: {turn['say']}  [{turn['level']}, {turn['condition']}]")
    print(report(outcomes))


if __name__ == "__main__":
    main()
