"""Plays transcripts: what a person says and what the coach answers, through real envelopes."""

from collections.abc import Iterator
from pathlib import Path

from skill import coach
from skill.alexa.simulated_device import Device
from skill.settings import Settings
from skill.web.fake_alexa import FakeAlexa, serving

START = 4_000_000_000.0
"""The clock stands still but for `/wait`, so that a transcript is the same on every machine; so far ahead that no clock
of the machine comes into it."""

FOLDER = Path(__file__).parent / "transcripts"


def play(path: Path) -> Iterator[str]:
    """
    Yield the transcript's lines as they come out today.

    `You:` lines are spoken (an empty one is silence), `/wait 12`, `/user NAME` and the like go to the device, `# `
    lines are comments, `Locale:` and `Time zone:` set the device up; with a zone there are timers and reminders.
    `Coach:` lines are what is compared or recorded.
    """
    setup = dict(
        line.split(": ", 1) for line in path.read_text("utf-8").splitlines() if line.startswith(("Locale", "Time"))
    )
    alexa = FakeAlexa(token="transcript", zone=setup.get("Time zone"), clock=lambda: START)
    with serving(alexa.answer) as endpoint:
        device = coach.build(Settings()).device(
            locale=setup.get("Locale", "en-US"),
            clock=lambda: START,
            services=(endpoint, alexa.token if alexa.zone else ""),
        )
        alexa.clock = device.now
        yield from _played(path, device)


def _played(path: Path, device: Device) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("Coach:") or line == "(over)":
            continue
        yield line
        if line.startswith("/wait "):
            device.wait(float(line.removeprefix("/wait ")))
        elif line == "/new":
            device.new()
        elif line.startswith("/user "):
            device.be(line.removeprefix("/user "))
        elif line.startswith("You:"):
            turn = device.say(line.removeprefix("You:"))
            yield f"Coach: {turn['say']}"
            if not turn["open"]:
                yield "(over)"
