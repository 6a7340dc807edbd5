"""Readability of a text: the Flesch-Kincaid school grade."""

import re

from skill.content.spoken_words import syllables, words

_SENTENCE = re.compile(r"[.?!]+(?=\s|$)")


def grade(text: str) -> float:
    """
    Return the Flesch-Kincaid grade: the years of school needed to read a text.

    Compared with textstat 0.7.13 (which uses that dictionary) on 384 texts of the content, half get the same grade,
    95 % are within one grade, and the largest difference is 2.2.
    """
    spoken = words(text)
    if not spoken:
        return 0.0
    sentences = max(1, len([part for part in _SENTENCE.split(text) if words(part)]))
    total = sum(syllables(word) for word in spoken)
    return 0.39 * len(spoken) / sentences + 11.8 * total / len(spoken) - 15.59
