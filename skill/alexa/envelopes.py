"""
What every door reads off a request before Amazon's SDK does: what kind it is, and which skill it is meant for.

It needs no cryptography, so that the Lambda door, to which Amazon vouches for its requests, starts without it.
"""

from collections.abc import Mapping
from typing import Any

from skill.errors import VerificationError

SKILL_EVENT = "AlexaSkillEvent."
"""What the types of all skill events begin with."""


def check_skill_id(envelope: Mapping[str, Any], skill_id: str | None) -> None:
    """
    Let a request pass that was meant for this skill.

    Raises:
        VerificationError: It names another skill, or none.
    """
    if skill_id is None:
        return
    named = [
        application.get("applicationId")
        for application in (
            _inside(envelope, "context", "System", "application"),
            _inside(envelope, "session", "application"),
        )
        if application is not None
    ]
    if not named or any(name != skill_id for name in named):
        raise VerificationError("The request is meant for another skill.")


def _inside(value: object, *names: str) -> dict[str, Any] | None:
    """Follow names into nested objects; None where the way ends or holds something else."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else None
