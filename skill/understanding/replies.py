"""
What a reply answers to the question that was asked: yes, no, not sure, or nothing.

A reply is a no only if nothing but small words follows the "no", or if all that follows is understood and speaks for
none of what was asked (design, safety rule 3): "none of my tricks help" and "no feeling there" are no noes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import spoken
from skill.understanding import words_of_reply as words
from skill.understanding.findings import Reading
from skill.understanding.kinds import KINDS
from skill.understanding.told import Names, told_of, unexplained
from skill.understanding.words_of_reply import REPLY


class Replied(NamedTuple):
    """What a reply answers, and what it tells of the findings that were asked about."""

    answer: Answer | None
    findings: dict[str, Answer]


def replied(reading: Reading, asks: Sequence[str], names: Names) -> Replied:
    """Return what a text answers to a question that covers these findings, which it names so."""
    told = told_of(reading, asks, names)
    for begin, end in reversed(list(spoken.attempts(reading.said))):
        answer = _answered(reading, asks, told, begin, end)
        if answer:
            return Replied(answer, {asks[0]: answer} | told if len(asks) == 1 else told)
    return Replied(None, told)


def _answered(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return what one attempt of a reply answers; the cautious side wins."""
    said, answers = reading.said, set(told.values())
    first = spoken.lead(said, begin, end)
    if "yes" in answers:
        return "yes"
    if asks and spoken.is_not_well(said, begin, end):
        return "unknown"
    if _is_no_answer(said, asks, first, begin, end):
        return None
    if first and first.answer == "yes":
        return "unknown" if "no" in answers or spoken.is_unsure(said[first.end : end]) else "yes"
    doubtful = first and (first.answer == "unknown" or spoken.hedges(said[first.end : end]))
    if doubtful or "unknown" in answers:
        return "unknown"
    if first and _hints(reading, asks, first.end, end):
        return "unknown" if len(asks) > 1 else None  # "No, but it tingles": the parts are asked one by one.
    all_denied = answers == {"no"} and set(told) >= set(asks)
    if all_denied or (first and not unexplained(reading, first.end, end, asks)):
        return "no"
    return _closing(reading, asks, begin, end, led=first is not None)


def _is_no_answer(said: Sequence[str], asks: Sequence[str], first: spoken.Lead | None, begin: int, end: int) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may mean a lack as well as a no."""
    if len(asks) == 1 and asks[0] in KINDS.lacks and _is_bare_nothing(said, begin, end):
        return True
    if first and first.answer == "yes":
        listens = bool(asks) and spoken.holds(said, first.end, end, REPLY.listens)
        return listens or spoken.asks_back(said, begin, end)
    return spoken.asks_back(said, begin, end) and not (first and first.answer == "no")


def _closing(reading: Reading, asks: Sequence[str], begin: int, end: int, *, led: bool) -> Answer | None:
    """Return the answer with which words end: "a fall no", "darker than usual maybe"."""
    said = reading.said
    # "Maybe" is a doubt only at the end: "maybe say that again" asks.
    if spoken.ends_with(said, end, REPLY.unsure) or spoken.holds(said, begin, end, words.EXPLICITLY_UNSURE):
        return "unknown"
    denied = not REPLY.no.isdisjoint(said[max(begin, end - 1) : end])
    closes = not led and (denied or spoken.ends_with(said, end, REPLY.closes))
    return "no" if closes and not unexplained(reading, begin, end, asks) else None


def _is_bare_nothing(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name nothing."""
    plain = [word for word in said[begin:end] if word not in REPLY.fillers | {".", "no"}]
    return plain[:1] == ["nothing"] and set(plain[1:]) <= {"at", "all", "there", "down", "here", "now"}


def _hints(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words tell what may be a first sign of what was asked."""
    near = {kin for name in asks for kin in KINDS.first_signs.get(name, ())}
    signs = {name for name, answer in reading.findings.items() if answer != "no"} & near
    return bool(signs) and not REPLY.limbs & set(reading.said[begin:end])
