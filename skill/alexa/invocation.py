"""Answer a verified request through Amazon's SDK, or with an apology if that fails."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec
from ask_sdk_core.skill import CustomSkill

from skill import log, turn
from skill.alexa import reports
from skill.alexa.envelope import SKILL_EVENT, Envelope
from skill.alexa.handler import CAN_FULFILL, HANDLED
from skill.alexa.intents import own_name
from skill.alexa.phrasing import ALEXA
from skill.alexa.reports import ENDED
from skill.speech.markup import escaped, speak
from skill.understanding.hearing import content

HARMLESS = frozenset(
    "Help Stop Cancel NavigateHome Fallback Repeat Pause Resume Next Previous StartOver HowLongLeft LongerHold "
    "SlowDown SwitchSides QuietMode NormalVoice TellMore AskWhy Ready StartStretch SetReminder ListReminders "
    "CancelReminder CancelTimer MyHistory DeleteMyData".split()
)
"""Intents that may be logged by name; others may reveal the user's health and are logged as "health"."""

CANT_DO = f"Sorry, I can't do that one. You can {ALEXA.again}."
# Alexa accepts no speech in response to these requests.
_SILENT = (
    ENDED,
    CAN_FULFILL,
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
    Return the response to a request that has passed all checks, as JSON, and log one line; never raises.

    `envelope` contains a request object; `started` is the value of `time.perf_counter()` at its arrival.
    """
    request = envelope["request"]
    name, asked = str(request.get("requestId"))[:160], _asked(request)
    try:
        reply = _reply(skill, envelope)
    except Exception as error:  # noqa: BLE001  # the outermost boundary
        # Alexa treats an HTTP 500 as a broken skill.
        log.fault("failed", error, request=name, asked=asked, status=200, ms=milliseconds_since(started))
        locale = content().locale(str(request.get("locale")))
        sentence = escaped(turn.apology(locale, ALEXA), locale.telephones)
        return msgspec.json.encode(apology(request, sentence))
    level: log.Level = "warning" if reports.is_fault(request) else "info"
    details = {"request": name, "asked": asked, "status": 200, "ms": milliseconds_since(started)}
    log.write(level, "answered", details | reports.report(request))
    return reply


def apology(request: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """Build a response that speaks a sentence (SSML) and ends the session; empty for requests that allow no speech."""
    if _is_silent(request):
        return {"version": "1.0", "response": {}}
    if not str(request.get("locale") or "en").startswith("en"):
        # The sentence is English, which a voice of another language needs to know.
        sentence = f'<lang xml:lang="en-US">{sentence}</lang>'
    speech = {"type": "SSML", "ssml": speak(sentence)}
    return {"version": "1.0", "response": {"outputSpeech": speech, "shouldEndSession": True}}


def _is_silent(request: Mapping[str, Any]) -> bool:
    kind = str(request.get("type"))
    return kind.startswith(_SILENT) or kind.endswith(_SILENT_ENDINGS)


def milliseconds_since(started: float) -> float:
    """Return the milliseconds since a value of `time.perf_counter()`."""
    return round((time.perf_counter() - started) * 1000, 1)


def _reply(skill: CustomSkill, envelope: Mapping[str, Any]) -> bytes:
    request = envelope["request"]
    if request.get("type") not in HANDLED:
        return msgspec.json.encode(apology(request, CANT_DO))
    answer = skill.invoke(Envelope(envelope, begins=not _is_silent(request)), None)
    told: dict[str, Any] = {"version": answer.version, "response": answer.response, "userAgent": answer.user_agent}
    if answer.session_attributes is not None:
        told["sessionAttributes"] = answer.session_attributes
    return msgspec.json.encode(told)


def _asked(request: Mapping[str, Any]) -> str:
    """Return the name of a request for the log, which does not reveal the user's health."""
    kind, intent = str(request.get("type")), request.get("intent")
    if kind != "IntentRequest" or not isinstance(intent, dict):
        return kind[:80]
    name = str(intent.get("name"))
    return name if own_name(name) in HARMLESS else "health"
