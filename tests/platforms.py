"""The same turn on two platforms: words as text, and words in an Alexa slot. Their replies must agree."""

from typing import Any

from skill import turn
from skill.alexa.phrasing import ALEXA
from skill.alexa.simulated_device import Device
from skill.conversation.profile import Profile
from skill.conversation.reply import Reply
from skill.conversation.session import Session
from skill.speech.markup import written
from skill.understanding.hearing import content

NOW = 4_000_000_000.0


class Nobody:
    """Memory that stores nothing."""

    def recall(self, _):
        return Profile()

    def change(self, _, __):
        return None

    def forget(self, _):
        return True


class TextPlatform:
    """Takes words as they are: no envelope, no slot."""

    def __init__(self, locale: str = "en-US") -> None:
        self.locale = locale
        self.session = Session()
        self.fresh = True

    def say(self, text: str) -> Reply:
        event = turn.said(text, self.session, now=NOW, locale=self.locale, platform=ALEXA)
        known = Profile() if self.fresh else None
        taken = turn.take(event, self.session, content(), memory=Nobody(), known=known)
        self.session, self.fresh = taken.reply.session, False
        return taken.reply


def spoken(reply: Reply) -> tuple[str, str]:
    """What a reply says and asks; a guided hold by its name."""
    return f"{reply.say} {reply.guide.stretch if reply.guide else ''}".strip(), written(reply.ask)


def slot(name: str, words: str, shape: str = "value") -> dict[str, Any]:
    """A custom slot that matched nothing of ours, in each shape in which Alexa delivers words."""
    no_match = {"resolutionsPerAuthority": [{"authority": "x", "status": {"code": "ER_SUCCESS_NO_MATCH"}}]}
    given: dict[str, Any] = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    simple = {"type": "Simple", "value": words, "resolutions": no_match}
    return (
        given
        | {
            "value": {"value": words, "resolutions": no_match},
            "simple": {"slotValue": simple},
            "list": {"slotValue": {"type": "List", "values": [simple]}},
            "interpreted": {"interpretedValue": {"type": "Simple", "value": words}},
        }[shape]
    )


SHAPES = ("value", "simple", "list", "interpreted")


def ask(device: Device, intent: str, slots: dict[str, Any]) -> dict[str, Any]:
    """Send an intent request as Alexa would, and return the line that it gives."""
    request = {
        "type": "IntentRequest",
        "dialogState": "STARTED",
        "intent": {"name": intent, "confirmationStatus": "NONE", "slots": slots},
    }
    return device._turn("", intent, request)


def tell(device: Device, words: str) -> dict[str, Any]:
    """Send words in the free text of DescribeSymptomIntent."""
    symptom = {"name": "symptom", "confirmationStatus": "NONE", "source": "USER", "value": words}
    return ask(device, "DescribeSymptomIntent", {"symptom": symptom})
