"""Configuration in the user interface."""

from collections.abc import Mapping
from typing import Any

import voluptuous as vol
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult, OptionsFlow
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import selector

from skill.conversation.session import NIGHT_BEGINS, NIGHT_ENDS
from skill.conversations import countries
from skill.understanding.hearing import content

from .options import CONF_LOCALE, CONF_NIGHT_FROM, CONF_NIGHT_TO, CONF_OTHER_AGENT, CONF_VOICE, DOMAIN

_HOUR = selector.NumberSelector(selector.NumberSelectorConfig(min=0, max=23, mode=selector.NumberSelectorMode.BOX))


async def _schema(hass: HomeAssistant, given: Mapping[str, Any]) -> vol.Schema:
    """Return the questions, with the options given before, or else those of Home Assistant's country."""
    told = await hass.async_add_executor_job(content)
    locales = countries(told)
    here = f"en-{hass.config.country}"
    country = given.get(CONF_LOCALE, here if here in locales else "en-US")
    named = [selector.SelectOptionDict(value=name, label=told.locales[name].name) for name in locales]

    def optional(name: str) -> vol.Optional:
        return vol.Optional(name, description={"suggested_value": given.get(name)})

    return vol.Schema(
        {
            vol.Required(CONF_LOCALE, default=country): (
                selector.SelectSelector(selector.SelectSelectorConfig(options=named))
            ),
            optional(CONF_VOICE): selector.EntitySelector(selector.EntitySelectorConfig(domain="tts")),
            vol.Required(CONF_NIGHT_FROM, default=given.get(CONF_NIGHT_FROM, NIGHT_BEGINS)): _HOUR,
            vol.Required(CONF_NIGHT_TO, default=given.get(CONF_NIGHT_TO, NIGHT_ENDS)): _HOUR,
            optional(CONF_OTHER_AGENT): selector.ConversationAgentSelector(),
        }
    )


class CoachConfigFlow(ConfigFlow, domain=DOMAIN):  # type: ignore[call-arg]  # as Home Assistant declares it
    """Asks for country, voice and night once; everything can be changed later."""

    VERSION = 1

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask, then make the only entry."""
        if user_input is not None:
            return self.async_create_entry(title="Cramp Coach", data={}, options=user_input)
        return self.async_show_form(step_id="user", data_schema=await _schema(self.hass, {}))

    @staticmethod
    @callback
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:  # noqa: ARG004  # Home Assistant's signature
        """Return the flow that changes the options."""
        return CoachOptionsFlow()


class CoachOptionsFlow(OptionsFlow):
    """Asks the same questions again."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask, then keep the answers."""
        if user_input is not None:
            return self.async_create_entry(data=user_input)
        return self.async_show_form(step_id="init", data_schema=await _schema(self.hass, self.config_entry.options))
