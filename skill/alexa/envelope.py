"""Read request envelopes as JSON: any part may be missing, or have another shape than Amazon documents."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ask_sdk_model import RequestEnvelope, Session

from skill.errors import VerificationError

SKILL_EVENT = "AlexaSkillEvent."
"""Prefix of the types of all skill events."""

_MILLISECONDS = 100_000_000_000
"""Epoch numbers from here on are milliseconds: as seconds, they would lie in the year 5138."""


def inside(value: object, *names: str) -> Any:
    """Return the value at a path of names; None if it is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_in(value: object, *names: str) -> str:
    """Return the text at a path of names; empty if it is missing or something else."""
    found = inside(value, *names)
    return found if isinstance(found, str) else ""


def moment(sent: Any) -> datetime:
    """
    Return the moment of a timestamp: ISO 8601, or an epoch number, which Amazon's simulator has sent.

    It has no time zone if none is told.

    Raises:
        ValueError: It names no moment.
    """
    if isinstance(sent, str) and sent.isascii() and sent.isdigit():
        sent = int(sent)
    try:
        if isinstance(sent, int | float) and not isinstance(sent, bool):
            return datetime.fromtimestamp(sent / 1000 if sent >= _MILLISECONDS else sent, UTC)
        return datetime.fromisoformat(sent)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ValueError("The timestamp is missing or malformed.") from error


def check_skill_id(envelope: Mapping[str, Any], skill_id: str | None) -> None:
    """
    Check that a request is for this skill; without a `skill_id`, any request passes.

    On Lambda, this is the only check: AWS authenticates the caller.

    Raises:
        VerificationError: The request names another skill, or none.
    """
    if skill_id is None:
        return
    parts = inside(envelope, "context", "System", "application"), inside(envelope, "session", "application")
    named = [part.get("applicationId") for part in parts if isinstance(part, dict)]
    if not named or any(name != skill_id for name in named):
        raise VerificationError("The request is meant for another skill.")


class Envelope(RequestEnvelope):
    """
    The SDK's envelope with the request as JSON.

    The SDK itself reads only the session's attributes. Its deserializer fails for values that are newer than its
    models, and reading all that an envelope contains takes longer than a turn.
    """

    def __init__(self, sent: Mapping[str, Any], *, begins: bool) -> None:
        """Read an envelope that contains a request; `begins`: without a session, it begins a new one."""
        given = inside(sent, "session") or ({"new": True} if begins else None)
        self.attributes: dict[str, Any] = inside(given, "attributes") or {}
        super().__init__(session=Session(attributes=self.attributes) if given else None)
        self.asked: dict[str, Any] = sent["request"]
        self.system = inside(sent, "context", "System")
        self.session_id = text_in(given, "sessionId")
        self.is_first = bool(inside(given, "new"))
        """Whether the session begins with this request."""
        self.user = text_in(self.system, "user", "userId") or text_in(given, "user", "userId") or None
        """Alexa's id of the user; None if the request has none."""

    @property
    def now(self) -> float:
        """When the request was sent, in seconds since 1970."""
        sent = self.asked.get("timestamp")
        return 0.0 if sent is None else moment(sent).timestamp()

    @property
    def locale(self) -> str:
        """Language and country of the user."""
        return text_in(self.asked, "locale") or "en-US"

    @property
    def has_screen(self) -> bool:
        """Whether the device shows screens."""
        return inside(self.system, "device", "supportedInterfaces", "Alexa.Presentation.APL") is not None
