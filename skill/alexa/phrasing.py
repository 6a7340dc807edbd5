"""Alexa's own words in what the coach says."""

from skill.conversation.events import Platform

ALEXA = Platform(
    again="say, open cramp coach",
    keeper="Alexa",
    settings="the Alexa app",
    own_timer="say, Alexa, set a timer for fifteen minutes",
    own_reminder="say, Alexa, remind me to stretch at nine every evening",
)
