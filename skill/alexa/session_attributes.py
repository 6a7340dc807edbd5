"""Store the session in Alexa's session attributes, and validate it when it comes back."""

from collections.abc import Mapping
from typing import Any

import msgspec

from skill.content.models import Content
from skill.conversation.session import Session
from skill.conversation.session_check import check
from skill.errors import SessionError

KEY = "coach"
SSML_ONLY = "ssml_only"
"""Attribute of sessions whose device could not play an audio document."""


def dump(session: Session, *, ssml_only: bool = False) -> dict[str, Any]:
    """Return the session attributes of a session."""
    # A single string: the SDK deep-copies attributes, which costs nothing for a string.
    kept = {KEY: msgspec.json.encode(session).decode()}
    return kept | {SSML_ONLY: True} if ssml_only else kept


def load(attributes: Mapping[str, Any], content: Content) -> Session:
    """
    Return the session in session attributes; a new one if they contain none.

    Raises:
        SessionError: It is malformed, or refers to content that no longer exists.
    """
    raw = attributes.get(KEY)
    if raw is None:
        return Session()
    try:
        session = msgspec.json.decode(raw, type=Session)
    except (msgspec.DecodeError, TypeError, UnicodeError, RecursionError) as error:
        raise SessionError(f"The session attributes are malformed: {error}") from None
    check(session, content)
    return session
