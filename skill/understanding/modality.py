"""Detect old stories: what has been so for years and has not changed is no new warning sign."""

from collections.abc import Sequence
from itertools import pairwise

from skill.understanding import cues
from skill.understanding.context_words import CUES
from skill.understanding.numbers import Span, spans

YEAR_SECONDS = 365 * 86400
_TEN_YEARS = 10 * YEAR_SECONDS


def old_story(said: Sequence[str], *, usual: bool = False) -> int:
    """
    Return the positions of words about something that has been so for years and has not changed, as a bit mask.

    It covers the half of a sentence that says so, and the half before it if that half says nothing else: "I've leaked
    for years, always have", but not "my back's been bad for years and I wet myself". With `usual`, it also covers what
    somebody always has: "always breathless".
    """
    said = tuple(said)
    told = cues.found(said)
    old = [(cue.start, cue.end) for cue in told if cue.does == "old_story" or (usual and cue.does == "usual")]
    old += [(span.start, span.end) for span in spans(said) if span.seconds >= YEAR_SECONDS and _lasts(said, span)]
    changed = [cue.start for cue in told if cue.does == "changed"]
    news = any(not any(start <= at < end for start, end in old) for at in changed)
    if news or any(cue.does == "new_story" for cue in told):
        return 0
    reached = before = 0
    joints = {at for at, word in enumerate(said) if word in CUES.joints}
    joints |= {end for _, end in old if said[end : end + 1] == ("no",)}  # "I always have, no chest pain."
    for begin, end in pairwise([-1, *sorted(joints), len(said)]):
        here = ((1 << end) - 1) & ~((1 << begin + 1) - 1)
        if told_here := [(start, last) for start, last in old if begin < start < end]:
            spoken = range(begin + 1, end)
            rest = {said[at] for at in spoken if not any(start <= at < last for start, last in told_here)}
            reached |= here if rest - CUES.says_nothing_else else here | before
        before = here
    return reached


def is_cured(said: Sequence[str]) -> bool:
    """Return whether an illness is told as over for ten years or more: "cancer twenty years ago, all clear since"."""
    long = any(span.seconds >= _TEN_YEARS for span in spans(said))
    return long and cues.says("cured", said)


def _lasts(said: Sequence[str], span: Span) -> bool:
    """Return whether a counted time tells how long something has been so: "for fifteen years", "had it ten years"."""
    return "for" in said[max(0, span.start - _NEAR) : span.start] or (
        said[span.start - 2 : span.start] in _HAD_IT or said[span.end : span.end + 1] == ("now",)
    )


_NEAR = 3
_HAD_IT = (("had", "it"), ("had", "that"), ("had", "them"))
