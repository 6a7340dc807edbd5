"""Commands that write and verify the interaction models."""

import click

from publishing.commands.refusing import refuse


@click.group(epilog="Example: cramp-coach model build")
def model() -> None:
    """Write or verify the interaction models."""


@model.command(epilog="Example: cramp-coach model build")
def build() -> None:
    """Write the models in interaction_model/package from phrases and content."""
    from publishing.alexa import interaction_model as models

    for path in models.write():
        click.echo(f"wrote {path}")


@model.command(epilog="Example: cramp-coach model check")
def check() -> None:
    """Verify that the built models are up to date and follow Alexa's rules."""
    from publishing.alexa import interaction_model as models

    refuse(models.verify(), "the interaction models")
    click.echo("The interaction models are up to date and follow Alexa's rules.")
