"""Composition root: builds the coach from content, memory and Amazon's SDK."""

from typing import TYPE_CHECKING, Any

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from msgspec import Struct

from skill.alexa.handler import CoachHandler
from skill.content.models import Content
from skill.memory.open_store import open_store
from skill.memory.store import People
from skill.settings import Settings
from skill.understanding.hearing import content

if TYPE_CHECKING:
    from skill.alexa.simulated_device import Device


class Coach(Struct, frozen=True):
    """The coach with all its parts. Thread-safe."""

    settings: Settings
    content: Content
    skill: CustomSkill

    def device(self, **options: Any) -> "Device":
        """Return a simulated Alexa device of this coach, which has the options, for the terminal and the simulator."""
        from skill.alexa.simulated_device import Device

        return Device(self.skill, skill_id=self.settings.skill_id, **options)


def build(settings: Settings) -> Coach:
    """
    Build the coach.

    Raises:
        SettingsError: A setting can't be used.
        ContentError: A content file can't be used.
        MemoryStoreError: The database can't be opened.
    """
    people = People(open_store(settings.database_url), settings.secret)
    builder = SkillBuilder()
    builder.add_request_handler(CoachHandler(content(), people, settings.countdown))
    return Coach(settings, content(), builder.create())
