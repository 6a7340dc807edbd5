"""Store the session in Alexa's session attributes, and validate it when it comes back."""

from collections.abc import Mapping
from typing import Any

import msgspec

from skill.content.models import Content
from skill.conversation.session import Session
from skill.errors import SessionError

KEY = "coach"
SSML_ONLY = "ssml_only"
"""Attribute of sessions whose device could not play an audio document."""

_SLOWEST = 0.5
_LONGEST_SECONDS = 3600.0
"""Limits of valid values: slowest pace, and longest time in seconds."""

# A single string: the SDK deep-copies attributes, which costs nothing for a string.
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Session).decode


def dump(session: Session, *, ssml_only: bool = False) -> dict[str, Any]:
    """Return the session attributes of a session."""
    kept = {KEY: _encode(session).decode()}
    return kept | {SSML_ONLY: True} if ssml_only else kept


def load(attributes: Mapping[str, Any] | None, content: Content) -> Session:
    """
    Return the session in session attributes; a new one if they contain none.

    Raises:
        SessionError: It is malformed, or refers to content that no longer exists.
    """
    raw = (attributes or {}).get(KEY)
    if raw is None:
        return Session()
    try:
        session = _decode(raw)
    except (msgspec.DecodeError, TypeError, UnicodeError, RecursionError) as error:
        raise SessionError(f"The session attributes are malformed: {error}") from None
    if not (_refers_to_known_content(session, content) and _is_consistent(session, content)):
        raise SessionError("The session attributes refer to content that no longer exists, or hold impossible values.")
    return session


def _refers_to_known_content(session: Session, content: Content) -> bool:
    turn = session.turn
    holds = [*turn.holds, *(place.hold for place in (session.guiding, session.resuming) if place)]
    return (
        content.findings.keys() >= {*session.answers, *turn.asks}
        and content.questions.keys() >= session.compound.keys()
        and content.stretches.keys() >= {*session.done, *[hold.stretch for hold in holds]}
        and (session.routine is None or session.routine.name in content.routines)
        and content.conditions.keys() >= {turn.condition, session.named} - {None}
    )


def _is_consistent(session: Session, content: Content) -> bool:
    """Return whether the session's fields fit together, and no number is out of range."""
    turn, guiding = session.turn, session.guiding
    lengths = [hold.seconds for hold in turn.holds]
    if guiding:
        lengths += [guiding.hold.seconds, guiding.total]
    if session.resuming:
        lengths.append(session.resuming.hold.seconds)
    return (
        (turn.awaiting is None or bool(turn.ask))
        and (turn.awaiting != "finding" or (bool(turn.asks) and turn.about in ("", *content.questions)))
        and (not turn.about.startswith("more:") or _is_paragraph(turn.about, content))
        and _SLOWEST <= session.pace <= 1
        and all(0 <= seconds <= _LONGEST_SECONDS for seconds in lengths)
    )


def _is_paragraph(about: str, content: Content) -> bool:
    """Return whether the paragraph exists that `more:<kind>/<name>:<place>` refers to."""
    try:
        _, identity, place = about.split(":")
        kind, name = identity.split("/")
        items: Mapping[str, Mapping[str, Any]] = {
            "conditions": content.conditions,
            "remedies": content.remedies,
            "topics": content.topics,
        }
        return 0 <= int(place) < len(items[kind][name].parts)
    except (KeyError, ValueError):
        return False
