"""
Train the second listener on the lines and replies in skill/understanding/en, and write its weights and thresholds.

    python -m training

Takes ten to twenty-five minutes on two cores, and prints how well it does on authors that it was not trained on.
"""

import sys
from datetime import UTC, datetime

from skill.understanding import second_listener
from training import learning, replies, thresholds


def main() -> None:
    """Train, write the files, and print the report."""
    lines = learning.read_lines()
    scored = learning.out_of_author(lines)
    before = second_listener.settings()
    judged = thresholds.judged(scored, before)
    known = thresholds.with_thresholds(judged, before)
    known = learning.joint_model(scored, known, f"{datetime.now(UTC).date()}")
    replied = replies.read()
    denials = replies.out_of_author(replied)
    known = replies.joint_model(denials, known)
    learning.write(learning.trained(lines, replies.model(replied)), known)
    rows = (*thresholds.report(judged, known), *replies.report(denials, known))
    sys.stdout.writelines(f"{row}\n" for row in rows)


if __name__ == "__main__":
    main()
