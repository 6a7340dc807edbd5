"""The session in Alexa's session attributes: written compactly, trusted only as far as it makes sense."""

from collections.abc import Mapping
from typing import Any

import msgspec

from skill.content.models import Content
from skill.conversation.session import Session
from skill.errors import SessionError

KEY = "coach"

_SLOWEST = 0.5
_LONGEST_SECONDS = 3600.0
"""Beyond these lies nothing that the coach ever writes."""

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
    except (msgspec.DecodeError, TypeError, UnicodeError, RecursionError) as error:
        raise SessionError(f"The session attributes don't fit: {error}") from None
    if not (_names_what_there_is(session, content) and _can_go_on(session, content)):
        raise SessionError("The session attributes name what this content does not have.")
    return session


def _names_what_there_is(session: Session, content: Content) -> bool:
    turn = session.turn
    holds = [*turn.holds, *(place.hold for place in (session.guiding, session.resuming) if place)]
    return (
        content.findings.keys() >= {*session.answers, *turn.asks}
        and content.questions.keys() >= session.compound.keys()
        and content.stretches.keys() >= {*session.done, *[hold.stretch for hold in holds]}
        and (session.routine is None or session.routine.name in content.routines)
        and content.conditions.keys() >= {turn.condition, session.named} - {None}
    )


def _can_go_on(session: Session, content: Content) -> bool:
    """Whether something was asked, of what there is, and no number is beyond what the coach ever writes."""
    turn, guiding = session.turn, session.guiding
    lengths = [hold.seconds for hold in turn.holds]
    if guiding:
        lengths += [guiding.hold.seconds, guiding.total]
    if session.resuming:
        lengths.append(session.resuming.hold.seconds)
    return (
        (turn.awaiting is None or bool(turn.ask))
        and (turn.awaiting != "finding" or (bool(turn.asks) and turn.about in ("", *content.questions)))
        and (not turn.about.startswith("more:") or _leads_on(turn.about, content))
        and _SLOWEST <= session.pace <= 1
        and all(0 <= seconds <= _LONGEST_SECONDS for seconds in lengths)
    )


def _leads_on(about: str, content: Content) -> bool:
    """Whether there is such a paragraph as `more:<kind>/<name>:<place>` names."""
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
