"""Detect that a reply names the complaint as all there is: "just the cramp", "legs are fine, it's only my bum"."""

from collections.abc import Sequence
from typing import NamedTuple

from skill.understanding import reply_kinds
from skill.understanding import reply_words as words
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.reply_findings import unexplained
from skill.understanding.reply_words import REPLY


class _Closing(NamedTuple):
    """The end of a reply that limits it to the complaint."""

    begin: int
    cramp: bool
    """Whether it names a cramp, and not only a place."""


_EXCEPTIONS = frozenset(word for phrase in REPLY.exceptions for word in phrase)
_ALLOWED = (
    REPLY.complaint
    | REPLY.around_complaint
    | REPLY.fillers
    | REPLY.vocatives
    | words.ONLY
    | _EXCEPTIONS
    | {"nothing", "else"}
)


def _closing(said: Sequence[str]) -> _Closing | None:
    """Return the end of a reply that names only the complaint, behind "just", "only" or "apart from"."""
    begin = len(said)
    while begin and said[begin - 1] in _ALLOWED:
        begin -= 1
    told = set(said[begin:])
    limited = words.ONLY | _EXCEPTIONS | ({"else"} if "nothing" in told else frozenset())
    if REPLY.complaint.isdisjoint(told) or limited.isdisjoint(told):
        return None
    return _Closing(begin, not REPLY.cramps.isdisjoint(told))


def is_all(reading: Reading, asks: Sequence[str]) -> bool:
    """
    Return whether a reply denies what was asked by naming the complaint as all there is.

    Without a "no", a place alone does so only where nothing of the buttock was asked about: "just my bum" may be where
    it is swollen.
    """
    said = reading.said
    closing = _closing(said)
    yes = {name for name, answer in reading.findings.items() if answer == "yes"}
    if closing is None or not asks or yes - _OF_THE_COMPLAINT or "unknown" in reading.findings.values():
        return False
    led = reply_kinds.lead(said, 0, closing.begin)
    begin = led.end if led and led.answer == "no" else 0
    if led and led.answer != "no":
        return False
    rest = said[begin : closing.begin]
    if not set(rest) <= words.SMALL | _ALLOWED:
        limbs = REPLY.limbs if not KINDS.of_legs.isdisjoint(asks) else frozenset[str]()
        well = reply_kinds.is_all_well(said, begin, closing.begin, limbs)
        denied = "no" in _answers(reading, asks) and not unexplained(reading, begin, closing.begin, asks)
        return well or denied
    return bool(begin) or closing.cramp or KINDS.elsewhere.issuperset(asks)


def _answers(reading: Reading, asks: Sequence[str]) -> set[str]:
    """Return the answers of the reply to what was asked."""
    told = {reading.findings[name] for name in asks if name in reading.findings}
    return told | {mention.answer for mention in reading.replies if mention.finding in asks and not mention.topic}


_OF_THE_COMPLAINT = KINDS.complaints | KINDS.course | KINDS.places
