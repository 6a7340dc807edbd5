"""Plays transcripts: what a person says and what the coach answers, through real envelopes."""

from collections.abc import Iterator
from pathlib import Path

from skill import coach
from skill.alexa.device import Device
from skill.settings import Settings

START = 4_000_000_000.0
"""The clock stands still but for `/wait`, so that a transcript is the same on every machine; so far ahead that no clock
of the machine comes into it."""

FOLDER = Path(__file__).parent / "transcripts"


def play(path: Path) -> Iterator[str]:
    """
    Yield the transcript's lines as they come out today.

    `You:` lines are spoken (an empty one is silence), `/wait 12` and the like go to the device, `# ` lines are
    comments, `Locale:` sets the device up. `Coach:` lines are what is compared or recorded.
    """
    device: Device | None = None
    locale = "en-US"
    built = coach.build(Settings())
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("Coach:") or line == "(over)":
            continue
        yield line
        if line.startswith("Locale: "):
            locale = line.removeprefix("Locale: ")
        if not line.startswith(("You:", "/")):
            continue
        device = device or built.device(locale=locale, clock=lambda: START)
        if line.startswith("/wait "):
            device.wait(float(line.removeprefix("/wait ")))
        elif line == "/new":
            device.new()
        else:
            turn = device.say(line.removeprefix("You:"))
            yield f"Coach: {turn['say']}"
            if not turn["open"]:
                yield "(over)"
