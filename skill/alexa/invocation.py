"""Answer a verified request through Amazon's SDK, or with an apology if that fails."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.skill import CustomSkill

from skill import log, turn
from skill.alexa import reports, serializer
from skill.alexa.envelope_fields import SKILL_EVENT
from skill.alexa.intents import own_name
from skill.alexa.phrasing import ALEXA
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
        return msgspec.json.encode(apology(request, _sentence(error, str(request.get("locale")))))
    level: log.Level = "warning" if reports.is_fault(request) else "info"
    details = {"request": name, "asked": asked, "status": 200, "ms": milliseconds_since(started)}
    log.write(level, "answered", details | reports.report(request))
    return reply


def apology(request: Mapping[str, Any], sentence: str = CANT_DO) -> dict[str, Any]:
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


class _UnknownRequestError(Exception):
    """Amazon's SDK has no model for this request."""


def _reply(skill: CustomSkill, envelope: Mapping[str, Any]) -> bytes:
    try:
        answer = skill.invoke(serializer.read(_trimmed(envelope)), None)
    except SerializationException as error:
        raise _UnknownRequestError from error
    return serializer.encode(answer)


_SESSION = ("new", "sessionId", "attributes", "user")
_USER = ("userId",)
_SYSTEM = ("user", "device", "apiEndpoint", "apiAccessToken")
_DEVICE = ("deviceId", "supportedInterfaces")
_INTERFACES = ("Alexa.Presentation.APL",)


def _trimmed(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what the coach reads; the rest, such as viewports and other interfaces, would be converted for nothing."""
    system = _part(_part(envelope.get("context"), ("System",)).get("System"), _SYSTEM)
    if "device" in system:
        device = system["device"] = _part(system["device"], _DEVICE)
        device["supportedInterfaces"] = _part(device.get("supportedInterfaces"), _INTERFACES)
    kept = {**envelope, "context": {"System": system}}
    if "session" in kept or not _is_silent(envelope["request"]):
        # A request in a session without the part that tells of it begins a new one.
        kept["session"] = _part(kept.get("session"), _SESSION) or {"new": True}
    for part in (system, kept.get("session", {})):
        if "user" in part:
            part["user"] = _part(part["user"], _USER)
    return kept


def _part(whole: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: whole[name] for name in names if name in whole} if isinstance(whole, dict) else {}


def _sentence(error: Exception, locale: str) -> str:
    """Return the apology for an error, with the emergency number of the user's country."""
    if isinstance(error, _UnknownRequestError):
        return CANT_DO
    spoken = content().locale(locale)
    return escaped(turn.apology(spoken, ALEXA), spoken.telephones)


def _asked(request: Mapping[str, Any]) -> str:
    """Return the name of a request for the log, which does not reveal the user's health."""
    kind, intent = str(request.get("type")), request.get("intent")
    if kind != "IntentRequest" or not isinstance(intent, dict):
        return kind[:80]
    name = str(intent.get("name"))
    return name if own_name(name) in HARMLESS else "health"
