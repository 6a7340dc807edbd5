"""How the commands that check something say what is wrong."""

from collections.abc import Iterable

import click

from skill.errors import ContentError


def refuse(problems: Iterable[str], where: str) -> None:
    """
    Print every problem on a line of standard error.

    Raises:
        ContentError: There is at least one problem.
    """
    found = list(problems)
    for problem in found:
        click.echo(problem, err=True)
    if found:
        raise ContentError(f"{len(found)} problem{'s' * (len(found) > 1)} in {where}.")
