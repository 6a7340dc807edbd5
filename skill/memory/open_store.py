"""Open the store that the database URL names."""

import re
from collections.abc import Mapping
from importlib import import_module

from msgspec import Struct

from skill.errors import SettingsError
from skill.memory.store import Store


class Kind(Struct, frozen=True):
    """A kind of store."""

    module: str
    """Module in skill.memory whose `open_url` opens the store; imported only when used."""
    address: str
    """Example of its URL, for error messages."""
    extra: str | None = None
    """Extra of this package that installs its dependencies; None if the standard library is enough."""


KINDS: Mapping[str, Kind] = {
    "sqlite": Kind("sqlite", "sqlite:///path/to/file.db"),
    "postgresql": Kind("postgres", "postgresql://user@host/name", extra="postgres"),
    "postgres": Kind("postgres", "postgres://user@host/name", extra="postgres"),
    "dynamodb": Kind("dynamodb", "dynamodb://table?region=eu-west-1", extra="dynamodb"),
    "memory": Kind("in_memory", "memory://"),
}
"""URL scheme -> kind of store."""


def open_store(url: str) -> Store:
    """
    Open the store of a URL such as `sqlite:///path` (three slashes: relative path, four: absolute).

    No connection to a database server is made yet: it may be down, and the coach works without it.

    Raises:
        SettingsError: The URL can't be used, or a package that the store needs is not installed.
        MemoryStoreError: The file can't be opened.
    """
    # Nothing but a scheme is quoted in messages: the rest may hold a password.
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", url, re.IGNORECASE)
    kind = KINDS.get(scheme[1]) if scheme else None
    if kind is None:
        *others, last = (kind.address for kind in KINDS.values())
        begins = f"begins with {scheme[1]!r}" if scheme else "has no scheme"
        raise SettingsError(f"CRAMP_COACH_DATABASE_URL {begins}; use {', '.join(others)} or {last}.")
    try:
        module = import_module(f"skill.memory.{kind.module}")
    except ImportError as error:
        if kind.extra is None:
            raise
        raise SettingsError(
            f"CRAMP_COACH_DATABASE_URL names a database that needs {error.name}, which is not installed; "
            f"use: pip install 'cramp-coach[{kind.extra}]'."
        ) from error
    opened: Store = module.open_url(url)
    return opened
