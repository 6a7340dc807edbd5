"""Shared by several commands: options, the default database, and line-based input and output."""

import json
import re
import sys
from typing import Any

import click

SERVERS_DATABASE = "sqlite:///cramp-coach.db"
"""Default database of the server and of the commands for its operator."""


def _english(_context: click.Context, _option: click.Parameter, locale: str) -> str:
    # Other English-speaking countries get the common wording, and 112 where a line needs a number.
    if not re.fullmatch(r"en(-[A-Z]{2})?", locale):
        raise click.BadParameter(f"{locale!r} is not an English locale such as en-GB; no other language is supported.")
    return locale


LOCALE = click.option(
    "--locale", default="en-US", show_default=True, callback=_english, help="Language and country, such as en-GB."
)


def accept_any_bytes() -> None:
    """Replace invalid UTF-8 on standard input instead of failing, so that each line of input gives one of output."""
    for stream in (sys.stdin, sys.stdout):
        # A stream that a test provides may not have this method.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")


def show_json(value: dict[str, Any]) -> None:
    """Print one object on one line, unbuffered."""
    click.echo(json.dumps(value, ensure_ascii=False))
