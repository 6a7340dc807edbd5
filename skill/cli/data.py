"""The operator's commands for what is remembered of one person."""

from typing import TYPE_CHECKING

import click

from skill.cli.options import SERVERS_DATABASE

if TYPE_CHECKING:
    from skill.memory.store import Store


@click.group(epilog="Example: cramp-coach data export amzn1.ask.account.SOMEBODY")
def data() -> None:
    """Show or erase what is remembered of one person, by the user id that Alexa sends."""


@data.command(epilog="Example: cramp-coach data export amzn1.ask.account.SOMEBODY")
@click.argument("user_id")
def export(user_id: str) -> None:
    """Print what is remembered of USER_ID as JSON; {} for a stranger."""
    import msgspec

    store, pseudonym = _kept(user_id)
    known = store.recall(pseudonym)
    click.echo(msgspec.json.encode(known).decode() if known else "{}")


@data.command(epilog="Example: cramp-coach data erase amzn1.ask.account.SOMEBODY")
@click.argument("user_id")
def erase(user_id: str) -> None:
    """Erase what is remembered of USER_ID."""
    store, pseudonym = _kept(user_id)
    known = store.recall(pseudonym)
    store.erase(pseudonym)
    click.echo("Erased." if known else "Nothing was remembered of this person.")


def _kept(user_id: str) -> "tuple[Store, str]":
    """The server's store, and the key under which it keeps somebody."""
    from skill.memory.open_store import open_store
    from skill.memory.store import People
    from skill.settings import Settings

    settings = Settings.from_environment(default_database=SERVERS_DATABASE)
    store = open_store(settings.database_url)
    return store, People(store, settings.secret).pseudonym(user_id)
