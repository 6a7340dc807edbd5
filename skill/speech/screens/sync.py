"""Synchronise voice and ring, in one of two ways: Amazon's own way is not confirmed on real devices."""

from functools import cache
from typing import Any

import msgspec

from skill.speech.screens.parts import Screen

SPOKEN_BY_SCREEN = False
"""
Which way is used.

False: the voice has a directive of its own, and the ring follows the same timetable on the screen's clock.
True: the screen speaks the hold itself (aplAudioToSpeech and SpeakItem), so that one clock drives both; unconfirmed.
"""

_NAME = "voice"
_DATA = {
    "type": "object",
    "properties": {},
    "transformers": [{"template": _NAME, "transformer": "aplAudioToSpeech", "outputName": "speech"}],
}


def shown_alone(screen: Screen) -> dict[str, Any]:
    """Return the fields of the directive for a silent screen."""
    return {"document": msgspec.Raw(screen.document), "datasources": {"coach": screen.data}}


def spoken_by_screen(screen: Screen, sound: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the directive for a screen that speaks an APL for Audio document as soon as it is shown."""
    return {
        "document": msgspec.Raw(_speaking(screen.document)),
        "datasources": {"coach": screen.data, _NAME: _DATA},
        "sources": {_NAME: sound},
    }


@cache
def _speaking(document: bytes) -> bytes:
    whole = msgspec.json.decode(document)
    for item in whole["mainTemplate"]["items"]:
        item |= {"id": _NAME, "speech": f"${{payload.{_NAME}.properties.speech.url}}"}
    whole["onMount"] = [{"type": "SpeakItem", "componentId": _NAME}]
    return msgspec.json.encode(whole)
