"""Voice and ring in step: one switch, as Amazon's way of binding them together is not confirmed on real devices."""

from typing import Any

from skill.speech.screens.parts import Document

SPOKEN_BY_SCREEN = False
"""
False: the voice is a directive of its own, and the ring runs on the screen's clock from the same timetable.
True: the screen speaks the hold itself (aplAudioToSpeech and SpeakItem), so that one clock drives both; unconfirmed.
"""

_NAME = "voice"


def spoken_by_screen(screen: Document, sound: Document) -> dict[str, Any]:
    """The directive's fields with which a screen speaks an APL-for-audio document as soon as it is shown."""
    template = screen["mainTemplate"]
    items = [{**item, "id": _NAME, "speech": "${payload.coach.properties.speech.url}"} for item in template["items"]]
    data = {
        "type": "object",
        "properties": {},
        "transformers": [{"template": _NAME, "transformer": "aplAudioToSpeech", "outputName": "speech"}],
    }
    document = {
        **screen,
        "mainTemplate": {"parameters": ["payload"], "items": items},
        "onMount": [{"type": "SpeakItem", "componentId": _NAME}],
    }
    return {"document": document, "datasources": {"coach": data}, "sources": {_NAME: sound}}
