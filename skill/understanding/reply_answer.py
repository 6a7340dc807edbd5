"""
Answer of a reply to the question that was asked: yes, no, not sure, or none.

A reply is a no only if it denies what was asked and all that stands beside the denial is understood
(skill/understanding/reply_beside.py): "none of my tricks help" and "no feeling there" are not a no.
"""

from collections.abc import Container, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import reply_beside, reply_excuses, reply_kinds
from skill.understanding import reply_words as words
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.reply_findings import Names, is_old, told_of
from skill.understanding.reply_words import REPLY


class Replied(NamedTuple):
    """Answer of a reply, and its status of each finding that was asked about."""

    answer: Answer | None
    findings: dict[str, Answer]
    open: frozenset[str] = frozenset()
    """Findings that the reply both denies and seems to report, so that they are asked about by themselves."""


def replied(reading: Reading, asks: Sequence[str], names: Names, red_flags: Container[str]) -> Replied:
    """Return the answer to a question that covers these findings; `names` are its wordings of them."""
    said, told = reading.said, told_of(reading, asks, names)
    if asks and reply_kinds.holds(said, REPLY.aside):
        return Replied(None, {}, frozenset(told))  # "No, sorry, I was talking to the dog."
    signs = frozenset(name for name, answer in told.items() if answer == "yes")
    if reply_excuses.is_unchanged(said, asks):
        return Replied("no", {asks[0]: "no"})
    if signs and reply_excuses.is_excused(reading, asks):
        return Replied("unknown", told | dict.fromkeys(signs, "unknown"))
    if signs and all(name in red_flags for name in signs) and _is_contradicted(said, signs):
        left = {name: answer for name, answer in told.items() if name not in signs}
        return Replied(_beside_signs(reading, asks, signs), left, signs)
    goes_on = False
    for begin, end in reversed(list(reply_kinds.attempts(said))):
        answer = _answered(reading, asks, told, begin, end)
        if answer == "no" and goes_on:
            break  # "No, hang on, which question is this?"
        if answer:
            return Replied(answer, {asks[0]: answer} | told if len(asks) == 1 else told)
        goes_on = goes_on or bool(set(said[begin:end]) - words.SMALL)
    elsewhere = not reply_kinds.asks_back(said, 0, len(said)) and reply_excuses.is_elsewhere(reading)
    return Replied("unknown" if asks and elsewhere else None, told)


def _is_contradicted(said: Sequence[str], signs: AbstractSet[str]) -> bool:
    """Return whether a reply that reports signs begins with a no that nothing limits: "no, my ankles are puffy"."""
    first = reply_kinds.lead(said, 0, len(said))
    if first is None or first.answer != "no" or first.end > _SHORT:
        return False
    return KINDS.usual_here.issuperset(signs) or not reply_kinds.limits(said[first.end :])


_SHORT = 2
"""Most words of such a no; "I told you no I can't go" tells of a loss."""


def _beside_signs(reading: Reading, asks: Sequence[str], signs: AbstractSet[str]) -> Answer | None:
    """
    Return the answer of a reply that begins with a no, apart from the signs that it seems to report.

    These are asked about by themselves, so it is a no if the rest is understood; a single question comes once more.
    """
    said, mentions = reading.said, (*reading.mentions, *reading.replies)
    named = {said[at] for it in mentions if it.finding in signs for at in reply_beside.places(it.literals)}
    left = reply_beside.not_understood(reading, asks, 1, len(said))
    return "no" if len(asks) > 1 and named.union(words.SMALL).issuperset(left) else None


def _answered(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return the answer of one attempt of a reply; the cautious side wins."""
    said, answers = reading.said, set(told.values())
    first = reply_kinds.lead(said, begin, end)
    if "yes" in answers:
        return "yes"
    if asks and reply_kinds.is_not_well(said, begin, end):
        return "unknown"
    if _is_no_answer(said, asks, first, begin, end):
        return None
    if first and first.answer == "yes":
        agreed = "unknown" if "no" in answers else _agreed(said, asks, first.end, end)
        return "unknown" if agreed == "yes" and asks and reply_excuses.is_excused(reading, asks) else agreed
    if first and first.answer == "no":
        return _after_a_no(reading, asks, told, first.end, end)
    return "unknown" if first else _in_other_words(reading, asks, told, begin, end)


def _after_a_no(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return the answer of a reply that begins with a no, which ends at `begin`; None if it says more than is known."""
    said, answers = reading.said, set(told.values())
    left = reply_beside.not_understood(reading, asks, begin, end)
    understood = not left or _is_lifelong(said, asks, begin, end)
    hints = _hints(reading, asks, begin, end)
    if not hints and (understood or reply_beside.is_denied_again(reading, asks, begin, end)):
        return "no"
    if "unknown" in answers or hints or reply_kinds.hedges(said[begin:end]) or _is_doubted(said, begin, end):
        return "unknown"
    again = reply_beside.closes_with_no(said, begin, end)
    all_denied = answers == {"no"} and set(told) >= set(asks)
    return "no" if (all_denied and not reply_beside.is_far(left)) or again else None


def _is_lifelong(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether all that follows a "no" has been so for life: "just cold feet, since I was a girl"."""
    return KINDS.news.issuperset(asks) and is_old(said, begin) and reply_kinds.holds(said[begin:end], REPLY.lifelong)


def _in_other_words(
    reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int
) -> Answer | None:
    """Return the answer of a reply that begins with neither yes nor no: "legs are fine", "a fall no"."""
    said, answers = reading.said, set(told.values())
    all_denied = answers == {"no"} and set(told) >= set(asks)
    left = reply_beside.not_understood(reading, asks, begin, end)
    if asks and not left and reply_beside.is_all_there_is(reading, asks, begin, end):
        return "no"
    if reply_kinds.ends_with(said[:end], REPLY.concludes) and REPLY.lost.isdisjoint(said[begin:end]):
        return "no"  # "It woke me once, but I turned over and it went, so no."
    if "unknown" in answers or _is_doubted(said, begin, end):
        return "unknown"
    if all_denied:
        return "no"
    plain = set(said[begin:end])
    if asks and plain & REPLY.agrees and plain.isdisjoint(CUES.denials | REPLY.no):
        return "yes"  # "It's weak, aye, now get going."
    closes = reply_kinds.ends_with(said[begin:end], REPLY.no | REPLY.denied_again)
    return "no" if closes and not left else None


def _is_doubted(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words express doubt; "maybe" does so only at the end: "maybe say that again" is a request."""
    at_the_end = reply_kinds.ends_with(said[:end], REPLY.unsure)
    return at_the_end or reply_kinds.holds(said[begin:end], words.EXPLICITLY_UNSURE)


def _agreed(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> Answer:
    """Return the answer of a reply that begins with a yes; "yes, for years" is a no where only what is new counts."""
    rest = set(said[begin:end])
    better = rest & REPLY.improves and REPLY.no.union(REPLY.denies).isdisjoint(rest)
    if (asks and better) or reply_kinds.is_unsure(said[begin:end]):
        return "unknown"  # "Yes, it's getting better" may answer another question.
    return "no" if len(asks) == 1 and asks[0] in KINDS.news and is_old(said, begin) else "yes"


def _is_no_answer(
    said: Sequence[str], asks: Sequence[str], first: reply_kinds.Lead | None, begin: int, end: int
) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may report a loss instead of a no."""
    if len(asks) == 1 and asks[0] in KINDS.lacks and _is_bare_nothing(said, begin, end):
        return True
    if first and first.answer == "yes":
        listens = bool(asks) and reply_kinds.holds(said[first.end : end], REPLY.listens)
        return listens or reply_kinds.asks_back(said, begin, end)
    # "How would I know" is a doubt, and no question.
    since = first.end if first and first.answer == "unknown" else begin
    return reply_kinds.asks_back(said, since, end) and not (first and first.answer == "no")


_NOTHING = (["nothing"], ["zero"], ["nil"], ["nada"], ["zilch"])


def _is_bare_nothing(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name no finding."""
    plain = [word for word in said[begin:end] if word not in REPLY.fillers | {".", "no"}]
    return plain[:1] in _NOTHING and set(plain[1:]) <= {"at", "all", "there", "down", "here", "now"}


def _hints(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words may report a first sign of what was asked."""
    near = {kin for name in asks for kin in KINDS.first_signs.get(name, ())}
    signs = {name for name, answer in reading.findings.items() if answer != "no"} & near
    of_legs = not KINDS.of_legs.isdisjoint(asks)
    return bool(signs) and (of_legs or not REPLY.limbs & set(reading.said[begin:end]))
