"""Command for a conversation in the terminal."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from skill.cli.options import LOCALE, accept_any_bytes, show_json

if TYPE_CHECKING:
    from skill.alexa.simulated_device import Device

Show = Callable[[dict[str, Any]], None]


def _known_zone(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    from skill.alexa.local_time import time_in

    if name is not None and time_in(name, 0.0) is None:
        raise click.BadParameter(f"there is no time zone {name!r}; use a name such as Europe/London.")
    return name


@click.command(epilog="Example: echo 'my butt is cramping' | cramp-coach talk --json")
@LOCALE
@click.option(
    "--device", type=click.Choice(["speaker", "screen"]), default="speaker", show_default=True, help="Kind of Echo."
)
@click.option(
    "--time-zone",
    metavar="ZONE",
    callback=_known_zone,
    help="The device's time zone, such as Europe/London; default: unknown.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, for scripts.")
@click.option("--speak", is_flag=True, help="Also speak the replies, with flite or espeak-ng.")
def talk(locale: str, device: str, time_zone: str | None, as_json: bool, speak: bool) -> None:
    """
    Talk to the coach in the terminal, one utterance per line.

    An empty line is silence. /new starts a new session, /user NAME switches the user, /wait SECONDS lets time pass,
    /press NAME presses a button, /quit ends. Timers and reminders are set in fake services of this process.
    """
    from skill import coach, log
    from skill.settings import Settings
    from skill.web.fake_alexa import FakeAlexa, serving

    log.show_errors_only()
    accept_any_bytes()
    built = coach.build(Settings.from_environment())
    alexa = FakeAlexa(token="terminal", zone=time_zone)  # noqa: S106  # valid in this process only
    with serving(alexa.answer) as endpoint:
        simulated = built.device(locale=locale, kind=device, services=(endpoint, alexa.token))
        alexa.clock = simulated.now
        _talk(simulated, as_json=as_json, speak=speak)


def _talk(device: "Device", *, as_json: bool, speak: bool) -> None:
    show: Show = show_json if as_json else _show_text
    prompt = "You:   " if not as_json and sys.stdin.isatty() else ""
    if prompt:
        click.echo('Say "open cramp coach", or just what hurts. Ctrl-D ends.')
    with _aloud(show, device, patient=not prompt) if speak else nullcontext(show) as show:
        while (line := _read(prompt)) != "/quit":
            if line.startswith("/press "):
                show(device.press(line.removeprefix("/press ").strip()))
            elif line.startswith("/"):
                _command(device, line)
            else:
                show(device.say(line))


def _read(prompt: str) -> str:
    """Return the next line; `/quit` at the end of the input."""
    try:
        return input(prompt)
    except EOFError:
        if prompt:
            click.echo()
        return "/quit"


@contextmanager
def _aloud(show: Show, device: "Device", *, patient: bool) -> Iterator[Show]:
    """Yield a function that shows and then speaks a turn; the next utterance interrupts it, as the wake word does."""
    from skill.speech import player, voices

    voice = voices.find()
    loudspeaker = player.Loudspeaker(patient=patient)

    def shown(turn: dict[str, Any]) -> None:
        show(turn)
        _warn(loudspeaker.play(player.sound(voice, turn["ssml"], device.document)))

    yield shown
    _warn(loudspeaker.close())


def _warn(message: str) -> None:
    if message:
        click.echo(message, err=True)


def _command(device: "Device", line: str) -> None:
    name, _, rest = line[1:].partition(" ")
    if name == "new":
        device.new()
    elif name == "user" and rest.strip():
        device.be(rest.strip())
    elif name == "wait" and re.fullmatch(r"\s*\d{1,8}(\.\d+)?\s*", rest, re.ASCII):
        # Eight digits are three years; far larger numbers exceed the range of dates.
        device.wait(float(rest))
    else:
        known = "/new, /user NAME, /wait SECONDS, /press NAME and /quit"
        click.echo(f"cramp-coach: unknown command {line!r}; use {known}.", err=True)


def _show_text(turn: dict[str, Any]) -> None:
    click.echo(f"Coach: {turn['say']}")
    if not turn["open"]:
        click.echo("       (the session is over)")
