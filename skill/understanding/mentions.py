"""Mentions of findings: how a later statement revises them, and which one covers another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from skill.content.models import Answer
from skill.understanding import cues
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a finding."""

    finding: str
    answer: Answer
    literals: int
    """Bit mask of the positions of its words in the text."""
    flag: bool
    foreign: bool = False
    """Whether the experiencer is another person."""
    here: bool = False
    """Whether the experiencer is another person who is present, and the finding is current."""
    free: bool = False
    """Whether the experiencer is another person who is present, and said to be free of the finding."""
    place: int = -1
    """Index of the pattern; -1 if it does not come from a single pattern."""
    topic: bool = False
    """Whether it is a bare name of the finding, which asserts nothing by itself."""

    @property
    def places(self) -> Iterator[int]:
        """Positions of its words in the text."""
        return (at for at in range(self.literals.bit_length()) if self.literals >> at & 1)


def revised(mentions: list[Mention], last: int, about: int, run: tuple[str, ...]) -> list[Mention]:
    """
    Return the previous mentions as the next statement revises them.

    The statement before it contains the mentions from `last` on, and its last clause begins at position `about`: of red
    flags, "but it's gone" retracts only those in that clause.
    """
    revises = cues.revisions(run)
    if "over" in revises:
        whole = not CUES.of_all.isdisjoint(run)
        mentions = [it if it.flag and not whole and not it.literals >> about else _as_past(it) for it in mentions]
    for does, before, now in _REVISIONS:
        if does in revises:
            mentions = [with_answer(mention, before, now) for mention in mentions]
    earlier, latest = mentions[:last], mentions[last:]
    if "denied" in revises:
        latest = [with_answer(mention, "unknown", "no") for mention in latest]
    if "unsure" in revises:
        latest = [replace(mention, answer="unknown") for mention in latest]
    mentions = earlier + latest
    if cues.says("not_mine", run):
        mentions = [replace(mention, answer="no") if mention.foreign else mention for mention in mentions]
    return mentions


_REVISIONS: tuple[tuple[str, Answer, Answer], ...] = (("affirmed", "unknown", "yes"), ("contradicted", "no", "yes"))


def with_answer(mention: Mention, before: Answer, now: Answer) -> Mention:
    """Return a mention of the speaker with another answer, if its answer was `before`."""
    return replace(mention, answer=now) if mention.answer == before and not mention.foreign else mention


def _as_past(mention: Mention) -> Mention:
    """Return a mention as past."""
    if mention.answer == "yes" and mention.finding not in KINDS.lasting | KINDS.course:
        return replace(mention, answer="unknown")
    return mention


def covers(narrow: Mention, wide: Mention) -> bool:
    """Return whether a more specific mention covers another with the same words."""
    inside = wide.literals & ~narrow.literals == 0 and wide.literals != narrow.literals
    if inside and narrow.finding == wide.finding and (narrow.answer, wide.answer) == ("no", "yes"):
        return True  # "Bowel control is normal" names the finding that it denies.
    if narrow.finding == wide.finding or wide.literals & narrow.literals == 0:
        return False
    if wide.finding in KINDS.narrower.get(narrow.finding, ()):
        return True
    if wide.answer == narrow.answer == "no" and wide.finding in KINDS.denied_along.get(narrow.finding, ()):
        return True
    if not inside or wide.finding not in KINDS.wide or narrow.finding == "both_legs" or not narrow.flag:
        return False
    length = narrow.literals.bit_length() - (narrow.literals & -narrow.literals).bit_length()
    return length <= _ONE_PHRASE and wide.answer == narrow.answer == "no"


_ONE_PHRASE = 5
"""Maximum distance of words in one finding; further apart, they are two: "no numbness, and both legs are strong"."""
