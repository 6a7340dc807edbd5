"""AWS Lambda entry point. AWS authenticates the caller, so only the skill id is verified here."""

# First: on another Python than that of the zip, the packages below can't be imported.
import built_for  # noqa: F401

# isort: split
import time
from typing import Any

import msgspec

from skill import coach
from skill.alexa.envelope import check_skill_id
from skill.alexa.invocation import answer_verified
from skill.errors import VerificationError
from skill.settings import Settings

# Built during Lambda's init phase, so that no request waits for it; a bad setting is reported here, in one line.
COACH = coach.build(Settings.from_environment())


def lambda_handler(event: Any, context: object) -> dict[str, Any]:  # noqa: ARG001  # Lambda's signature
    """
    Return the response to a request from Alexa.

    Raises:
        VerificationError: The event is not a request, or for another skill; Lambda reports the invocation as failed.
    """
    started = time.perf_counter()
    if not isinstance(event, dict) or not isinstance(event.get("request"), dict):
        raise VerificationError("The event contains no request.")
    check_skill_id(event, COACH.settings.skill_id)
    answer: dict[str, Any] = msgspec.json.decode(answer_verified(COACH.skill, event, started=started))
    return answer
