"""The one Protocol behind which people are remembered, and the pseudonyms that they are remembered by."""

import hashlib
import hmac
import secrets
from typing import Protocol

import structlog
from msgspec import Struct

from skill.errors import MemoryStoreError

_log = structlog.get_logger("cramp-coach")


class Remembered(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What is kept of one person. Nothing here says how somebody is."""

    introduced: bool = True
    """The disclaimer was heard at a first launch."""


class Store(Protocol):
    """Where people are remembered, by pseudonym. Implementations may be shared by threads."""

    def recall(self, pseudonym: str) -> Remembered | None:
        """
        What is remembered of somebody.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def keep(self, pseudonym: str, remembered: Remembered) -> None:
        """
        Remember this instead of what was there.

        Raises:
            MemoryStoreError: The database can't be reached, or refuses.
        """

    def forget(self, pseudonym: str) -> None:
        """
        Leave nothing of somebody.

        Raises:
            MemoryStoreError: The database can't be reached.
        """

    def secret(self) -> str:
        """
        The key of the pseudonyms that is kept beside the data, made at its first use.

        Raises:
            MemoryStoreError: The database can't be reached.
        """


class People:
    """The coach's memory: a dead database costs the memory, never the conversation."""

    def __init__(self, store: Store, secret: str | None) -> None:
        """`secret` keys the pseudonyms; None uses the one that is kept beside the data."""
        self._store = store
        self._secret = secret

    def meet(self, user_id: str | None) -> bool:
        """Tell whether somebody is here for the first time, and remember that they were."""
        if user_id is None:
            return True
        try:
            pseudonym = self._pseudonym(user_id)
            if self._store.recall(pseudonym) is not None:
                return False
            self._store.keep(pseudonym, Remembered())
        except MemoryStoreError as error:
            _log.warning("memory is away", reason=str(error))
        return True

    def forget(self, user_id: str | None) -> bool:
        """Erase what is kept of somebody; False if that could not be done."""
        if user_id is None:
            return True
        try:
            self._store.forget(self._pseudonym(user_id))
        except MemoryStoreError as error:
            _log.warning("memory is away", reason=str(error))
            return False
        return True

    def _pseudonym(self, user_id: str) -> str:
        if self._secret is None:
            self._secret = self._store.secret()
        return hmac.new(self._secret.encode(), user_id.encode(), hashlib.sha256).hexdigest()


def new_secret() -> str:
    """A key that nobody can guess."""
    return secrets.token_hex(32)
