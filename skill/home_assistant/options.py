"""Options, by the names under which the configuration stores them."""

from skill.conversation.session import NIGHT_BEGINS, NIGHT_ENDS, is_night

DOMAIN = "cramp_coach"

CONF_LOCALE = "locale"
"""Language and country, which decide the emergency numbers: en-US, en-GB and so on."""
CONF_VOICE = "voice"
"""Text-to-speech entity that speaks the words; none for a voice program of this machine."""
CONF_NIGHT_FROM, CONF_NIGHT_TO = "night_from", "night_to"
"""Local hours between which the coach speaks less."""
CONF_OTHER_AGENT = "other_agent"
"""Conversation agent that answers while no conversation with the coach is open; none if the coach answers always."""


def hour_of(hour: int, night_from: int, night_to: int) -> int:
    """Return the hour as the dialogue knows day and night, for somebody whose night is from and to other hours."""
    within = night_from <= hour or hour < night_to if night_from > night_to else night_from <= hour < night_to
    if within == is_night(hour):
        return hour
    return NIGHT_BEGINS if within else NIGHT_ENDS
