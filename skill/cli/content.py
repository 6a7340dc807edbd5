"""The commands that check and draw the content."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skill.cli.options import refuse

if TYPE_CHECKING:
    from skill.content.models import Content

_FOLDER = click.option(
    "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder."
)


@click.group(epilog="Example: cramp-coach content check")
def content() -> None:
    """Check the content, and draw the way through its questions."""


@content.command(epilog="Example: cramp-coach content check")
@_FOLDER
@click.option("--release", is_flag=True, help="Also what has to be settled before people get it.")
def check(folder: Path | None, release: bool) -> None:
    """Validate all content; every problem is told with its file, field and fix."""
    from skill.content import check as checks
    from skill.content.loader import FOLDER, kinds, read

    it, problems = read(folder or FOLDER)
    told = ""
    if not problems:
        broken = checks.broken(it)
        problems = broken + checks.problems(it) + (checks.before_release(it) if release else [])
        if not broken:
            more, told = _talked_through(it, folder or FOLDER)
            problems += more
    refuse(problems, "the content")
    drafts = sum(item.review.state == "draft" for _, items in kinds(it) for item in items.values())
    total = sum(len(items) for _, items in kinds(it))
    click.echo(f"{total} items are sound; {drafts} of them wait for a clinician's review. {told}")


def _talked_through(it: "Content", folder: Path) -> tuple[list[str], str]:
    """What shows only when the content is heard, talked through and drawn; and how long the prompts are."""
    from skill.alexa.phrasing import ALEXA
    from skill.conversation import drawing, picture, prompts, unreached
    from skill.conversation.events import Door
    from skill.understanding import pattern_check

    met = prompts.prompts(it, (Door(), ALEXA))
    problems = [*pattern_check.problems(it), *unreached.problems(it), *prompts.problems(met, it)]
    drawn = folder / picture.FILE
    if not drawn.is_file() or not picture.is_current(drawn.read_text(encoding="utf-8"), drawing.draw(it)):
        problems.append(f"{drawn.name} is not what the content gives now: run `cramp-coach content graph`.")
    return problems, prompts.report(met)


@content.command(epilog="Example: cramp-coach content graph")
@_FOLDER
def graph(folder: Path | None) -> None:
    """Draw the way through the questions as graph.svg in the content folder."""
    from skill.content.loader import FOLDER, load
    from skill.conversation import drawing, picture

    path = (folder or FOLDER) / picture.FILE
    path.write_text(picture.svg(drawing.draw(load(folder or FOLDER))), encoding="utf-8")
    click.echo(f"wrote {path}")
