"""
Check that a request is for this skill, at the web endpoint and in the Lambda function.

This module does not import cryptography: on Lambda, AWS authenticates the caller, so the function starts without it.
"""

from collections.abc import Mapping
from typing import Any

from skill.errors import VerificationError


def check_skill_id(envelope: Mapping[str, Any], skill_id: str | None) -> None:
    """
    Check that a request is for this skill; without a `skill_id`, any request passes.

    Raises:
        VerificationError: The request names another skill, or none.
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
    """Return the nested object at a path of names; None if it is missing or not an object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else None
