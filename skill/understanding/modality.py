"""Detect old stories: what has been so for years and has not changed is no new warning sign."""

from collections.abc import Sequence
from itertools import pairwise

from skill.understanding import cues
from skill.understanding.context_words import CUES


def old_story(said: Sequence[str]) -> int:
    """
    Return the positions of words about something that has been so for years and has not changed, as a bit mask.

    It covers the half of a sentence that says so, and the half before it if that half says nothing else: "I've leaked
    for years, always have", but not "my back's been bad for years and I wet myself".
    """
    told = cues.found(tuple(said))
    old = [cue for cue in told if cue.does == "old_story"]
    changed = [cue.start for cue in told if cue.does == "changed"]
    news = any(not any(cue.start <= at < cue.end for cue in old) for at in changed)
    if news or any(cue.does == "new_story" for cue in told):
        return 0
    reached = before = 0
    joints = [at for at, word in enumerate(said) if word in CUES.joints]
    for begin, end in pairwise([-1, *joints, len(said)]):
        here = ((1 << end) - 1) & ~((1 << begin + 1) - 1)
        if told_here := [cue for cue in old if begin < cue.start < end]:
            spoken = range(begin + 1, end)
            rest = {said[at] for at in spoken if not any(cue.start <= at < cue.end for cue in told_here)}
            reached |= here if rest - CUES.says_nothing_else else here | before
        before = here
    return reached
