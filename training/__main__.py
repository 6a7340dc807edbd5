"""
Train the second listener on the lines in skill/understanding/en/lines, and write its weights and thresholds.

    python -m training

Takes some minutes, and prints how well it does on authors that it was not trained on.
"""

import sys
from datetime import UTC, datetime

from skill.understanding import second_listener
from training import learning, thresholds


def main() -> None:
    """Train, write the files, and print the report."""
    lines = learning.read_lines()
    scored = learning.out_of_author(lines)
    before = second_listener.settings()
    judged = thresholds.judged(scored, before)
    known = thresholds.with_thresholds(judged, before)
    known = learning.joint_model(scored, known, f"{datetime.now(UTC).date()}")
    learning.write(learning.trained(lines), known)
    sys.stdout.writelines(f"{row}\n" for row in thresholds.report(judged, known))


if __name__ == "__main__":
    main()
