"""The commands that check and draw the content."""

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

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
            more, told = _talked_through(it)
            problems += more
    refuse(problems, "the content")
    drafts = sum(item.review.state == "draft" for _, items in kinds(it) for item in items.values())
    total = sum(len(items) for _, items in kinds(it))
    click.echo(f"{total} items are sound; {drafts} of them wait for a clinician's review. {told}")


def _talked_through(it: "Content") -> tuple[list[str], str]:
    """Return what shows only when the content is heard and talked through; and how long the prompts are."""
    from skill.alexa.phrasing import ALEXA
    from skill.conversation.events import Platform
    from skill.tools import prompts, unreachable_topics
    from skill.understanding import pattern_check

    met = prompts.prompts(it, (Platform(), ALEXA))
    return [*pattern_check.problems(it), *unreachable_topics.problems(it), *prompts.problems(met, it)], prompts.report(
        met
    )


@content.command(epilog="Example: cramp-coach content graph --out flow.mmd")
@_FOLDER
@click.option("--out", default="-", type=click.File("w", encoding="utf-8"), help="File; without it, standard output.")
def graph(folder: Path | None, out: TextIO) -> None:
    """Draw the question flow as a Mermaid flowchart, which GitHub and many editors show as a picture."""
    from skill.content.loader import FOLDER, load
    from skill.tools.graph import mermaid

    out.write(mermaid(load(folder or FOLDER)))
