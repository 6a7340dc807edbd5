"""Recognise the coach's own words, which a microphone that opens too early delivers as the user's reply."""

from difflib import SequenceMatcher

from skill.understanding.context_words import CUES
from skill.understanding.normalise import words

_LEAST_WORDS = 6
"""Fewer words may be a reply in the words of the question, such as "both legs"."""
_SHARE = 0.8
"""Share of the reply's words that were spoken in this order; speech recognition loses up to one of five."""


def is_echo(text: str, spoken: str) -> bool:
    """Return whether a reply is what the coach has just spoken, or most of a sentence of it, and no answer."""
    said = words(text)
    if len(said) < _LEAST_WORDS:
        return False
    blocks = SequenceMatcher(None, said, words(spoken), autojunk=False).get_matching_blocks()
    repeated = {at for block in blocks for at in range(block.a, block.a + block.size)}
    added = {word for at, word in enumerate(said) if at not in repeated}
    return len(repeated) >= _SHARE * len(said) and CUES.own_words.isdisjoint(added)
