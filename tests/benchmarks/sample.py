"""A skill as Amazon's samples write it: one small handler an intent, and fixed words. Also runs by itself on Lambda."""

from collections.abc import Callable
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name, is_request_type

SPOKEN = "Are you numb between your legs? Or when you wipe?"


class Says(AbstractRequestHandler):
    """Answers what it matches, always in the same words."""

    def __init__(self, matches: Callable[[Any], bool]) -> None:
        self._matches = matches

    def can_handle(self, handler_input: Any) -> bool:
        return self._matches(handler_input)

    def handle(self, handler_input: Any) -> Any:
        handler_input.attributes_manager.session_attributes["turns"] = 1
        return handler_input.response_builder.speak(SPOKEN).ask(SPOKEN).response


builder = SkillBuilder()
builder.add_request_handler(Says(is_request_type("LaunchRequest")))
for name in ("YesIntent", "StopIntent", "HelpIntent", "NoIntent", "RepeatIntent"):
    builder.add_request_handler(Says(is_intent_name(f"AMAZON.{name}")))
builder.add_request_handler(Says(lambda _: True))

lambda_handler = builder.lambda_handler()
