"""Commands that make the skill's stack on AWS Lambda and take it down."""

from pathlib import Path

import click

from publishing.commands.package import PYTHONS

# Where Alexa calls Lambda functions, by the language of the Echo.
REGIONS = ("us-east-1", "eu-west-1", "us-west-2")

_region = click.option(
    "--region",
    type=click.Choice(REGIONS),
    default="us-east-1",
    show_default=True,
    help="us-east-1 for America, eu-west-1 for Europe and India, us-west-2 for Australia.",
)
_stack = click.option("--stack", default="cramp-coach", show_default=True, help="Name of the stack.")


@click.group(name="lambda", epilog="Example: cramp-coach lambda up --help")
def lambda_() -> None:
    """Run the skill on AWS Lambda, without a server of one's own."""


@lambda_.command(epilog="Example: cramp-coach lambda up --help")
@click.option("--skill-id", required=True, help="The skill's id in Amazon's developer console: amzn1.ask.skill....")
@click.option("--email", default="", help="Who is told when something is wrong; default: nobody.")
@click.option("--python", type=click.Choice(PYTHONS), default="3.13", show_default=True, help="Version of Python.")
@_region
@_stack
def up(skill_id: str, email: str, python: str, region: str, stack: str) -> None:
    """Make the stack, or bring it up to date, and print what goes into the developer console."""
    from publishing import packaging
    from publishing.lambda_stack import Stack

    path = Path("dist") / "lambda.zip"
    built = packaging.lambda_zip(path, python)
    click.echo(f"Built {path} for Python {python} ({built.size / 1_000_000:.1f} MB). AWS takes two minutes or so.")
    function = Stack(stack, region).up(path.read_bytes(), skill_id=skill_id, python=python, email=email)
    click.echo("The stack is up. In the developer console, choose Build, Endpoint, AWS Lambda ARN, and put into")
    click.echo(f"Default Region:\n\n    {function}\n")
    if email:
        click.echo(f"AWS has sent a letter to {email}: follow its link, or no alarm arrives.")
    click.echo(f"To take all of it down: cramp-coach lambda down --region {region} --stack {stack}")


@lambda_.command(epilog="Example: cramp-coach lambda down --help")
@click.option("--forget-people", is_flag=True, help="Also delete the table of what people prefer.")
@_region
@_stack
def down(forget_people: bool, region: str, stack: str) -> None:
    """Take the stack down, with its bucket; what people prefer stays unless it is to be forgotten."""
    from publishing.lambda_stack import Stack

    table = Stack(stack, region).down(forget_people=forget_people)
    click.echo("The stack is down; nothing of it runs or costs any more.")
    if table and not forget_people:
        click.echo(
            f"The table {table} stays. To delete it: aws dynamodb delete-table --region {region} --table {table}"
        )
