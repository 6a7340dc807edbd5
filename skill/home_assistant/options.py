"""Names of the options, as the configuration stores them."""

DOMAIN = "cramp_coach"

CONF_LOCALE = "locale"
"""Language and country, which decide the emergency numbers: en-US, en-GB and so on."""
CONF_VOICE = "voice"
"""Text-to-speech entity that speaks the words; none for a voice program of this machine."""
CONF_NIGHT_FROM, CONF_NIGHT_TO = "night_from", "night_to"
"""Local hours between which the coach speaks less."""
CONF_OTHER_AGENT = "other_agent"
"""Conversation agent that answers while no conversation with the coach is open; none if the coach answers always."""
