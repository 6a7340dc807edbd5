"""The only place that wires: content, understanding, memory and Amazon's SDK become one coach."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from msgspec import Struct

from skill.alexa.handler import CoachHandler
from skill.alexa.intents import alexa_name
from skill.content.models import Content
from skill.memory.open_store import open_store
from skill.memory.store import People
from skill.settings import Settings
from skill.understanding.hearing import content

if TYPE_CHECKING:
    from skill.alexa.simulated_device import Device


class Coach(Struct, frozen=True):
    """All parts, put together. Threads may share it."""

    settings: Settings
    content: Content
    skill: CustomSkill

    def device(
        self,
        *,
        locale: str = "en-US",
        kind: Literal["speaker", "screen"] = "speaker",
        user: str = "somebody",
        clock: Callable[[], float] = time.time,
        services: tuple[str, str] = ("https://api.amazonalexa.com", ""),
    ) -> "Device":
        """A pretend Alexa device, for the terminal, the simulator and the tests."""
        from skill.alexa.simulated_device import Device
        from skill.understanding import phrases

        declared = {alexa_name(name): intent.slots for name, intent in phrases.load(locale).intents.items()}
        return Device(
            self.skill,
            declared,
            locale=locale,
            kind=kind,
            skill_id=self.settings.skill_id,
            user=user,
            clock=clock,
            services=services,
        )


def build(settings: Settings) -> Coach:
    """
    Put a coach together.

    Raises:
        SettingsError: A setting can't be used.
        ContentError: A content file can't be used.
        MemoryStoreError: The database can't be opened.
    """
    people = People(open_store(settings.database_url), settings.secret)
    builder = SkillBuilder()
    builder.add_request_handler(CoachHandler(content(), people, settings.countdown))
    return Coach(settings, content(), builder.create())
