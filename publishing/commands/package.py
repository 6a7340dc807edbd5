"""Command that builds the packages for Amazon."""

from pathlib import Path

import click

from publishing.commands.refusing import refuse

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""Versions of Python that AWS Lambda offers and the coach runs on; `lambda/template.yaml` allows the same."""


@click.command(epilog="Example: cramp-coach package --endpoint https://coach.example.org/alexa")
@click.option(
    "--out", default=Path("dist"), show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder."
)
@click.option("--endpoint", help="Where Alexa sends requests: an HTTPS URL, or the ARN of a Lambda function.")
@click.option("--site", help="Where /privacy and /terms are served; default: the endpoint's host.")
@click.option("--home-assistant", is_flag=True, help="Write the integration for Home Assistant, and nothing else.")
@click.option(
    "--python",
    type=click.Choice(PYTHONS),
    default="3.13",
    show_default=True,
    help="Version of Python that the Lambda function runs.",
)
@click.option("--check-only", is_flag=True, help="Check the store package and write nothing.")
def package(
    *, out: Path, endpoint: str | None, site: str | None, home_assistant: bool, python: str, check_only: bool
) -> None:
    """
    Write the store package for ask-cli and the Lambda zip, whose handler is lambda_function.lambda_handler.

    The zip is for Linux on x86_64 and one version of Python, whatever machine builds it; elsewhere it refuses to start.
    """
    from publishing import packaging
    from publishing.alexa import skill_package, store_check
    from skill.understanding import hearing

    if home_assistant:
        path = out / "cramp-coach-home-assistant.zip"
        click.echo(f"wrote {path} ({packaging.home_assistant_zip(path) / 1_000_000:.1f} MB)")
        return
    refuse(store_check.problems(hearing.content(), hearing.listener), "the store package")
    click.echo("The store package follows the rules of the store.")
    if check_only:
        return
    folder, path = out / "skill-package", out / "lambda.zip"
    click.echo(f"wrote {folder} ({skill_package.write(folder, endpoint=endpoint, site=site)} files)")
    if unset := store_check.placeholders(folder):
        click.echo(f"Before submitting, set --endpoint and --site: these are placeholders: {', '.join(unset)}.")
    built = packaging.lambda_zip(path, python)
    click.echo(f"wrote {path} ({built.size / 1_000_000:.1f} MB, for Python {python} on {packaging.MACHINE})")
    if not built.has_bytecode:
        click.echo(f"There is no python{python} here, so it holds no bytecode: a cold start takes seconds longer.")
