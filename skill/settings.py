"""The only reader of the environment."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from skill.errors import SettingsError

Countdown = Literal["apla", "ssml"]


class Settings(Struct, frozen=True):
    """What an operator may choose. Nothing here can switch a check off."""

    skill_id: str | None = None
    """Requests for another skill are refused; None accepts any skill id (for a first try-out)."""

    database_url: str = "memory://"
    """Where preferences live: `sqlite:///…`, `postgresql://…`, `dynamodb://table?region=…` or `memory://`."""

    extra_trust_roots: Path | None = None
    """PEM file of further certificate authorities, beside the public ones, for staging and tests."""

    countdown: Countdown = "apla"
    """How a guided stretch is timed: APL for audio (exact) or SSML breaks."""

    secret: str | None = None
    """Keys the pseudonyms of user ids; None makes one that is kept beside the database."""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, *, default_database: str = "memory://"
    ) -> "Settings":
        """
        Read the `CRAMP_COACH_…` variables; the server remembers in a file where nothing else is chosen.

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
            secret=given.get("CRAMP_COACH_SECRET") or None,
        )
