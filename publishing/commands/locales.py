"""Commands that create a new locale."""

import click


@click.group(epilog="Example: cramp-coach locale new en-NZ")
def locale() -> None:
    """Create a new locale."""


@locale.command(epilog="Example: cramp-coach locale new en-NZ")
@click.argument("locale")
def new(locale: str) -> None:
    """Write the two files of LOCALE, such as en-NZ, with TODO comments."""
    from publishing.content import new_locale

    for path in new_locale.write(locale):
        click.echo(f"wrote {path}")
    click.echo(
        f"Complete what is marked TODO; then run `cramp-coach locale page {locale}` and `cramp-coach model build`."
    )


@locale.command(epilog="Example: cramp-coach locale page en-NZ")
@click.argument("locale")
def page(locale: str) -> None:
    """Add the store page of LOCALE to skill.json: that of en-US, with this country's emergency number."""
    from publishing.content import new_locale

    click.echo(f"wrote {new_locale.add_page(locale)}")
