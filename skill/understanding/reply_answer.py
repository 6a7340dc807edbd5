"""
Answer of a reply to the question that was asked: yes, no, not sure, or none.

A reply is a no only if just function words follow the "no", or if everything that follows is understood and supports
none of what was asked: "none of my tricks help" and "no feeling there" are not a no.
"""

from collections.abc import Sequence
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import context_words, reply_complaint, reply_excuses, reply_kinds
from skill.understanding import reply_words as words
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.reply_findings import Names, is_ambiguous, is_old, is_wordy, told_of, unexplained
from skill.understanding.reply_words import REPLY


class Replied(NamedTuple):
    """Answer of a reply, and its status of each finding that was asked about."""

    answer: Answer | None
    findings: dict[str, Answer]
    open: frozenset[str] = frozenset()
    """Findings that the reply both denies and seems to report, so that they are asked about once more."""


def replied(reading: Reading, asks: Sequence[str], names: Names) -> Replied:
    """Return the answer to a question that covers these findings; `names` are its wordings of them."""
    told, goes_on = told_of(reading, asks, names), False
    if asks and reply_kinds.holds(reading.said, 0, len(reading.said), REPLY.aside):
        return Replied(None, {}, frozenset(told))  # "No, sorry, I was talking to the dog."
    signs = {name for name, answer in told.items() if answer == "yes"}
    if signs and reply_excuses.is_excused(reading, asks):
        return Replied("unknown", told | dict.fromkeys(signs, "unknown"))
    if doubtful := _contradicted(reading.said, told):
        # "No, nothing down there is numb": the parts are asked one by one, a single one once more.
        left = {name: answer for name, answer in told.items() if name not in doubtful}
        return Replied("unknown" if len(asks) > 1 else None, left, doubtful)
    ill = reply_kinds.is_not_well(reading.said, 0, len(reading.said))
    unclear = is_ambiguous(reading.said) or is_wordy(reading, asks)
    if len(asks) == 1 and reading.findings.get(asks[0]) == "no" and unclear and not ill:
        # "It's not weak at all, I never said weak" is no doubt: the question is asked again.
        return Replied(None, {}, frozenset(asks))
    if "yes" not in told.values() and not ill and reply_complaint.is_all(reading, asks):
        return Replied("no", dict.fromkeys(asks, "no"))
    for begin, end in reversed(list(reply_kinds.attempts(reading.said))):
        if asks and "yes" not in told.values() and _is_well(reading, asks, begin, end):
            return Replied("no", dict.fromkeys(asks, "no"))
        answer = _answered(reading, asks, told, begin, end)
        if answer == "no" and goes_on:
            break  # "No, hang on, which question is this?"
        if answer:
            return Replied(answer, {asks[0]: answer} | told if len(asks) == 1 else told)
        goes_on = goes_on or bool(set(reading.said[begin:end]) - words.SMALL)
    return Replied("unknown" if asks and _is_elsewhere(reading) else None, told)


def _is_elsewhere(reading: Reading) -> bool:
    """Return whether a reply that answers nothing tells of another time, another person or another cause."""
    said = reading.said
    asks_back = reply_kinds.asks_back(said, 0, len(said))
    return not asks_back and reply_excuses.is_elsewhere(reading)


def _is_well(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether all is said to be well, and what follows is understood: "both are good as gold, I did ten k"."""
    said = reading.said
    both = REPLY.well_limbs if _is_of_legs(asks) else _NONE
    if reply_kinds.is_all_well(said, begin, end, both):
        return True
    if _closes_well(reading, asks, begin, end, both):
        return True
    near = {kin for name in asks for kin in KINDS.first_signs.get(name, ())} | KINDS.ours_anywhere
    told = {name for name, answer in reading.findings.items() if answer != "no"}
    if not near.isdisjoint(told) or not REPLY.asks_back.isdisjoint(said[begin:end]):
        return False
    for at in range(begin + 2, end):
        rest = set(said[at:end])
        if said[at] in _GOES_WITH or not rest.isdisjoint(_UNWELL) or unexplained(reading, at, end, asks):
            continue
        if reply_kinds.is_all_well(said, begin, at, both):
            return True
    return False


def _closes_well(reading: Reading, asks: Sequence[str], begin: int, end: int, both: frozenset[str]) -> bool:
    """Return whether all is said to be well behind denials alone: "no numbness, all fine"."""
    said = reading.said
    if not reading.findings or set(reading.findings.values()) != {"no"}:
        return False
    of_one = max((it.literals.bit_length() for it in reading.mentions if it.finding in asks), default=0)
    for at in range(max(begin + 2, of_one), end):
        before = [word for word in said[begin:at] if word not in CUES.before_health][-1:]
        of_a_noun = not REPLY.verbs.isdisjoint(said[at - 1 : at + 1]) and "it" not in said[at - 2 : at + 1]
        if of_a_noun or not before or before[0] in _UNWELL or not reply_kinds.is_all_well(said, at, end, both):
            continue
        if not unexplained(reading, begin, at, asks):
            return True
    return False


_UNWELL = REPLY.no | REPLY.denies | REPLY.turns | words.ONLY | REPLY.limbs | context_words.PEOPLE
_GOES_WITH = frozenset("with for by about to".split())
"""Words that continue a statement: "I'm fine with that"."""


def _contradicted(said: Sequence[str], told: dict[str, Answer]) -> frozenset[str]:
    """Return the findings that seem to be there although the reply begins with a no, and nothing limits that no."""
    first = reply_kinds.lead(said, 0, len(said))
    if said[:1] == ("no",) and not first and not REPLY.called_well.isdisjoint(said[2:4]):
        # "No temperature normal" may be two statements, or one in little English.
        return frozenset(name for name, answer in told.items() if answer == "yes")
    if REPLY.no.isdisjoint(said[:1]) or not first or first.answer != "no" or reply_kinds.limits(said):
        return frozenset()
    return frozenset(name for name, answer in told.items() if answer == "yes")


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
        return _after_a_no(reading, asks, told, first.end, end) or _closing(reading, asks, told, (begin, end), first)
    all_denied = answers == {"no"} and set(told) >= set(asks)
    # "They're always cold": this part is old, the others are open.
    old = "no" in answers and not all_denied and is_old(said, begin)
    if first or "unknown" in answers or old:
        return "unknown"
    return "no" if all_denied else _closing(reading, asks, told, (begin, end), first)


def _after_a_no(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return the answer of a reply that begins with a no, which ends at `begin`; None if it says more than is known."""
    said, answers = reading.said, set(told.values())
    if reply_kinds.hedges(said[begin:end]):
        return "unknown"
    hints = _hints(reading, asks, begin, end)
    if not hints and _denies_all(said, asks, begin, end):
        return "no"
    if "unknown" in answers:
        return "unknown"
    if hints or _narrows(said, asks, begin, end):
        return "unknown" if len(asks) > 1 else None  # "No, but it tingles": the parts are asked one by one.
    all_denied = answers == {"no"} and set(told) >= set(asks)
    return "no" if all_denied or _adds_nothing(reading, begin, end, asks) else None


def _agreed(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> Answer:
    """Return the answer of a reply that begins with a yes; "yes, for years" is a no where only what is new counts."""
    rest = set(said[begin:end])
    better = rest & REPLY.improves and REPLY.no.union(REPLY.denies).isdisjoint(rest)
    if (asks and better) or reply_kinds.is_unsure(said[begin:end]):
        return "unknown"  # "Yes, it's getting better" may answer another question.
    return "no" if len(asks) == 1 and asks[0] in KINDS.news and is_old(said, begin) else "yes"


def _adds_nothing(reading: Reading, begin: int, end: int, asks: Sequence[str]) -> bool:
    """Return whether what follows a "no" is understood, or says that all is well."""
    again = reply_kinds.lead(reading.said, begin, end)
    if again and again.answer == "no" and begin < again.end:
        return _adds_nothing(reading, again.end, end, asks)
    if words.SMALL | REPLY.well_after >= set(reading.said[begin:end]):
        return True  # "All good in that department."
    if _only_wishes(reading.said[begin:end]) or _is_lifelong(reading.said, asks, begin, end):
        return True
    well = reply_kinds.is_all_well(reading.said, begin, end, REPLY.limbs if _is_of_legs(asks) else _NONE)
    return well or not unexplained(reading, begin, end, asks)


def _denies_all(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether all is denied or well behind a "no", and nothing limits it: "no, none of that, just get on"."""
    rest = said[begin:end]
    limits = CUES.contrast | REPLY.turns | words.NEARLY
    if not limits.isdisjoint(rest) or reply_kinds.holds(said, begin, end, (*REPLY.exceptions, *REPLY.begins_anew)):
        return False
    both = REPLY.limbs if _is_of_legs(asks) else _NONE
    well = any(reply_kinds.is_all_well(said, begin, at, both) for at in range(begin + 2, end))
    return well or reply_kinds.holds(said, begin, end, REPLY.denied_again)


def _is_lifelong(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether all that follows a "no" has been so for life: "just cold feet, since I was a girl"."""
    news = KINDS.news.issuperset(asks) and is_old(said, begin) and not _SINCE_EVENT.issubset(said[begin:end])
    return news and (len(asks) > 1 or reply_kinds.holds(said, begin, end, REPLY.lifelong))


_SINCE_EVENT = frozenset(("since", "the"))


def _only_wishes(rest: Sequence[str]) -> bool:
    """Return whether words only ask something of the coach, or scold it: "just the stretch", "you dumb box"."""
    if not REPLY.denies.isdisjoint(rest):
        return False
    phrased = {
        place
        for at in range(len(rest))
        for each in reply_kinds.phrases_at(rest, at, REPLY.wishes_phrased)
        for place in range(at, at + len(each))
    }
    return words.SMALL | REPLY.wishes | REPLY.well_after >= {word for at, word in enumerate(rest) if at not in phrased}


def _is_of_legs(asks: Sequence[str]) -> bool:
    return not KINDS.of_legs.isdisjoint(asks)


_NOTHING = (["nothing"], ["zero"], ["nil"], ["nada"], ["zilch"])
_NONE: frozenset[str] = frozenset()


def _is_no_answer(
    said: Sequence[str], asks: Sequence[str], first: reply_kinds.Lead | None, begin: int, end: int
) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may report a loss instead of a no."""
    if len(asks) == 1 and asks[0] in KINDS.lacks and _is_bare_nothing(said, begin, end):
        return True
    if first and first.answer == "yes":
        listens = bool(asks) and reply_kinds.holds(said, first.end, end, REPLY.listens)
        return listens or reply_kinds.asks_back(said, begin, end)
    # "How would I know" is a doubt, and no question.
    since = first.end if first and first.answer == "unknown" else begin
    return reply_kinds.asks_back(said, since, end) and not (first and first.answer == "no")


def _closing(
    reading: Reading,
    asks: Sequence[str],
    told: dict[str, Answer],
    span: tuple[int, int],
    first: reply_kinds.Lead | None,
) -> Answer | None:
    """Return the answer at the end of a reply: "a fall no", "darker than usual maybe"."""
    said, (begin, end) = reading.said, span
    # "Maybe" expresses doubt only at the end: "maybe say that again" is a request.
    if reply_kinds.ends_with(said, end, REPLY.unsure) or reply_kinds.holds(said, begin, end, words.EXPLICITLY_UNSURE):
        return "unknown"
    denied = not REPLY.no.isdisjoint(said[max(begin, end - 1) : end])
    if first:  # "Absolutely not, what a question, no."
        again = first.answer == "no" and denied and _EXCLAIMS.issuperset(said[first.end : end])
        return "no" if again else None
    in_part = told and set(told) < set(asks)  # "My sister is pregnant, not me."
    closes = denied or (not in_part and reply_kinds.ends_with(said, end, REPLY.closes))
    return "no" if closes and not unexplained(reading, begin, end, asks) else None


_EXCLAIMS = words.SMALL | REPLY.asks_back | REPLY.articles | {"but"}


def _is_bare_nothing(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name no finding."""
    plain = [word for word in said[begin:end] if word not in REPLY.fillers | {".", "no"}]
    return plain[:1] in _NOTHING and set(plain[1:]) <= {"at", "all", "there", "down", "here", "now"}


def _narrows(said: Sequence[str], asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether what follows a "no" names one leg, or both, which may have the sign: "no, just the calf"."""
    if not _is_of_legs(asks) or set(said[begin:end]) - words.SMALL - words.ONLY - REPLY.picking - REPLY.limbs - _SIDES:
        return False
    if tuple(asks) == ("both_legs",):
        return "both" in said[begin:end]
    only = next((at for at in range(begin, end) if said[at] in words.ONLY), end)
    return not (REPLY.limbs | _SIDES).isdisjoint(said[only + 1 : end])


_SIDES = frozenset(("left", "right"))


def _hints(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words may report a first sign of what was asked."""
    near = {kin for name in asks for kin in KINDS.first_signs.get(name, ())}
    signs = {name for name, answer in reading.findings.items() if answer != "no"} & near
    return bool(signs) and (_is_of_legs(asks) or not REPLY.limbs & set(reading.said[begin:end]))
