"""Voice and ring in step: one switch, as Amazon's way of binding them together is not confirmed on real devices."""

from functools import cache
from typing import Any

import msgspec

from skill.speech.screens.parts import Screen

SPOKEN_BY_SCREEN = False
"""
False: the voice is a directive of its own, and the ring runs on the screen's clock from the same timetable.
True: the screen speaks the hold itself (aplAudioToSpeech and SpeakItem), so that one clock drives both; unconfirmed.
"""

_NAME = "voice"
_DATA = {
    "type": "object",
    "properties": {},
    "transformers": [{"template": _NAME, "transformer": "aplAudioToSpeech", "outputName": "speech"}],
}


def shown_alone(screen: Screen) -> dict[str, Any]:
    """The directive's fields with which a screen is silent."""
    return {"document": msgspec.Raw(screen.document), "datasources": {"coach": screen.data}}


def spoken_by_screen(screen: Screen, sound: dict[str, Any]) -> dict[str, Any]:
    """The directive's fields with which a screen speaks an APL-for-audio document as soon as it is shown."""
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
