"""
How well the second listener does on authors that it was not trained on: by group, author, kind and warning sign.

    python -m tests.evaluation.second_listener [--curve]

The thresholds are those of skill/understanding/en/listener.yaml. Takes some minutes; `--curve` as long again.
"""

import argparse
from collections.abc import Iterator, Sequence

from skill.understanding.second_listener import Settings, settings, weighed
from training.learning import Line, joint_model, out_of_author, read_lines, score, trained
from training.thresholds import Judged, Shares, judged, report

CURVE_IS_TESTED_ON = "e"


def main() -> None:
    """Print the report, and the learning curve if asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--curve", action="store_true", help="also train on one author, on two, and so on")
    options = parser.parse_args()
    lines, known = read_lines(), settings()
    scored = out_of_author(lines)
    print(*report(judged(scored, known), known), sep="\n")
    if options.curve:
        joint = joint_model([each for each in scored if each.line.author != CURVE_IS_TESTED_ON], known)
        print(*curve(lines, joint), sep="\n")


def curve(lines: Sequence[Line], joint: Settings) -> Iterator[str]:
    """Yield how the listener does on one author when it learns from more and more of the others."""
    others = sorted({line.author for line in lines} - {CURVE_IS_TESTED_ON})
    tested = [line for line in lines if line.author == CURVE_IS_TESTED_ON]
    for count in range(1, len(others) + 1):
        weights = trained([line for line in lines if line.author in others[:count]])
        results = [
            Judged(each, weighed(each.claim, each.topics, each.evidence, joint)) for each in score(tested, weights)
        ]
        for group in ("claimed", "hard", "everyday"):
            members = [each for each in results if each.line.group == group]
            yield f"  {count} authors, {group:10s}{Shares.of(members, joint)}"


if __name__ == "__main__":
    main()
