"""The Lambda door. Amazon has checked who calls, so nothing is verified here but the skill's id."""

import time
from typing import Any

import msgspec

from skill import coach
from skill.alexa.envelopes import check_skill_id
from skill.alexa.invocation import answer_verified
from skill.errors import VerificationError
from skill.settings import Settings

# Built while Lambda gets the process ready, so that no request waits for it; a bad setting fails here, in one line.
COACH = coach.build(Settings.from_environment())


def lambda_handler(event: Any, context: object) -> dict[str, Any]:  # noqa: ARG001  # Lambda's signature
    """
    Answer one request of Alexa's.

    Raises:
        VerificationError: It is no request, or meant for another skill; Lambda reports the call as failed.
    """
    started = time.perf_counter()
    if not isinstance(event, dict) or not isinstance(event.get("request"), dict):
        raise VerificationError("The event holds no request.")
    check_skill_id(event, COACH.settings.skill_id)
    answer: dict[str, Any] = msgspec.json.decode(answer_verified(COACH.skill, event, started=started))
    return answer
