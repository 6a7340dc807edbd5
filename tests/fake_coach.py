"""A small coach for the tests of the web app and the endpoint: real SDK, no dialogue. It repeats what it was asked."""

from dataclasses import dataclass, field
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder

from skill.alexa.envelope import inside
from skill.content.models import Content
from skill.settings import Settings
from skill.speech.markup import speak
from skill.understanding.hearing import content


class _Repeats(AbstractRequestHandler):
    """Says the type or intent of every request; an intent named Break makes it fail."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return True

    def handle(self, handler_input: HandlerInput) -> Any:
        request = handler_input.request_envelope.asked
        intent = inside(request, "intent", "name")
        if intent == "Break":
            raise RuntimeError(inside(request, "intent", "slots", "symptom", "value"))
        attributes = handler_input.attributes_manager.session_attributes
        attributes["turns"] = attributes.get("turns", 0) + 1
        speech = {"type": "SSML", "ssml": speak(str(intent or request["type"]))}
        return {"outputSpeech": speech, "shouldEndSession": False}


def _skill() -> CustomSkill:
    builder = SkillBuilder()
    builder.add_request_handler(_Repeats())
    return builder.create()


@dataclass
class FakeCoach:
    """What the web app and the endpoint need of the coach."""

    settings: Settings = field(default_factory=Settings)
    skill: CustomSkill = field(default_factory=_skill)
    content: Content = field(default_factory=content)
