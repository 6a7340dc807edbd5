"""Word lists of the context rules."""

from skill.understanding.files import Lists

CUES = Lists("en/context_words.yaml")

PEOPLE = CUES.family | CUES.close | CUES.animals | CUES.other_people
NEAR_ONES = CUES.family | CUES.close | CUES.near
"""People who may be present with the speaker and be coached; the other words for people denote no such person."""
