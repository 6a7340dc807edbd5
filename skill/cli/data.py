"""Commands for the operator: show or erase the stored data of one user."""

from typing import TYPE_CHECKING

import click

from skill.cli.options import SERVERS_DATABASE

if TYPE_CHECKING:
    from skill.memory.store import Store


@click.group(epilog="Example: cramp-coach data export amzn1.ask.account.SOMEBODY")
def data() -> None:
    """Show or erase the stored data of one user, by the user id that Alexa sends."""


@data.command(epilog="Example: cramp-coach data export amzn1.ask.account.SOMEBODY")
@click.argument("user_id")
def export(user_id: str) -> None:
    """Print the stored data of USER_ID as JSON; {} for an unknown user."""
    import msgspec

    store, pseudonym = _stored(user_id)
    known = store.recall(pseudonym)
    click.echo(msgspec.json.encode(known).decode() if known else "{}")


@data.command(epilog="Example: cramp-coach data erase amzn1.ask.account.SOMEBODY")
@click.argument("user_id")
def erase(user_id: str) -> None:
    """Erase the stored data of USER_ID."""
    store, pseudonym = _stored(user_id)
    known = store.recall(pseudonym)
    store.erase(pseudonym)
    click.echo("Erased." if known else "Nothing was stored for this user.")


def _stored(user_id: str) -> "tuple[Store, str]":
    """Return the server's store, and the key under which it stores a user."""
    from skill.memory.open_store import open_store
    from skill.memory.store import People
    from skill.settings import Settings

    settings = Settings.from_environment(default_database=SERVERS_DATABASE)
    store = open_store(settings.database_url)
    return store, People(store, settings.secret).pseudonym(user_id)
