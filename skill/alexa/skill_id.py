"""
Check that a request is for this skill, at the web endpoint and in the Lambda function.

This module does not import cryptography: on Lambda, AWS authenticates the caller, so the function starts without it.
"""

from collections.abc import Mapping
from typing import Any

from skill.alexa.envelope import inside
from skill.errors import VerificationError


def check_skill_id(envelope: Mapping[str, Any], skill_id: str | None) -> None:
    """
    Check that a request is for this skill; without a `skill_id`, any request passes.

    Raises:
        VerificationError: The request names another skill, or none.
    """
    if skill_id is None:
        return
    parts = inside(envelope, "context", "System", "application"), inside(envelope, "session", "application")
    named = [part.get("applicationId") for part in parts if isinstance(part, dict)]
    if not named or any(name != skill_id for name in named):
        raise VerificationError("The request is meant for another skill.")
