"""Commands for the second listener."""

import subprocess
import sys
from pathlib import Path

import click

from skill.errors import ContentError

_REPOSITORY = Path(__file__).parents[2]


@click.group(epilog="Example: cramp-coach listener train")
def listener() -> None:
    """Train and measure the second listener, which confirms or suspects warning signs and tells denials."""


@listener.command(epilog="Example: cramp-coach listener train")
def train() -> None:
    """Train on the lines and replies in skill/understanding/en; write the weights and thresholds. About ten minutes."""
    if not (_REPOSITORY / "training").is_dir():
        raise ContentError("The lines and their training are in the repository, not in the package.")
    sys.exit(subprocess.run([sys.executable, "-m", "training"], check=False, cwd=_REPOSITORY).returncode)
