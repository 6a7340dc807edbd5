"""
How long it takes to help: questions, words and seconds of the coach's voice up to the first instruction and the hold.

    python -m tests.evaluation.first_minute [--show]

Every question is answered with "no". A twitch is not stretched at once, so its way ends with the first advice.
"""

import argparse
from collections.abc import Sequence
from typing import Any, NamedTuple

from skill import coach, log
from skill.alexa.simulated_device import Device
from skill.settings import Settings

OPENINGS: dict[str, tuple[str, ...]] = {
    "a cramp": ("my left butt cheek is cramping",),
    "after the greeting": ("open cramp coach", "it's a cramp"),
    "an ache": ("my left butt cheek aches",),
    "a twitch": ("my left butt cheek keeps twitching",),
    "in bed": ("i'm in bed and my left butt cheek is cramping",),
    "for somebody else": ("my husband has a cramp in his left butt cheek",),
    "come back": ("my left butt cheek is cramping", *["no"] * 4, "better", "stop", "my left butt cheek is cramping"),
}
"""What is said first. Only what follows the last line counts, with the greeting if there was one."""
MOST_TURNS = 15


class Minute(NamedTuple):
    """What the coach said before it helped."""

    questions: int
    words: int
    seconds: float
    """Seconds of its voice before the first instruction, or before the advice."""
    to_hold: float | None
    """Seconds to the beginning of the hold; None without one."""


def measure(device: Device, opening: Sequence[str], *, show: bool = False) -> Minute:
    """Say an opening and then only "no", until a hold or an advice."""
    said, words, seconds, questions = list(opening), 0, 0.0, 0
    for turn in range(MOST_TURNS):
        line: dict[str, Any] = device.say(said[turn] if turn < len(said) else "no")
        if show:
            print(f"  {line['you']} -> {line['say']}")
        if turn < len(said) - 1 and said[0] != "open cramp coach":
            continue
        if line["holds"]:
            return Minute(questions, words, seconds, seconds + line["holds"][0]["at"])
        if line["level"]:
            break
        words += len(line["say"].split())
        seconds += line["seconds"]
        questions += bool(line["asks"])
    return Minute(questions, words, seconds, None)


def main(arguments: list[str] | None = None) -> None:
    """Print one line for each opening."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what was said")
    options = parser.parse_args(arguments)
    log.show_errors_only()
    built = coach.build(Settings())
    print(f"{'':20}questions  words  to the instruction  to the hold")
    for name, opening in OPENINGS.items():
        found = measure(built.device(user=name), opening, show=options.show)
        hold = "-" if found.to_hold is None else f"{found.to_hold:.1f} s"
        print(f"{name:20}{found.questions:9}{found.words:7}{found.seconds:18.1f} s{hold:>13}")


if __name__ == "__main__":
    main()
