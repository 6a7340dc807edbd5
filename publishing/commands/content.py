"""Commands that check the content, draw its question flow, and have it reviewed."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from publishing.commands.refusing import refuse

if TYPE_CHECKING:
    from skill.content.models import Content

_FOLDER = click.option(
    "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder."
)


@click.group(epilog="Example: cramp-coach content check")
def content() -> None:
    """Check the content, draw its question flow, and have it reviewed."""


@content.command(epilog="Example: cramp-coach content check")
@_FOLDER
@click.option("--release", is_flag=True, help="Also check what must be settled before a release.")
def check(folder: Path | None, release: bool) -> None:
    """Validate all content; every problem is reported with file, field and fix."""
    from publishing.content import check as checks
    from skill.content.loader import FOLDER, kinds, read

    found, problems = read(folder or FOLDER)
    summary = ""
    if not problems:
        broken = checks.broken(found)
        problems = broken + checks.problems(found) + (checks.before_release(found) if release else [])
        if not broken:
            more, summary = _simulated(found)
            problems += more
        if release:
            from publishing.content.review_pack import changed_since_review

            problems += changed_since_review(found, folder or FOLDER)
    refuse(problems, "the content")
    drafts = sum(item.review.state == "draft" for _, items in kinds(found) for item in items.values())
    total = sum(len(items) for _, items in kinds(found))
    click.echo(f"{total} items are valid; {drafts} of them await clinical review. {summary}")


def _simulated(content: "Content") -> tuple[list[str], str]:
    """Return the problems that only simulated conversations reveal, and a summary of the lengths of prompts."""
    from publishing.content import prompts, unreachable_topics
    from skill.alexa.phrasing import ALEXA
    from skill.conversation.events import Platform
    from skill.understanding import findings as patterns_of_findings

    spoken = prompts.prompts(content, (Platform(), ALEXA))
    problems = [
        *patterns_of_findings.problems(content),
        *unreachable_topics.problems(content),
        *prompts.problems(spoken, content),
    ]
    return problems, prompts.report(spoken)


@content.command(epilog="Example: cramp-coach content graph --out flow.mmd")
@_FOLDER
@click.option("--out", default="-", type=click.File("w", encoding="utf-8"), help="File; default: standard output.")
def graph(folder: Path | None, out: TextIO) -> None:
    """Draw the question flow as a Mermaid flowchart, which GitHub and many editors render."""
    from publishing.content.graph import mermaid
    from skill.content.loader import FOLDER, load

    out.write(mermaid(load(folder or FOLDER)))


@content.command(epilog="Example: cramp-coach content review --out review.html")
@_FOLDER
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), help="Write the review pack to this file.")
@click.option("--verdicts", type=click.File("rb"), help="Take the verdicts that the pack has saved.")
def review(folder: Path | None, out: TextIO | None, verdicts: BinaryIO | None) -> None:
    """
    Write the clinician's review pack as one HTML file, or take its verdicts back.

    With --verdicts, each item that was judged right is marked as reviewed in its file; the others are listed.
    """
    from publishing.content import review_pack
    from skill.content.loader import FOLDER, load

    if (out is None) == (verdicts is None):
        raise click.UsageError("Give either --out FILE, to write the pack, or --verdicts FILE, to take verdicts back.")
    place = folder or FOLDER
    if out is not None:
        out.write(review_pack.pack(load(place), place))
        click.echo(f"Wrote {out.name}. Open it in a browser; it saves the verdicts as a file.")
    if verdicts is not None:
        reviewed, left = review_pack.accept(verdicts.read(), place)
        click.echo(f"Reviewed now: {', '.join(reviewed) or 'nothing'}.")
        for sentence in left:
            click.echo(sentence)
