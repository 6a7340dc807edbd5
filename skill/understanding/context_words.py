"""Word lists of the context rules."""

from collections.abc import Mapping

from skill.understanding.files import Lists, WordList


class _Lists(Lists):
    """Lists of context_words.yaml, where each is described."""

    as_mine: Mapping[str, WordList]


CUES = _Lists("en/context_words.yaml")

PEOPLE = CUES.family | CUES.close | CUES.animals | CUES.other_people
NEAR_ONES = CUES.family | CUES.close | CUES.near
"""People who may be present with the speaker and be coached; the other words for people denote no such person."""
