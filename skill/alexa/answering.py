"""Answers a verified request through Amazon's SDK, and says a plain sentence when that can't be done."""

import time
import traceback
from collections.abc import Mapping
from typing import Any

import msgspec
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import RequestEnvelope

from skill import log
from skill.alexa import models
from skill.alexa.envelopes import SKILL_EVENT
from skill.alexa.phrasing import ALEXA
from skill.alexa.sdk import CustomSkill

HEALTH_INTENTS = frozenset(
    {
        "AMAZON.NoIntent",
        "AMAZON.YesIntent",
        "AskConditionIntent",
        "CrisisIntent",
        "DescribeSymptomIntent",
        "DidHelpIntent",
        "DidNotHelpIntent",
        "EmergencyIntent",
        "ItHurtsMoreIntent",
        "NotSureIntent",
        "ReportRedFlagIntent",
        "StopCrampIntent",
        "TwitchHelpIntent",
    }
)
"""Intents whose very name may tell how somebody is; the log calls all of them "health"."""

CANT_DO = f"Sorry, I can't do that one. You can {ALEXA.again}."
WENT_WRONG = (
    f"Sorry, something went wrong on my side, so I have stopped. To start again, {ALEXA.again}. "
    "If you feel very unwell, call 911, or your local emergency number."
)
# After these Alexa accepts no speech: nobody is listening.
_SILENT = (
    "SessionEndedRequest",
    "CanFulfillIntentRequest",
    SKILL_EVENT,
    "AudioPlayer.",
    "PlaybackController.",
    "Messaging.",
    "Reminders.",
    "System.",
)
_SILENT_ENDINGS = ("RuntimeError", "RuntimeErrors")


def answer_verified(skill: CustomSkill, envelope: Mapping[str, Any], *, started: float) -> bytes:
    """
    Let the skill answer a request that has passed all checks, and log one line; this never raises.

    `envelope` is known to hold a request object; `started` is the `time.perf_counter()` of arrival.
    """
    request = envelope["request"]
    name, asked = str(request.get("requestId"))[:160], _asked(request)
    try:
        reply = _reply(skill, envelope)
    except Exception as error:  # noqa: BLE001  # the last door before Alexa
        # Alexa reads an HTTP 500 as a broken skill. The log gets no message and no values: both may hold what
        # somebody said about their health.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.name}:{place.lineno}"
        log.error(  # a traceback ends in the message
            "failed",
            request=name,
            asked=asked,
            error=type(error).__name__,
            where=where,
            status=200,
            ms=milliseconds_since(started),
        )
        return msgspec.json.encode(apology(request, _sentence(error)))
    log.info("answered", request=name, asked=asked, status=200, ms=milliseconds_since(started))
    return reply


def apology(request: Mapping[str, Any], sentence: str = CANT_DO) -> dict[str, Any]:
    """Build the answer to a request that the skill has none for: one sentence and goodbye, or silence where due."""
    kind = str(request.get("type"))
    if kind.startswith(_SILENT) or kind.endswith(_SILENT_ENDINGS):
        return {"version": "1.0", "response": {}}
    if not str(request.get("locale") or "en").startswith("en"):
        # The words are English, so a voice of another language is told to say them as English.
        sentence = f'<lang xml:lang="en-US">{sentence}</lang>'
    speech = {"type": "SSML", "ssml": f"<speak>{sentence}</speak>"}
    return {"version": "1.0", "response": {"outputSpeech": speech, "shouldEndSession": True}}


def milliseconds_since(started: float) -> float:
    """Tell how long ago a `time.perf_counter()` was."""
    return round((time.perf_counter() - started) * 1000, 1)


class _UnknownRequestError(Exception):
    """Amazon's SDK has no model for this request."""


def _reply(skill: CustomSkill, envelope: Mapping[str, Any]) -> bytes:
    try:
        answer = skill.invoke(models.read(envelope, RequestEnvelope), None)
    except SerializationException as error:
        raise _UnknownRequestError from error
    return models.encode(answer)


def _sentence(error: Exception) -> str:
    return CANT_DO if isinstance(error, _UnknownRequestError) else WENT_WRONG


def _asked(request: Mapping[str, Any]) -> str:
    """Name a request in the log, without telling how somebody is."""
    kind, intent = request.get("type"), request.get("intent")
    name = str(intent.get("name") if kind == "IntentRequest" and isinstance(intent, dict) else kind)
    return "health" if name in HEALTH_INTENTS else name[:80]
