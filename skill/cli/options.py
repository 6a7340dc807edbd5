"""What several commands share: options, the server's database, and how lines are read and written."""

import json
import re
import sys
from collections.abc import Iterable
from typing import Any

import click

from skill.errors import ContentError

SERVERS_DATABASE = "sqlite:///cramp-coach.db"
"""Where the server remembers, and its operator looks, if nothing else is chosen."""


def _english(_context: click.Context, _option: click.Parameter, locale: str) -> str:
    # A country that is not ours gets the common words, without a number; another language gets none.
    if not re.fullmatch(r"en(-[A-Z]{2})?", locale):
        raise click.BadParameter(f"{locale!r} is no English locale such as en-GB; the coach speaks no other language.")
    return locale


LOCALE = click.option(
    "--locale", default="en-US", show_default=True, callback=_english, help="Language and country, such as en-GB."
)


def any_bytes_are_read() -> None:
    """Take what is no UTF-8 on standard input as unknown letters: one line in stays one line out."""
    for stream in (sys.stdin, sys.stdout):
        # A test's own stream has nothing to set.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")


def show_json(it: dict[str, Any]) -> None:
    """Print one object on one line, at once."""
    sys.stdout.write(json.dumps(it, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def refuse(problems: Iterable[str], where: str) -> None:
    """
    Tell every problem, a line each.

    Raises:
        ContentError: There is at least one.
    """
    told = list(problems)
    for problem in told:
        click.echo(problem, err=True)
    if told:
        raise ContentError(f"{len(told)} problem{'s' * (len(told) > 1)} in {where}.")
