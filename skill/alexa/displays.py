"""Directives of a reply for a device with a screen; imported only for such devices."""

from functools import cache
from typing import Any

import msgspec

from skill.alexa.screens import draw
from skill.alexa.screens.document import Screen
from skill.content.models import Content
from skill.conversation.events import Performed
from skill.conversation.reply import Reply
from skill.speech.timetable import Timetable

TOKEN = "coach"  # noqa: S105  # a name

SPOKEN_BY_SCREEN = False
"""
Which of two ways keeps voice and ring in step; Amazon's own way is not confirmed on real devices.

False: the voice has a directive of its own, and the ring follows the same timetable on the screen's clock.
True: the screen speaks the hold itself (aplAudioToSpeech and SpeakItem), so that one clock drives both; unconfirmed.
"""

_NAME = "voice"
_DATA = {
    "type": "object",
    "properties": {},
    "transformers": [{"template": _NAME, "transformer": "aplAudioToSpeech", "outputName": "speech"}],
}


def with_screen(
    spoken: list[Any],
    reply: Reply,
    content: Content,
    locale: str,
    done: Performed | None,
    *,
    table: Timetable | None = None,
) -> list[Any]:
    """Return the directives of speech (`spoken`) and screen; both are in one if the screen speaks."""
    screen = draw(reply, content, locale, done, table=table)
    directive: dict[str, Any] = {"type": "Alexa.Presentation.APL.RenderDocument", "token": TOKEN}
    if SPOKEN_BY_SCREEN and spoken:
        return [directive | spoken_by_screen(screen, spoken[0]["document"])]
    shown_alone = {"document": msgspec.Raw(screen.document), "datasources": {"coach": screen.data}}
    return [*spoken, directive | shown_alone]


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
