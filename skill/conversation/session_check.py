"""Check a session that comes back from a platform: it may be of another version, or made up."""

from skill.content.models import Content
from skill.conversation.session import Hold, Session
from skill.errors import SessionError

_SLOWEST = 0.5
_LONGEST_SECONDS = 3600.0
"""Limits of valid values: slowest pace, and longest time in seconds."""


def check(session: Session, content: Content) -> None:
    """
    Check that a session can be gone on with.

    Raises:
        SessionError: It refers to content that no longer exists, or holds impossible values.
    """
    if not (_refers_to_known_content(session, content) and _is_consistent(session, content)):
        raise SessionError("The session refers to content that no longer exists, or holds impossible values.")


def _holds(session: Session) -> list[Hold]:
    return [*session.turn.holds, *(place.hold for place in (session.guiding, session.resuming) if place)]


def _refers_to_known_content(session: Session, content: Content) -> bool:
    deferred = session.deferred.turn.asks if session.deferred else []
    return (
        content.findings.keys() >= {*session.answers, *session.turn.asks, *deferred}
        and content.questions.keys() >= session.compound.keys()
        and content.stretches.keys() >= {*session.done, *(hold.stretch for hold in _holds(session))}
        and (session.routine is None or session.routine.name in content.routines)
        and (session.limb is None or _is_paragraph(f"more:{session.limb}:1", content))
        and (session.worry is None or _is_paragraph(f"more:{session.worry}:0", content))
        and all(name is None or name in content.conditions for name in (session.turn.condition, session.named))
    )


def _is_consistent(session: Session, content: Content) -> bool:
    """Return whether the session's fields fit together, and no number is out of range."""
    turn, guiding = session.turn, session.guiding
    lengths = [hold.seconds for hold in _holds(session)] + ([guiding.total] if guiding else [])
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
        return 0 <= int(place) < len(content.explained(identity).parts)
    except (KeyError, ValueError):
        return False
