"""Commands for the second listener."""

from datetime import UTC, datetime

import click


@click.group(epilog="Example: cramp-coach listener train")
def listener() -> None:
    """Train and measure the second listener, which confirms or suspects warning signs."""


@listener.command(epilog="Example: cramp-coach listener train")
def train() -> None:
    """Train on the lines in skill/understanding/en/lines; write the weights and thresholds. Some minutes."""
    from skill.tools import listener_thresholds, listener_training
    from skill.understanding import second_listener

    lines = listener_training.read_lines()
    scored = listener_training.out_of_author(lines)
    before = second_listener.settings()
    judged = listener_thresholds.judged(scored, before)
    known = listener_thresholds.with_thresholds(judged, before)
    known = listener_training.joint_model(scored, known, f"{datetime.now(UTC).date()}")
    listener_training.write(listener_training.trained(lines), known)
    for row in listener_thresholds.report(judged, known):
        click.echo(row)
