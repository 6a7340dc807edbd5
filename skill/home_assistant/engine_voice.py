"""Any text-to-speech engine of Home Assistant as one of the coach's voices."""

import asyncio
import io
import wave
from array import array

from homeassistant.components import tts
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import language as languages

from skill.errors import CoachError
from skill.speech.voices import Clip, trimmed

RATE = 22050
"""Samples per second."""
_LONGEST_SYNTHESIS = 30.0
_FORMAT = {
    tts.ATTR_PREFERRED_FORMAT: "wav",
    tts.ATTR_PREFERRED_SAMPLE_RATE: RATE,
    tts.ATTR_PREFERRED_SAMPLE_CHANNELS: 1,
    tts.ATTR_PREFERRED_SAMPLE_BYTES: 2,
}
_REMEMBERED = 512


class EngineVoice:
    """Voice of an engine. It has one pace: a slower one only lengthens the pauses."""

    rate = RATE

    def __init__(self, hass: HomeAssistant, engine: str, locale: str) -> None:
        """Take the id of the engine's entity, and the locale in which it speaks."""
        self._hass = hass
        self._engine = engine
        self._locale = locale
        self._clips: dict[str, Clip] = {}

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        """
        Return a spoken text, from a worker thread; numbers and prompts recur, so clips are kept.

        Raises:
            CoachError: The engine is missing or fails.
        """
        if text not in self._clips:
            try:
                made = asyncio.run_coroutine_threadsafe(self._synthesized(text), self._hass.loop)
                with wave.open(io.BytesIO(made.result(_LONGEST_SYNTHESIS))) as file:
                    samples = array("h", file.readframes(file.getnframes()))
            except (HomeAssistantError, TimeoutError, EOFError, wave.Error) as error:
                raise CoachError(f"{self._engine} gives no sound ({type(error).__name__}).") from error
            if len(self._clips) >= _REMEMBERED:
                self._clips.clear()
            self._clips[text] = trimmed(samples, RATE)
        return self._clips[text]

    async def _synthesized(self, text: str) -> bytes:
        engine = tts.get_engine_instance(self._hass, self._engine)
        fitting = languages.matches(self._locale, engine.supported_languages) if engine else []
        language = fitting[0] if fitting else None
        source = tts.generate_media_source_id(self._hass, text, self._engine, language, dict(_FORMAT), cache=False)
        return (await tts.async_get_media_source_audio(self._hass, source))[1]
