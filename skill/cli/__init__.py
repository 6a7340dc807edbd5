"""Command line: one module for each group of commands; here, the entry point and the handling of errors."""

import sys

import click

from publishing.commands import COMMANDS
from skill import __version__
from skill.cli import data, mcp, serve, stretch, talk, understand
from skill.errors import CoachError


@click.group(
    commands=[
        serve.serve,
        talk.talk,
        understand.understand,
        stretch.cues,
        stretch.render,
        data.data,
        mcp.mcp,
        *COMMANDS,
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: cramp-coach talk --locale en-GB",
)
@click.version_option(__version__, prog_name="cramp-coach")
def commands() -> None:
    """
    Cramp Coach: a voice coach that guides people safely through a cramp in the buttock.

    It gives general advice, is no substitute for a doctor, and can't call for help.
    """


def main() -> None:
    """Run the command; an error is reported in one line, without a traceback."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        # A usage error points to the command's help.
        context = error.ctx if isinstance(error, click.UsageError) else None
        shown = f" (see {context.command_path} --help)" if context else ""
        _fail(f"{error.format_message()}{shown}", error.exit_code)
    except CoachError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of the pipe has closed it; Python would complain when it flushes standard output at exit.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        _fail(f"{named}{error.strerror or error}.")


def _fail(problem: str, exit_code: int = 1) -> None:
    click.echo(f"cramp-coach: {problem}", err=True)
    sys.exit(exit_code)
