"""
Answer of a reply to the question that was asked: yes, no, not sure, or none.

A reply is a no only if it denies what was asked and all that stands beside the denial is understood
(skill/understanding/reply_beside.py): "none of my tricks help" and "no feeling there" are not a no.
"""

from collections.abc import Container, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import modality, reply_excuses, reply_kinds
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.reply_beside import Beside, places, related
from skill.understanding.reply_findings import Names, is_old, told_of
from skill.understanding.reply_words import REPLY, SMALL


class Replied(NamedTuple):
    """Answer of a reply, and its status of each finding that was asked about."""

    answer: Answer | None
    findings: dict[str, Answer]
    open: frozenset[str] = frozenset()
    """Findings that the reply both denies and seems to report, so that they are asked about by themselves."""


def replied(
    reading: Reading, asks: Sequence[str], names: Names, red_flags: Container[str], *, denies: bool | None
) -> Replied:
    """
    Return the answer to a question that covers these findings; `names` are its wordings of them.

    `denies` is what the second listener is sure of: that the reply denies all of them, or that it does not.
    """
    said, told = reading.said, told_of(reading, asks, names)
    if asks and (reply_kinds.holds(said, REPLY.aside) or _denies_something_else(reading, asks, told)):
        return Replied(None, {}, frozenset(told))  # "No, sorry, I was talking to the dog."
    signs = frozenset(name for name, answer in told.items() if answer == "yes")
    if signs and reply_excuses.is_excused(reading, asks, signs):
        return Replied("unknown", told | dict.fromkeys(signs, "unknown"))
    if signs and all(name in red_flags for name in signs) and _is_contradicted(said, signs):
        left = {name: answer for name, answer in told.items() if name not in signs}
        return Replied(_beside_signs(reading, asks, signs), left, signs)
    denied = all(told.get(name) == "no" for name in asks) and _begins_with_denial(reading, asks)
    goes_on = False
    for begin, end in reversed(list(reply_kinds.attempts(said))):
        answer = _answered(reading, asks, told, begin, end)
        if denies and answer != "yes":
            answer = "no"
        elif denies is False and answer == "no" and not denied and not modality.old_story(said):
            answer = "unknown"
        if answer == "no" and goes_on:
            break  # "No, hang on, which question is this?"
        if answer:
            return Replied(answer, {asks[0]: answer} | told if len(asks) == 1 else told)
        attempt = said[begin:end]
        tells = any(it.literals >> begin for it in reading.mentions) or reply_kinds.holds(attempt, REPLY.listens)
        goes_on = goes_on or tells or not SMALL.issuperset(attempt)
    elsewhere = asks and not reply_kinds.asks_back(said) and reply_excuses.is_elsewhere(said)
    return Replied("unknown" if elsewhere else None, told)


def _begins_with_denial(reading: Reading, asks: Sequence[str]) -> bool:
    """Return whether a reply begins with a "no" or, if it is short, with a denial: "I can if I hold the wall"."""
    first = reply_kinds.lead(reading.said)
    denials = (it for it in reading.replies if it.finding in asks and it.answer == "no")
    short = len(reading.said) <= _SHORT_REPLY and any(it.literals & 0b11 for it in denials)
    return short or (first is not None and first.answer == "no")


_SHORT_REPLY = 8
"""Most words of a reply whose first two words may deny what was asked."""


def _denies_something_else(reading: Reading, asks: Sequence[str], told: dict[str, Answer]) -> bool:
    """Return whether a reply denies warning signs only that were not asked about: "no new hips, all original parts"."""
    denied = {it.finding for it in reading.mentions if it.flag and it.answer == "no"}
    if not denied or told or len(asks) == 1:
        return False
    return denied.isdisjoint(related(asks)) and not reply_kinds.holds(reading.said, REPLY.denied_again)


def _is_contradicted(said: Sequence[str], signs: AbstractSet[str]) -> bool:
    """Return whether a reply that reports signs begins with a no that nothing limits: "no, my ankles are puffy"."""
    first = reply_kinds.lead(said)
    if first is None or first.answer != "no" or first.end > _SHORT:
        return False
    return KINDS.usual_here.issuperset(signs) or not reply_kinds.holds(said[first.end :], reply_kinds.LIMITS)


_SHORT = 2
"""Most words of such a no; "I told you no I can't go" tells of a loss."""


def _beside_signs(reading: Reading, asks: Sequence[str], signs: AbstractSet[str]) -> Answer | None:
    """
    Return the answer of a reply that begins with a no, apart from the signs that it seems to report.

    These are asked about by themselves, so it is a no if the rest is understood; a single question comes once more.
    """
    mentions = (it for it in (*reading.mentions, *reading.replies) if it.finding in signs)
    named = {reading.said[at] for it in mentions for at in places(it.literals)}
    left = Beside(reading, asks, 1, len(reading.said)).not_understood
    return "no" if len(asks) > 1 and named.union(SMALL).issuperset(left) else None


def _answered(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return the answer of one attempt of a reply; the cautious side wins."""
    said, answers = reading.said[begin:end], set(told.values())
    first = reply_kinds.lead(said)
    if "yes" in answers:
        return "yes"
    if asks and reply_kinds.is_not_well(said):
        return "unknown"
    if _is_no_answer(said, asks, first):
        return None
    all_denied = answers == {"no"} and set(told) >= set(asks)
    if first is None:
        return _in_other_words(Beside(reading, asks, begin, end), answers, all_denied=all_denied)
    if first.answer == "no":
        return _after_a_no(Beside(reading, asks, begin + first.end, end), answers, all_denied=all_denied)
    if first.answer == "unknown" or "no" in answers:
        return "unknown"
    agreed = _agreed(said[first.end :], asks)
    return "unknown" if agreed == "yes" and asks and reply_excuses.is_excused(reading, asks, set(asks)) else agreed


def _after_a_no(beside: Beside, answers: AbstractSet[Answer], *, all_denied: bool) -> Answer | None:
    """Return the answer of a reply that begins with a no; None if it says more beside it than is known."""
    said, asks = beside.words, beside.asks
    lifelong = KINDS.news.issuperset(asks) and is_old(said) and reply_kinds.holds(said, REPLY.lifelong)
    hints = _hints(beside)
    if not hints and (lifelong or not beside.not_understood or beside.denies_again()):
        return "no"  # "No, just cold feet, since I was a girl" is a no as well.
    if "unknown" in answers or hints or not REPLY.hedges.isdisjoint(said) or _is_doubted(said):
        return "unknown"
    return "no" if all_denied or beside.closes_with_no() else None


def _in_other_words(beside: Beside, answers: AbstractSet[Answer], *, all_denied: bool) -> Answer | None:
    """Return the answer of a reply that begins with neither yes nor no: "legs are fine", "a fall no"."""
    said, asks = beside.words, beside.asks
    understood = not beside.not_understood
    if asks and understood and beside.is_all_there_is():
        return "no"
    if reply_kinds.ends_with(said, REPLY.concludes) and REPLY.lost.isdisjoint(said):
        return "no"  # "It woke me once, but I turned over and it went, so no."
    if "unknown" in answers or _is_doubted(said):
        return "unknown"
    if all_denied:
        return "no"
    if asks and not REPLY.agrees.isdisjoint(said) and (CUES.denials | REPLY.no).isdisjoint(said):
        return "yes"  # "It's weak, aye, now get going."
    # "Fever, no" denies one part of what was asked.
    partly = answers == {"no"} and not reply_kinds.holds(said, REPLY.denied_again)
    closes = reply_kinds.ends_with(said, REPLY.no | REPLY.denied_again)
    return "no" if understood and closes and not partly else None


def _is_doubted(said: Sequence[str]) -> bool:
    """Return whether words express doubt; "maybe" does so only at the end: "maybe say that again" is a request."""
    return reply_kinds.ends_with(said, REPLY.unsure) or reply_kinds.holds(said, _EXPLICITLY_UNSURE)


_EXPLICITLY_UNSURE = frozenset(phrase for phrase in REPLY.unsure if " " in phrase)
"""Those that express doubt wherever they occur."""


def _agreed(rest: Sequence[str], asks: Sequence[str]) -> Answer:
    """Return the answer of a reply that begins with a yes; "yes, for years" is a no where only what is new counts."""
    better = not REPLY.improves.isdisjoint(rest) and REPLY.no.union(REPLY.denies).isdisjoint(rest)
    if (asks and better) or reply_kinds.holds(rest, REPLY.unsure):
        return "unknown"  # "Yes, it's getting better" may answer another question.
    return "no" if len(asks) == 1 and asks[0] in KINDS.news and is_old(rest) else "yes"


def _is_no_answer(said: Sequence[str], asks: Sequence[str], first: reply_kinds.Lead | None) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may report a loss instead of a no."""
    if len(asks) == 1 and asks[0] in KINDS.lacks and _is_bare_nothing(said):
        return True
    answer, end = (first.answer, first.end) if first else (None, 0)
    if first and asks and reply_kinds.listens(said, first):
        return True
    # "How would I know" is a doubt, and no question.
    return answer != "no" and reply_kinds.asks_back(said[end:] if answer == "unknown" else said)


def _is_bare_nothing(said: Sequence[str]) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name no finding."""
    plain = [word for word in said if word not in REPLY.fillers | {".", "no"}]
    return not REPLY.bare_nothing.isdisjoint(plain[:1]) and REPLY.beside_nothing.issuperset(plain[1:])


def _hints(beside: Beside) -> bool:
    """Return whether words may report a first sign of what was asked."""
    near = {kin for name in beside.asks for kin in KINDS.first_signs.get(name, ())}
    of_legs = not KINDS.of_legs.isdisjoint(beside.asks)
    signs = any(beside.reading.findings.get(name, "no") != "no" for name in near)
    return signs and (of_legs or REPLY.limbs.isdisjoint(beside.words))
