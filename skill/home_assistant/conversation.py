"""The coach as a conversation agent of Assist."""

from typing import Literal

from homeassistant.components import conversation
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.chat_session import async_get_chat_session
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt

from skill.conversations import Answer, countries

from . import CoachEntry
from .effects import HomeEffects
from .options import CONF_NIGHT_FROM, CONF_NIGHT_TO, CONF_OTHER_AGENT, DOMAIN, hour_of


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # Home Assistant's signature
    entry: CoachEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the agent."""
    async_add_entities([CoachAgent(entry)])


class CoachAgent(conversation.ConversationEntity):
    """Agent that coaches, and passes on to another agent what is not for the coach, if one is set."""

    _attr_name = "Cramp Coach"
    _attr_translation_key = DOMAIN

    def __init__(self, entry: CoachEntry) -> None:
        """Take the configuration."""
        self._entry = entry
        self._attr_unique_id = f"{entry.entry_id}-conversation"

    @property
    def supported_languages(self) -> list[str] | Literal["*"]:
        """The languages that the coach understands."""
        return ["en", *countries(self._entry.runtime_data.content)]

    async def async_process(self, user_input: conversation.ConversationInput) -> conversation.ConversationResult:
        """
        Answer one utterance.

        This replaces the base class's method, which would keep every utterance in a chat log.
        """
        with async_get_chat_session(self.hass, user_input.conversation_id) as session:
            # A satellite gets a new conversation id each time it is woken; its device stays the same.
            key = user_input.device_id or session.conversation_id
            other, now = self._entry.options.get(CONF_OTHER_AGENT), dt.utcnow().timestamp()
            if other and not self._entry.runtime_data.concerns(key, user_input.text, now):
                return await conversation.async_converse(
                    self.hass,
                    user_input.text,
                    session.conversation_id,
                    user_input.context,
                    user_input.language,
                    other,
                    user_input.device_id,
                )
            answer = await self.hass.async_add_executor_job(self._answer, key, user_input, now)
            response = intent.IntentResponse(language=user_input.language)
            response.async_set_speech(answer.text)
            return conversation.ConversationResult(response, session.conversation_id, answer.open)

    def _answer(self, key: str, user_input: conversation.ConversationInput, now: float) -> Answer:
        options = self._entry.options
        return self._entry.runtime_data.answer(
            key,
            user_input.text,
            now=now,
            hour=hour_of(dt.now().hour, int(options[CONF_NIGHT_FROM]), int(options[CONF_NIGHT_TO])),
            language=user_input.language,
            user=user_input.context.user_id or user_input.device_id or "home",
            effects=HomeEffects(self.hass, user_input.device_id).perform,
        )
