"""The coach's voice: the words by another engine, each at its second."""

from typing import Any

from homeassistant.components import tts
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from skill.conversations import countries
from skill.errors import CoachError
from skill.speech import player, voices

from . import CoachEntry
from .engine_voice import EngineVoice
from .options import CONF_LOCALE, CONF_VOICE, DOMAIN


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CoachEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the voice."""
    async_add_entities([CoachVoice(hass, entry)])


class CoachVoice(tts.TextToSpeechEntity):
    """Speaks what the coach says with its exact times; all other texts as the chosen engine would."""

    _attr_name = "Cramp Coach"
    _attr_translation_key = DOMAIN

    def __init__(self, hass: HomeAssistant, entry: CoachEntry) -> None:
        """Take the configuration."""
        self._entry = entry
        self._attr_unique_id = f"{entry.entry_id}-tts"
        self._attr_supported_languages = ["en", *countries(entry.runtime_data.content)]
        self._attr_default_language = entry.options[CONF_LOCALE]
        engine = entry.options.get(CONF_VOICE)
        self._voice = EngineVoice(hass, engine, self._attr_default_language) if engine else None

    def get_tts_audio(self, message: str, language: str, options: dict[str, Any]) -> tts.TtsAudioType:
        """
        Return a WAV file of a message.

        Raises:
            HomeAssistantError: No voice can speak; the message itself is not repeated, as logs would keep it.
        """
        spoken = self._entry.runtime_data.sound(message)
        try:
            voice = self._voice or voices.find()
            return "wav", player.sound(voice, spoken.ssml, spoken.document).wav()
        except CoachError as error:
            raise HomeAssistantError(f"Cramp Coach can't speak: {error}") from error
