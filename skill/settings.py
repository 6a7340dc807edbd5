"""Settings, read from the environment; the only module that reads it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from skill.errors import SettingsError

Countdown = Literal["apla", "ssml"]

SHORTEST_SECRET = 16
"""Minimum length in bytes: 128 bits (NIST SP 800-131A disallows HMAC keys below 112 bits)."""


class Settings(Struct, frozen=True):
    """Settings of the operator. None of them turns a check off."""

    skill_id: str | None = None
    """The skill whose requests are answered, all others are refused; None accepts any (for a first try)."""

    database_url: str = "memory://"
    """Where preferences are stored: `sqlite:///…`, `postgresql://…`, `dynamodb://table?region=…` or `memory://`."""

    extra_trust_roots: Path | None = None
    """PEM file of certificate authorities to trust beside the public ones, for staging and tests."""

    countdown: Countdown = "apla"
    """How a guided stretch is timed: APL for audio (exact) or SSML breaks."""

    secret: str | None = None
    """
    Key of the HMAC that makes pseudonyms of user ids.

    None uses a random key that is made once and stored in the database, beside the pseudonyms. Then a copy of the
    database is enough to check whether a known user id is in it; with a key from the environment it is not. After a
    change of the key nobody is recognised, and rows under the old one stay until they expire after a year.
    """

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, *, default_database: str = "memory://"
    ) -> "Settings":
        """
        Read the `CRAMP_COACH_…` variables; an empty one counts as unset.

        Raises:
            SettingsError: A variable has a value that can't be used; the message names it.
        """
        given = os.environ if environment is None else environment
        countdown = given.get("CRAMP_COACH_COUNTDOWN") or "apla"
        if countdown not in ("apla", "ssml"):
            raise SettingsError(f"CRAMP_COACH_COUNTDOWN is {countdown!r}; use 'apla' or 'ssml'.")
        roots = given.get("CRAMP_COACH_EXTRA_TRUST_ROOTS")
        if roots and not Path(roots).is_file():
            raise SettingsError(f"CRAMP_COACH_EXTRA_TRUST_ROOTS names {roots!r}, which is not a file.")
        return cls(
            skill_id=given.get("CRAMP_COACH_SKILL_ID") or None,
            database_url=given.get("CRAMP_COACH_DATABASE_URL") or default_database,
            extra_trust_roots=Path(roots) if roots else None,
            countdown=countdown,  # type: ignore[arg-type]  # narrowed by the check above
            secret=_checked_secret(given.get("CRAMP_COACH_SECRET") or None),
        )


def _checked_secret(secret: str | None) -> str | None:
    """Return a usable secret as it is; error messages never show it."""
    if secret is None:
        return None
    try:
        length = len(secret.encode())
    except UnicodeEncodeError:
        raise SettingsError("CRAMP_COACH_SECRET is not text in UTF-8; make one with: openssl rand -hex 32") from None
    if length < SHORTEST_SECRET:
        raise SettingsError(
            f"CRAMP_COACH_SECRET has {length} bytes and needs at least {SHORTEST_SECRET}; "
            "make one with: openssl rand -hex 32"
        )
    return secret
