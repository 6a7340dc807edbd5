"""The command line: talk to the coach, serve it, and check what it is made of."""

import json
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import structlog

from skill import __version__
from skill.content.models import Content
from skill.errors import CoachError, ContentError
from skill.settings import Settings

if TYPE_CHECKING:
    from skill.alexa.device import Device
    from skill.speech.cues import Timetable

LOCALE = click.option("--locale", default="en-US", show_default=True, help="Language and country, such as en-GB.")

STRETCH = click.argument("stretch")
SIDE = click.option("--side", type=click.Choice(["left", "right"]), help="One side only; without it both.")
HOLD = click.option("--hold", type=click.IntRange(5, 120), help="Seconds to hold; without it the stretch's own.")

Show = Callable[[dict[str, Any]], None]

SERVERS_DATABASE = "sqlite:///cramp-coach.db"
"""Where the server remembers, and its operator looks, if nothing else is chosen."""


def main() -> None:
    """Run the command; an error of ours is told in one line, not as a traceback."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CoachError as error:
        click.echo(f"cramp-coach: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever reads us has seen enough; Python would complain while closing standard output.
        sys.stderr.close()
        sys.exit(0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cramp-coach")
def commands() -> None:
    """
    Cramp Coach: gets people safely through a cramp in the buttock, by voice.

    It gives general advice, is no substitute for a doctor, and can't call for help.
    """


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--simulator", is_flag=True, help="Also serve the simulator page at / (on this machine only).")
def serve(host: str, port: int, workers: int, simulator: bool) -> None:
    """Serve the skill: POST /alexa, GET /healthz, /readyz, /privacy and /terms."""
    from skill.web.server import serve as run

    settings = Settings.from_environment(default_database=SERVERS_DATABASE)
    run(settings, host, port, workers, simulator)


@commands.command()
@LOCALE
@click.option("--device", type=click.Choice(["speaker", "screen"]), default="speaker", show_default=True)
@click.option("--time-zone", metavar="ZONE", help="The device's time zone, such as Europe/London; else it is unknown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for scripts.")
@click.option("--speak", is_flag=True, help="Also say it aloud, through flite or espeak-ng.")
def talk(locale: str, device: str, time_zone: str | None, as_json: bool, speak: bool) -> None:
    """
    Talk to the coach in the terminal, one utterance a line.

    An empty line is silence. /new begins a fresh session, /user NAME is somebody else, /wait SECONDS lets time pass,
    /press NAME presses a button, /quit ends. Timers and reminders are set in pretend services of this process.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("error"))
    from skill import coach
    from skill.web.pretend_alexa_api import PretendAlexa
    from skill.web.pretend_alexa_http import serving

    _check_zone(time_zone)
    built = coach.build(Settings.from_environment())
    alexa = PretendAlexa(token="terminal", zone=time_zone)  # noqa: S106  # it opens nothing but this process
    with serving(alexa) as endpoint:
        it = built.device(
            locale=locale,
            kind=device,  # type: ignore[arg-type]  # click checked the choice
            services=(endpoint, alexa.token),
        )
        _talk(it, as_json=as_json, speak=speak)


def _check_zone(name: str | None) -> None:
    try:
        zoneinfo.ZoneInfo(name or "UTC")
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise click.BadParameter(f"there is no time zone {name!r}.", param_hint="--time-zone") from None


def _talk(it: "Device", *, as_json: bool, speak: bool) -> None:
    show: Show = _show_json if as_json else _show_text
    if not as_json and sys.stdin.isatty():
        click.echo('Say "open cramp coach", or just what hurts. Ctrl-D ends.')
    prompt = "You:   " if not as_json and sys.stdin.isatty() else ""
    with _aloud(show, it, patient=not prompt) if speak else nullcontext(show) as show:
        _converse(it, show, prompt)


def _converse(it: "Device", show: Show, prompt: str) -> None:
    while (line := _read(prompt)) is not None:
        if line.startswith("/") and not line.startswith("/press "):
            if line == "/quit":
                return
            _command(it, line)
        elif line.startswith("/press "):
            show(it.press(line.removeprefix("/press ").strip()))
        else:
            show(it.say(line))


def _read(prompt: str) -> str | None:
    if prompt:
        try:
            return input(prompt)
        except EOFError:
            click.echo()
            return None
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


@contextmanager
def _aloud(show: Show, device: "Device", *, patient: bool) -> Iterator[Show]:
    """Each line is shown, then spoken; typing the next one interrupts, as the wake word does."""
    from skill.speech import player, voices

    voice = voices.find()
    loudspeaker = player.Loudspeaker(patient=patient)

    def shown(turn: dict[str, Any]) -> None:
        show(turn)
        directives = device.last_exchange[1].get("response", {}).get("directives") or []
        # Silence asks no skill: what is played then is the reprompt, and the last exchange is an older one.
        document = next(
            (it["document"] for it in directives if it["type"] in turn["directives"] and "document" in it), None
        )
        _warn(loudspeaker.play(player.sound(voice, turn["ssml"], document)))

    yield shown
    _warn(loudspeaker.close())


def _warn(told: str) -> None:
    if told:
        click.echo(told, err=True)


def _command(device: "Device", line: str) -> None:
    name, _, rest = line[1:].partition(" ")
    if name == "new":
        device.new()
    elif name == "user" and rest.strip():
        device.be(rest.strip())
    elif name == "wait" and rest.strip().replace(".", "", 1).isdigit():
        device.wait(float(rest))
    else:
        known = "/new, /user NAME, /wait SECONDS, /press NAME and /quit"
        click.echo(f"cramp-coach: I don't know {line!r}; there are {known}.", err=True)


def _show_json(turn: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(turn, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _show_text(turn: dict[str, Any]) -> None:
    click.echo(f"Coach: {turn['say']}")
    if not turn["open"]:
        click.echo("       (the session is over)")


@commands.command()
@LOCALE
def understand(locale: str) -> None:
    """Read utterances from standard input and print what each means, one JSON object a line."""
    from skill import coach

    listener = coach.listener(locale)
    for line in sys.stdin:
        words = line.rstrip("\n")
        heard = listener.understand(words)
        _show_json(
            {
                "utterance": words,
                "intent": heard.intent,
                "slots": dict(heard.slots),
                "score": round(heard.score, 3),
                "findings": dict(heard.findings),
                "red_flags": list(heard.red_flags),
            }
        )


@commands.command()
@STRETCH
@SIDE
@HOLD
def cues(stretch: str, side: str | None, hold: int | None) -> None:
    """Print the timetable of a guided stretch as JSON."""
    table = _timetable(stretch, side, hold)
    listed = [{"at": cue.at, "kind": cue.kind, "say": cue.say} for cue in table.cues]
    _show_json(
        {
            "stretch": stretch,
            "side": side,
            "hold_seconds": table.hold_seconds,
            "length_seconds": table.length_seconds,
            "cues": listed,
        }
    )


def _timetable(stretch: str, side: str | None, hold: int | None) -> "Timetable":
    from skill.content.loader import load
    from skill.conversation.session import Hold
    from skill.speech.cues import both_sides, timetable

    content = load()
    if stretch not in content.stretches:
        raise ContentError(f"There is no stretch {stretch!r}; there are: {', '.join(sorted(content.stretches))}.")
    it = content.stretches[stretch]
    if side and not it.one_sided:
        raise click.BadParameter(f"{stretch} has no sides.", param_hint="--side")
    seconds = float(hold or it.hold_seconds)
    if side:
        return timetable(Hold(stretch, side, seconds), it, content.lines)  # type: ignore[arg-type]  # click checked it
    return both_sides(Hold(stretch, None, seconds), it, content.lines)


@commands.command()
@STRETCH
@SIDE
@HOLD
@click.option("--voice", type=click.Choice(["flite", "espeak-ng"]), help="Without it the first that is installed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A WAV file; without it STRETCH.wav here.")
def render(stretch: str, side: str | None, hold: int | None, voice: str | None, out: Path | None) -> None:
    """Play the timetable of a guided stretch, as `cues` prints it, into a WAV file through a voice of this machine."""
    from skill.speech import player, voices
    from skill.speech.render import as_document

    table = _timetable(stretch, side, hold)
    speaker = voices.find(voice)
    sound = player.sound(speaker, document=as_document(table, ""))
    path = out or Path(f"{stretch}.wav")
    try:
        sound.write(path)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
    click.echo(f"wrote {path} ({sound.seconds:.1f} s, spoken by {speaker.name})")


@commands.group(name="content")
def content_group() -> None:
    """Check the content, and draw the way through its questions."""


CONTENT_FOLDER = click.option(
    "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder."
)


@content_group.command(name="check")
@CONTENT_FOLDER
@click.option("--release", is_flag=True, help="Also what has to be settled before people get it.")
def content_check(folder: Path | None, release: bool) -> None:
    """Validate all content; every problem is told with its file, field and fix."""
    from skill.content import check
    from skill.content.loader import FOLDER, kinds, read

    it, problems = read(folder or FOLDER)
    told = ""
    if not problems:
        broken = check.broken(it)
        problems = broken + check.problems(it) + (check.before_release(it) if release else [])
        if not broken:
            more, told = _talked_through(it, folder or FOLDER)
            problems += more
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ContentError(f"{len(problems)} problems in the content.")
    drafts = sum(item.review.state == "draft" for _, items in kinds(it) for item in items.values())
    total = sum(len(items) for _, items in kinds(it))
    click.echo(f"{total} items are sound; {drafts} of them wait for a clinician's review. {told}")


def _talked_through(content: Content, folder: Path) -> tuple[list[str], str]:
    """What shows only when the content is heard, talked through and drawn; and how long the prompts are."""
    from skill.conversation import drawing, picture, prompts, unreached
    from skill.understanding import pattern_check

    met = prompts.prompts(content)
    problems = [*pattern_check.problems(content), *unreached.problems(content), *prompts.problems(met, content)]
    graph = folder / picture.FILE
    if not graph.is_file() or not picture.is_current(graph.read_text(encoding="utf-8"), drawing.draw(content)):
        problems.append(f"{graph.name} is not what the content gives now: run `cramp-coach content graph`.")
    return problems, prompts.report(met)


@content_group.command(name="graph")
@CONTENT_FOLDER
def content_graph(folder: Path | None) -> None:
    """Draw the way through the questions as graph.svg in the content folder."""
    from skill.content.loader import FOLDER, load
    from skill.conversation import drawing, picture

    path = (folder or FOLDER) / picture.FILE
    path.write_text(picture.svg(drawing.draw(load(folder or FOLDER))), encoding="utf-8")
    click.echo(f"wrote {path}")


@commands.group(name="model")
def model_group() -> None:
    """Write or verify the interaction models."""


@model_group.command(name="build")
def model_build() -> None:
    """Write interaction_model/package anew from phrases and content."""
    from skill.alexa import model

    for path in model.write():
        click.echo(f"wrote {path}")


@model_group.command(name="check")
def model_check() -> None:
    """Verify that the built models are up to date and keep Alexa's rules."""
    from skill.alexa import model

    problems = model.verify()
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ContentError(f"{len(problems)} problems in the interaction models.")
    click.echo("The interaction models are up to date and keep Alexa's rules.")


@commands.group(name="locale")
def locale_group() -> None:
    """Begin a new locale."""


@locale_group.command(name="new")
@click.argument("locale")
def locale_new(locale: str) -> None:
    """Write the first files of LOCALE, such as en-NZ, with TODO marks, and say what skill.json needs."""
    from skill.publishing import new_locale

    for path in new_locale.write(locale):
        click.echo(f"wrote {path}")
    click.echo("Settle what is marked TODO and run `cramp-coach model build`. Put this into skill.json of the package:")
    click.echo(new_locale.block(locale))


@commands.group(name="data")
def data_group() -> None:
    """Show or erase what is remembered of one person, by the user id that Alexa sends."""


@data_group.command(name="export")
@click.argument("user_id")
def data_export(user_id: str) -> None:
    """Print what is remembered of somebody as JSON; {} for a stranger."""
    import msgspec

    store, pseudonym = _kept(user_id)
    known = store.recall(pseudonym)
    click.echo(msgspec.json.encode(known).decode() if known else "{}")


@data_group.command(name="erase")
@click.argument("user_id")
def data_erase(user_id: str) -> None:
    """Erase what is remembered of somebody."""
    store, pseudonym = _kept(user_id)
    known = store.recall(pseudonym)
    store.erase(pseudonym)
    click.echo("Erased." if known else "Nothing was remembered of this person.")


def _kept(user_id: str) -> tuple[Any, str]:
    """The server's store, and the key under which it keeps somebody."""
    from skill.memory.opening import open_store
    from skill.memory.store import People

    settings = Settings.from_environment(default_database=SERVERS_DATABASE)
    store = open_store(settings.database_url)
    return store, People(store, settings.secret).pseudonym(user_id)


@commands.command()
@click.option(
    "--out", default=Path("dist"), show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder."
)
@click.option("--endpoint", help="Where Alexa sends requests: an HTTPS address, or the ARN of a Lambda function.")
@click.option("--site", help="Where /privacy and /terms are served; without it, the endpoint's host.")
@click.option("--check-only", is_flag=True, help="Check the store package and write nothing.")
def package(out: Path, endpoint: str | None, site: str | None, check_only: bool) -> None:
    """
    Write the store package for ask-cli and the Lambda zip, whose handler is lambda_function.lambda_handler.

    The zip holds compiled packages as they are installed here: build it with the Python version, the system and the
    processor of the Lambda function (its runtime python3.11 on x86_64 is Linux with Python 3.11 on such a processor).
    """
    from skill import coach, packaging
    from skill.publishing import skill_package, store_check

    problems = store_check.problems(coach.content(), coach.listener)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ContentError(f"{len(problems)} problems in the store package.")
    click.echo("The store package keeps the rules of the store.")
    if check_only:
        return
    folder, path = out / "skill-package", out / "lambda.zip"
    click.echo(f"wrote {folder} ({skill_package.write(folder, endpoint=endpoint, site=site)} files)")
    if left := store_check.placeholders(folder):
        click.echo(f"Before submitting, set --endpoint and --site: {', '.join(left)} are only placeholders.")
    size = packaging.lambda_zip(path)
    click.echo(f"wrote {path} ({size / 1_000_000:.1f} MB)")
