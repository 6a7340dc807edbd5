"""Commands that output a guided stretch by itself: as a timetable, or as sound."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skill.cli.options import show_json
from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD

if TYPE_CHECKING:
    from skill.speech.timetable import Timetable

_STRETCH = click.argument("stretch")
_SIDE = click.option("--side", type=click.Choice(["left", "right"]), help="One side only; default: both.")
_HOLD = click.option(
    "--hold", type=click.IntRange(SHORTEST_HOLD, LONGEST_HOLD), help="Seconds to hold; default: the stretch's own."
)


@click.command(epilog="Example: cramp-coach cues seated_figure_four --side left --hold 20")
@_STRETCH
@_SIDE
@_HOLD
def cues(stretch: str, side: str | None, hold: int | None) -> None:
    """Print the timetable of a guided STRETCH as JSON: what is said, and when, in seconds."""
    import msgspec

    table = _timetable(stretch, side, hold)
    seconds = {"hold_seconds": table.hold_seconds, "length_seconds": table.length_seconds}
    show_json({"stretch": stretch, "side": side, **seconds, "cues": msgspec.to_builtins(table.cues)})


@click.command(epilog="Example: cramp-coach render seated_figure_four --side left --out hold.wav")
@_STRETCH
@_SIDE
@_HOLD
@click.option("--voice", type=click.Choice(["flite", "espeak-ng"]), help="Default: the first that is installed.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="WAV file; default: STRETCH.wav in the current folder.",
)
def render(stretch: str, side: str | None, hold: int | None, voice: str | None, out: Path | None) -> None:
    """Write a guided STRETCH, with the timetable that `cues` prints, as a WAV file spoken by a local voice."""
    from skill.speech import player, voices
    from skill.speech.render import as_document

    table = _timetable(stretch, side, hold)
    speaker = voices.find(voice)
    sound = player.sound(speaker, document=as_document(table, ""))
    path = out or Path(f"{stretch}.wav")
    try:
        path.write_bytes(sound.wav())
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
    click.echo(f"wrote {path} ({sound.seconds:.1f} s, spoken by {speaker.name})")


def _timetable(stretch: str, side: str | None, hold: int | None) -> "Timetable":
    from skill.content.loader import load
    from skill.conversation.session import Hold
    from skill.speech.timetable import both_sides, timetable

    content = load()
    if stretch not in content.stretches:
        known = ", ".join(sorted(content.stretches))
        raise click.BadParameter(f"there is no stretch {stretch!r}; use one of {known}.", param_hint="STRETCH")
    chosen = content.stretches[stretch]
    if side and not chosen.one_sided:
        raise click.BadParameter(f"{stretch} has no sides; leave the option out.", param_hint="--side")
    held = Hold(stretch, side, float(hold or chosen.hold_seconds))  # type: ignore[arg-type]  # click checked the side
    return (timetable if side else both_sides)(held, content)
