"""Detect replies that explain a sign away, or tell of another time: such a sign is asked about once more."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from skill.understanding import cues, modality, reply_kinds
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.numbers import spans
from skill.understanding.reply_words import REPLY


def is_excused(reading: Reading, asks: Sequence[str], signs: AbstractSet[str]) -> bool:
    """
    Return whether the `signs` that a reply reports are old or have another cause, and may not be what was asked about.

    What got worse, or began lately, is no old story.
    """
    said = reading.said
    if list(asks) == ["lasting_weeks"]:
        return False  # What is old is what was asked about.
    if not REPLY.worsened.isdisjoint(said) or cues.says("new_story", said):
        return False
    years = any(it.seconds >= modality.YEAR_SECONDS and "old" not in said[it.end : it.end + 1] for it in spans(said))
    if KINDS.lasting.isdisjoint(asks) and years:
        return True  # "Foot drop since the operation, twenty years."
    if _is_softened_by_age(said) or reply_kinds.holds(said, REPLY.unrelated):
        return True
    return KINDS.never_softened.isdisjoint(signs) and reply_kinds.holds(said, REPLY.other_cause)


def is_elsewhere(said: Sequence[str]) -> bool:
    """Return whether a reply is about another time or cause: "it was tight on Sunday but it's gone"."""
    if not REPLY.no.isdisjoint(said):
        return False
    earlier = CUES.still.isdisjoint(said) and (cues.says("earlier", said) or cues.says("long_ago", said))
    was = not REPLY.was.isdisjoint(said) and (earlier or reply_kinds.holds(said, REPLY.gone))
    return was or _is_softened_by_age(said) or reply_kinds.holds(said, _CAUSES)


_CAUSES = REPLY.other_cause | REPLY.loose_cause | REPLY.unrelated


def _is_softened_by_age(said: Sequence[str]) -> bool:
    """Return whether words say that something has been so for years: "always", "every winter", "for twelve years"."""
    lasting = any(span.seconds >= modality.YEAR_SECONDS and "for" in said[: span.start] for span in spans(said))
    return bool(modality.old_story(said)) or lasting or reply_kinds.holds(said, REPLY.long_so)
