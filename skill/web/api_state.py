"""State of a conversation, which the page keeps: signed, and refused when it is old, changed or from elsewhere."""

import msgspec
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from msgspec import Struct, field

from skill.conversation.profile import PLACE_SECONDS, Profile
from skill.conversation.session import Session
from skill.errors import SessionError

MAX_AGE_SECONDS = PLACE_SECONDS
"""Time after which a state is refused: as long as an interrupted session can be resumed."""

_SALT = "cramp-coach /api/turn"
"""Separates these signatures from all others that are made with the same secret."""


class State(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Everything that is needed to take the next turn."""

    locale: str = "en-US"
    session: Session | None = None
    """None between two conversations."""
    profile: Profile = field(default_factory=Profile)
    """What other platforms store between two conversations; it holds no health answers."""
    silent: bool = False
    """Whether the last question met with silence."""
    spoken_at: float = 0.0
    """When the last reply began, in seconds since 1970."""


class States:
    """Signer of states. Thread-safe; two servers with the same secret read each other's."""

    def __init__(self, secret: str) -> None:
        """Keep the secret."""
        self._signed = URLSafeTimedSerializer(secret, salt=_SALT)

    def dump(self, state: State) -> str:
        """Return a state as signed text."""
        return self._signed.dumps(msgspec.to_builtins(state))

    def load(self, text: str) -> State:
        """
        Return the state in a signed text.

        Raises:
            SessionError: It is too old, was changed, or was not made by this server.
        """
        try:
            return msgspec.convert(self._signed.loads(text, max_age=round(MAX_AGE_SECONDS)), State)
        except SignatureExpired:
            raise SessionError("This conversation is more than 30 minutes old. Please start again.") from None
        except (BadData, msgspec.DecodeError, UnicodeError, ValueError, RecursionError):
            raise SessionError("The state is not one that this server made. Please start again.") from None
