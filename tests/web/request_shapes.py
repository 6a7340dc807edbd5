"""
Requests in the shapes that Amazon documents, and that public skills and their test suites have recorded.

The words and ids are our own. Each is a whole envelope; `SPOKEN` must be answered by the coach in a sentence of its
own, `REPORTED` in silence.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.signing import SKILL_ID, envelope, stamp

Json = dict[str, Any]

NO_ID = "amzn1.echo-api.request.5a1d0000-0000-4000-8000-000000000000"


def _with(body: Json, path: str, value: Any) -> Json:
    """Put a value into an envelope; None takes the key out."""
    *names, last = path.split("/")
    inner = body
    for name in names:
        inner = inner.setdefault(name, {})
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value
    return body


def _asking(request: Mapping[str, Any] | str = "LaunchRequest", **paths: Any) -> Json:
    body = envelope(request)
    for path, value in paths.items():
        _with(body, path.replace("__", "/"), value)
    return body


def _slot(name: str, value: str | None, *authorities: Json, **more: Any) -> Json:
    slot: Json = {"name": name, "confirmationStatus": "NONE", "source": "USER"} | more
    if value is not None:
        slot["value"] = value
    if authorities:
        slot["resolutions"] = {"resolutionsPerAuthority": list(authorities)}
    return slot


def _authority(kind: str, code: str, *values: tuple[str, str]) -> Json:
    found = {"values": [{"value": {"name": name, "id": identity}} for name, identity in values]} if values else {}
    return {
        "authority": f"amzn1.er-authority.echo-sdk.{SKILL_ID}.{kind}",
        "status": {"code": code},
    } | found


def _intent(name: str, *slots: Json, **more: Any) -> Json:
    part: Json = {"name": name, "confirmationStatus": "NONE"}
    if slots:
        part["slots"] = {slot["name"]: slot for slot in slots}
    return {"type": "IntentRequest", "intent": part} | more


DEVICE_OF_A_SHOW = {
    "deviceId": "amzn1.ask.device.SHOW",
    "persistentEndpointId": "amzn1.alexa.endpoint.SHOW",
    "supportedInterfaces": {
        "Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}},
        "AudioPlayer": {},
        "Display": {"templateVersion": "1.0", "markupVersion": "1.0"},
        "Geolocation": {},
        "Navigation": {},
        "Alexa.Advertisement.Something": {},
    },
}

VIEWPORTS = [
    {
        "type": "APL",
        "id": "main",
        "shape": "RECTANGLE",
        "dpi": 213,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {
            "current": {
                "mode": "HUB",
                "video": {"codecs": ["H_264_42", "H_264_41"]},
                "size": {"type": "DISCRETE", "pixelWidth": 1280, "pixelHeight": 800},
            }
        },
    }
]

SPOKEN: dict[str, Json] = {
    "a launch from the developer console": _asking(
        context__Viewport={
            "shape": "RECTANGLE",
            "pixelWidth": 1024,
            "pixelHeight": 600,
            "dpi": 160,
            "touch": ["SINGLE"],
        },
        context__Viewports=VIEWPORTS,
        context__Extensions={"available": {"aplext:backstack:10": {}}},
        request__shouldLinkResultBeReturned=False,
    ),
    "a launch of a task": _asking(
        request__task={"name": "AMAZON.SomeTask", "version": "1", "input": {"@type": "SomeTask", "@version": "1"}}
    ),
    "a launch on a show": _asking(context__System__device=DEVICE_OF_A_SHOW),
    "with a recognised voice": _asking(
        context__System__person={"personId": "amzn1.ask.person.SOMEBODY", "accessToken": "x"},
        context__System__unit={"unitId": "amzn1.ask.unit.HOME", "persistentUnitId": "amzn1.alexa.unit.HOME"},
    ),
    "with permissions of the old kind": _asking(
        session__user={"userId": "amzn1.ask.account.SOMEBODY", "permissions": {"consentToken": "x"}, "accessToken": "y"}
    ),
    "with a place": _asking(
        context__Geolocation={
            "timestamp": "2026-11-30T04:00:00Z",
            "coordinate": {"latitudeInDegrees": 38.2, "longitudeInDegrees": 28.3, "accuracyInMeters": 12.1},
            "locationServices": {"access": "ENABLED", "status": "RUNNING"},
        }
    ),
    "with a player that has stopped": _asking(
        context__AudioPlayer={"offsetInMilliseconds": 0, "playerActivity": "IDLE"}
    ),
    "without a session": _asking(session=None),
    "with a session that is null": _asking() | {"session": None},
    "without a user": _asking(session__user=None, context__System__user=None),
    "without a context": _asking(context=None),
    "without a new": _asking(session__new=None),
    "with attributes that are null": _with(_asking(), "session", envelope()["session"] | {"attributes": None}),
    "an intent without slots": _asking(_intent("StopCrampIntent")),
    "an intent with slots that are null": _asking(
        {"type": "IntentRequest", "intent": {"name": "StopCrampIntent", "slots": None}}
    ),
    "an intent without its confirmation": _asking({"type": "IntentRequest", "intent": {"name": "AMAZON.HelpIntent"}}),
    "a slot that is only named": _asking(_intent("StopCrampIntent", {"name": "side"})),
    "a slot that resolved": _asking(
        _intent(
            "StopCrampIntent",
            _slot("side", "left cheek", _authority("BodySide", "ER_SUCCESS_MATCH", ("left", "left"))),
            dialogState="STARTED",
        )
    ),
    "a slot that resolved twice": _asking(
        _intent(
            "StopCrampIntent",
            _slot(
                "side",
                "left",
                _authority("BodySide", "ER_SUCCESS_NO_MATCH"),
                _authority("dynamic.BodySide", "ER_SUCCESS_MATCH", ("left", "left"), ("right", "right")),
            ),
        )
    ),
    "a resolution that timed out": _asking(
        _intent("StopCrampIntent", _slot("side", "left", _authority("BodySide", "ER_ERROR_TIMEOUT")))
    ),
    "a resolution without values": _asking(
        _intent("StopCrampIntent", _slot("side", "left", _authority("BodySide", "ER_SUCCESS_MATCH")))
    ),
    "a value of the new form alone": _asking(
        _intent(
            "DescribeSymptomIntent",
            _slot("symptom", None, slotValue={"type": "Simple", "value": "a dull ache on the left"}),
        )
    ),
    "several values": _asking(
        _intent(
            "DescribeSymptomIntent",
            _slot(
                "symptom",
                None,
                slotValue={
                    "type": "List",
                    "values": [{"type": "Simple", "value": "an ache"}, {"type": "Simple", "value": "a twitch"}],
                },
            ),
        )
    ),
    "a carrier without its words": _asking(_intent("ICannotIntent", _slot("words", None))),
    "an intent of Amazon's that the model lacks": _asking(_intent("AMAZON.ScrollDownIntent")),
    "an intent of a newer model": _asking(_intent("SingMeASongIntent", _slot("song", "any"))),
    "a touch on the screen": _asking(
        {
            "type": "Alexa.Presentation.APL.UserEvent",
            "token": "coach",
            "arguments": ["yes"],
            "source": {"type": "TouchWrapper", "handler": "Press", "id": "yes", "value": False},
            "components": {},
        },
        context__System__device=DEVICE_OF_A_SHOW,
    ),
    "an answer about a permission": _asking(
        {
            "type": "Connections.Response",
            "name": "AskFor",
            "status": {"code": "200", "message": "OK"},
            "token": "coach",
            "payload": {
                "permissionScope": "alexa::alerts:timers:skill:readwrite",
                "status": "DENIED",
                "isCardThrown": True,
            },
        }
    ),
}

_ERROR = {"type": "INVALID_RESPONSE", "message": "An exception occurred while dispatching the request to the skill."}

REPORTED: dict[str, Json] = {
    "the end by the user": _asking({"type": "SessionEndedRequest", "reason": "USER_INITIATED"}),
    "the end by silence": _asking({"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}),
    "the end by an error": _asking({"type": "SessionEndedRequest", "reason": "ERROR", "error": _ERROR}),
    "the end without a reason": _asking("SessionEndedRequest"),
    "the end without a session": _asking(
        {"type": "SessionEndedRequest", "reason": "ERROR", "error": _ERROR}, session=None
    ),
    "an exception of the platform": _asking(
        {"type": "System.ExceptionEncountered", "error": _ERROR, "cause": {"requestId": NO_ID}}, session=None
    ),
    "an error of the audio document": _asking(
        {
            "type": "Alexa.Presentation.APLA.RuntimeError",
            "token": "coach",
            "errors": [{"type": "AUDIO_SOURCE_ERROR", "reason": "TOO_MANY_SOUNDS", "message": "…"}],
        }
    ),
    "an error of the screen": _asking(
        {
            "type": "Alexa.Presentation.APL.RuntimeError",
            "token": "coach",
            "errors": [{"type": "LIST_ERROR", "reason": "INVALID_OPERATION", "listId": "x", "message": "…"}],
        }
    ),
    "the skill was enabled": _asking(
        {"type": "AlexaSkillEvent.SkillEnabled", "eventCreationTime": stamp(), "eventPublishingTime": stamp()},
        session=None,
    ),
    "the skill was disabled": _asking(
        {
            "type": "AlexaSkillEvent.SkillDisabled",
            "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"},
            "eventCreationTime": stamp(),
        },
        session=None,
    ),
    "a permission was given": _asking(
        {
            "type": "AlexaSkillEvent.SkillPermissionAccepted",
            "body": {"acceptedPermissions": [{"scope": "alexa::alerts:reminders:skill:readwrite"}]},
        },
        session=None,
    ),
    "a reminder rang": _asking(
        {"type": "Reminders.ReminderStarted", "body": {"alertToken": "x"}, "eventCreationTime": stamp()}, session=None
    ),
    "a player went on": _asking(
        {"type": "AudioPlayer.PlaybackStopped", "token": "x", "offsetInMilliseconds": 1}, session=None
    ),
    "a button of a remote": _asking("PlaybackController.PauseCommandIssued", session=None),
    "a message": _asking({"type": "Messaging.MessageReceived", "message": {"a": "b"}}, session=None),
    "a question whether we could": _asking(
        {"type": "CanFulfillIntentRequest", "intent": {"name": "StopCrampIntent", "slots": {}}}, session=None
    ),
}

TIMESTAMPS: dict[str, Callable[[datetime], Any]] = {
    "in milliseconds": lambda now: int(now.timestamp() * 1000),
    "in seconds": lambda now: int(now.timestamp()),
    "in digits": lambda now: str(int(now.timestamp() * 1000)),
    "of nanoseconds": lambda now: f"{now:%Y-%m-%dT%H:%M:%S}.123456789Z",
    "with an offset": lambda now: f"{now:%Y-%m-%dT%H:%M:%S}+00:00",
}
"""How the moment of a request may be written."""
