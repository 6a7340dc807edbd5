"""Base of the schemas of content files: what all medical content has."""

from typing import Literal

from msgspec import Struct


class Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Base class: immutable, and unknown keys are errors."""


class Review(Strict, kw_only=True):
    """State of an item's clinical review."""

    state: Literal["draft", "reviewed"]
    by: str | None = None
    on: str | None = None
    digest: str | None = None
    """Digest of the file as it was reviewed; see publishing/content/review_pack.py."""


class Source(Strict, kw_only=True):
    """A source of facts."""

    title: str
    address: str | None = None
    """URL; None for the three articles that are kept with the project's reference."""


class Item(Strict, kw_only=True):
    """Fields of all medical content."""

    sources: tuple[str, ...]
    """Ids of the sources that support the facts and numbers of this item."""
    own_sources: dict[str, Source] = {}
    """Sources used by this item only, by id; shared ones are in sources/."""
    review: Review
    facts: tuple[str, ...] = ()
    """Ids of the facts of the three articles (F001 to F145 in the reference) that this item states."""
