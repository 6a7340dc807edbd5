"""Chooses the store that the settings name."""

from collections.abc import Mapping
from importlib import import_module

from msgspec import Struct

from skill.errors import SettingsError
from skill.memory.store import Store


class Kind(Struct, frozen=True):
    """One kind of store."""

    module: str
    """Below skill.memory; its `open_url` makes the store. Imported only where somebody uses it."""
    address: str
    """How its addresses look, as an example."""
    extra: str | None = None
    """The extra of our own package that brings what it needs; None where Python brings it."""


KINDS: Mapping[str, Kind] = {
    "sqlite": Kind("sqlite", "sqlite:///path/to/file.db"),
    "postgresql": Kind("postgres", "postgresql://user@host/name", extra="postgres"),
    "postgres": Kind("postgres", "postgres://user@host/name", extra="postgres"),
    "dynamodb": Kind("dynamodb", "dynamodb://table?region=eu-west-1", extra="dynamodb"),
    "memory": Kind("in_memory", "memory://"),
}
"""What stands before `://` -> the store behind it."""


def open_store(url: str) -> Store:
    """
    Open the store of an address, such as `sqlite:///path` (three slashes: relative to here, four: absolute).

    Databases on other machines are not asked yet: they may be away, and the coach works without them.

    Raises:
        SettingsError: The address is of no kind that there is, or what it needs is not installed.
        MemoryStoreError: The file can't be opened.
    """
    scheme = url.split(":", 1)[0]
    kind = KINDS.get(scheme)
    if kind is None or "://" not in url:
        *others, last = (kind.address for kind in KINDS.values())
        raise SettingsError(f"CRAMP_COACH_DATABASE_URL begins with {scheme!r}; use {', '.join(others)} or {last}.")
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
