"""Real envelopes and sessions to begin from: whole conversations, as a device has them with the real coach."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from skill.alexa.session_attributes import KEY
from skill.coach import Coach, build
from skill.settings import Settings
from tests.logs import captured
from tests.signing import SKILL_ID, envelope

_SCREEN = ("no", "no", "no", "no")
CONVERSATIONS = (
    ("open cramp coach", "my left glute is cramping", *_SCREEN, "pause", "resume", "how long is left", "better"),
    ("my butt is cramping", "my right side", "no", "not sure", "no", "no but my foot is numb", "yes"),
    ("open cramp coach", "my bum twitches", *_SCREEN, "yes", "set a timer for ten minutes", "yes"),
    ("my glute aches", *_SCREEN, "ready", "no it still hurts", "do the clamshell", "longer", "slow down", "stop"),
    ("i can't feel my bottom", "yes"),
    ("what causes a cramp", "tell me more", "what about ice", "remind me every day at eight", "delete my data", "yes"),
    ("open cramp coach", "i want to die", "yes"),
)
KINDS = (
    "LaunchRequest",
    "SessionEndedRequest",
    "CanFulfillIntentRequest",
    "Connections.Response",
    "AlexaSkillEvent.SkillDisabled",
    "AlexaSkillEvent.SkillPermissionAccepted",
    "Alexa.Presentation.APL.UserEvent",
    "Alexa.Presentation.APL.RuntimeError",
    "AudioPlayer.PlaybackStarted",
    "System.ExceptionEncountered",
    "Alexa.Something.New",
)

Json = dict[str, Any]


@cache
def coach() -> Coach:
    """The whole coach, whose memory ends with this process."""
    return build(Settings(skill_id=SKILL_ID))


@cache
def exchanges() -> tuple[tuple[Json, Json], ...]:
    """Every request of the conversations with its response."""
    had = []
    with captured():
        for number, lines in enumerate(CONVERSATIONS):
            for kind in ("speaker", "screen"):
                device = coach().device(kind=kind, user=f"{kind} {number}")
                for line in lines:
                    device.say(line)
                    had.append(device.last_exchange)
    return tuple(had)


@cache
def envelopes() -> tuple[Json, ...]:
    """Requests of every kind."""
    others = [envelope({"type": kind, "arguments": ["yes"], "payload": {}}) for kind in KINDS]
    return (*(asked for asked, _ in exchanges()), *others)


@cache
def sessions() -> tuple[str, ...]:
    """Sessions as they stand in the session attributes, each once."""
    return tuple(sorted({session for _, answer in exchanges() if (session := _session(answer))}))


def _session(answer: Mapping[str, Any]) -> str | None:
    kept: str | None = (answer.get("sessionAttributes") or {}).get(KEY)
    return kept
