"""The session in Alexa's session attributes: written compactly, trusted only as far as it makes sense."""

from collections.abc import Mapping
from typing import Any

import msgspec

from skill.content.models import Content
from skill.conversation.session import Session
from skill.errors import SessionError

KEY = "coach"

# One string: the SDK copies attributes deeply, and a string is copied for nothing.
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Session).decode


def dump(session: Session) -> dict[str, Any]:
    """The attributes to send back."""
    return {KEY: _encode(session).decode()}


def load(attributes: Mapping[str, Any] | None, content: Content) -> Session:
    """
    The session of the attributes that came back; a new one where there is none of ours.

    Raises:
        SessionError: It is ours but broken, or speaks of content that no longer exists.
    """
    raw = (attributes or {}).get(KEY)
    if raw is None:
        return Session()
    try:
        session = _decode(raw)
    except (msgspec.DecodeError, TypeError) as error:
        raise SessionError(f"The session attributes don't fit: {error}") from None
    turn, guiding = session.turn, session.guiding
    holds = [*turn.holds, *([guiding.hold] if guiding else [])]
    known = (
        all(name in content.findings for name in (*session.answers, *turn.asks))
        and all(name in content.questions for name in session.compound)
        and all(name in content.stretches for name in (*session.done, *(hold.stretch for hold in holds)))
        and (turn.awaiting != "finding" or turn.asks)
    )
    if not known:
        raise SessionError("The session attributes name what this content does not have.")
    return session
