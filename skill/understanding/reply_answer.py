"""
Answer of a reply to the question that was asked: yes, no, not sure, or none.

What reports a sign is a yes. A reply is a no if it is nothing else, or if the second listener is sure that it denies
all that was asked (skill/understanding/denial.py): "none of my tricks help" and "no feeling there" are not a no. A sign
that is explained away, or told of another time, is asked about once more.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import cues, modality, reply_kinds, wordings
from skill.understanding.clues import words_of
from skill.understanding.context_words import CUES
from skill.understanding.denial import of_other_signs
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.numbers import covered, spans
from skill.understanding.reply_findings import Names, counted, is_old, told_of
from skill.understanding.reply_words import REPLY, SMALL
from skill.understanding.suspicion import Judge


class Replied(NamedTuple):
    """Answer of a reply, and its status of each finding that was asked about."""

    answer: Answer | None
    findings: dict[str, Answer]
    open: frozenset[str] = frozenset()
    """Findings that the reply both denies and seems to report, so that they are asked about by themselves."""


def answer(
    reading: Reading, asks: Sequence[str], names: Names, red_flags: Container[str], judge: Judge | None
) -> Replied:
    """Return the answer of a reply to a question about these findings; `names` are its wordings of them."""
    told = told_of(reading, asks, names)
    answered = replied(
        reading, asks, told, red_flags, denies=judge.denies(reading, asks, told) if judge and asks else None
    )
    of_cause = len(asks) == 1 and asks[0] in KINDS.of_the_cause
    if answered.answer is None and of_cause and reply_kinds.lead(reading.said).answer == "no":
        return Replied("no", {asks[0]: "no"})  # What only tells the cause needs no proof.
    signs = {name for name, status in answered.findings.items() if status == "yes"}
    unsure = signs & KINDS.of_any_cramp
    if unsure and len(asks) > 1 and reading.findings.get("fall_or_injury") != "yes":
        # Who has a cramp can hardly stand: whether the leg takes no weight at all is asked by itself.
        left = {name: status for name, status in answered.findings.items() if name not in unsure}
        return Replied("yes" if signs - unsure else None, left, frozenset(unsure))
    if asks and answered.answer == "yes" and wordings.first("relief", words_of(reading.said)):
        return Replied("unknown", {}, frozenset(asks))  # So the question is asked once more.
    return answered


def found(reading: Reading, answered: Replied, asks: Sequence[str]) -> dict[str, Answer]:
    """Return the findings of a text and of what it answers, without those that are asked about once more."""
    mine = {name: status for name, status in answered.findings.items() if name not in reading.theirs}
    left_out = {*answered.open, _OF_THE_QUESTION.get(asks[0]) if len(asks) == 1 else None}
    return {name: status for name, status in {**reading.findings, **mine}.items() if name not in left_out}


_OF_THE_QUESTION = {"hip_cleared": "lasting_weeks", "bladder_control_loss": "worse_cough_sneeze"}
"""Finding asked about alone -> what a reply seems to tell of the pain: the age of a hip, or when it leaks."""


def replied(
    reading: Reading, asks: Sequence[str], told: dict[str, Answer], red_flags: Container[str], *, denies: bool | None
) -> Replied:
    """
    Return the answer to a question that covers these findings.

    `told` is what the reply tells of each; `denies` is whether the second listener is sure that it denies them all
    (True), or that it claims one of them (False).
    """
    said = reading.said
    if asks and (reply_kinds.holds(said, REPLY.aside) or _denies_something_else(reading, asks, told)):
        return Replied(None, {}, frozenset(told))  # "No, sorry, I was talking to the dog."
    if denies and _denies_a_part(reading, asks, told):
        denies = None
    if denies is False or (denies is None and _is_limited(reading, asks)):
        limited: dict[str, Answer] = {name: "unknown" for name, answer in told.items() if answer == "no"}
        told = told | limited | counted(said, asks)
    signs = frozenset(name for name, answer in told.items() if answer == "yes")
    if signs and _is_excused(reading, asks, signs):
        return Replied("unknown", told | dict.fromkeys(signs, "unknown"))
    if signs and all(name in red_flags for name in signs) and _is_contradicted(said, signs):
        left = {name: answer for name, answer in told.items() if name not in signs}
        return Replied("no" if denies and len(asks) > 1 else None, left, signs)
    answer = _answered(reading, asks, told, denies=denies)
    elsewhere = answer is None and asks and not reply_kinds.asks_back(said) and _is_elsewhere(said)
    if elsewhere or (denies is False and answer == "no"):
        answer = "unknown"
    return Replied(answer, {asks[0]: answer} | told if answer and len(asks) == 1 else told)


def _denied(reading: Reading, asks: Sequence[str]) -> list[int]:
    """Return the positions of the words with which what was asked is denied."""
    denied = (it for it in (*reading.mentions, *reading.replies) if it.finding in asks and it.answer == "no")
    return sorted(at for it in denied for at in it.places)


def _denies_a_part(reading: Reading, asks: Sequence[str], told: Mapping[str, Answer]) -> bool:
    """Return whether a reply does nothing but deny some of what was asked: "no fainting", "I can breathe"."""
    said, denied = reading.said, _denied(reading, asks)
    if reply_kinds.lead(said).answer or not denied or all(name in told for name in asks):
        return False
    left = (word for at, word in enumerate(said) if at not in denied)
    return (SMALL | REPLY.tells_when).issuperset(left)


def _is_limited(reading: Reading, asks: Sequence[str]) -> bool:
    """Return whether something may limit a denial before it: "not a big fall, just off the roof"."""
    said, denied = reading.said, _denied(reading, asks)
    after = range(denied[0], len(said)) if denied else ()
    limits = [at for at in after if said[at] in reply_kinds.EXCEPTING and at not in denied]
    return any(said[at] not in REPLY.only or reply_kinds.says_more(said[at + 1 :], asks) for at in limits)


def _denies_something_else(reading: Reading, asks: Sequence[str], told: Mapping[str, Answer]) -> bool:
    """Return whether a reply denies warning signs only that were not asked about: "no new hips, all original parts"."""
    denied = {it.finding for it in reading.mentions if it.flag and it.answer == "no"}
    if not denied or told or len(asks) == 1:
        return False
    return denied.isdisjoint(_related(asks)) and not reply_kinds.holds(reading.said, REPLY.denied_again)


def _related(asks: Sequence[str]) -> set[str]:
    """Return the findings that were asked about, and those that are another name, or a part, of one of them."""
    kin = (set(pair.split()) for pair in KINDS.kin.listed)
    wider: Iterator[Iterable[str]] = (KINDS.wider.get(name, ()) for name in asks)
    return set(asks).union(*wider, *(pair for pair in kin if not pair.isdisjoint(asks)))


def _is_contradicted(said: Sequence[str], signs: AbstractSet[str]) -> bool:
    """Return whether a reply that reports signs begins with a no that nothing limits: "no, my ankles are puffy"."""
    first = reply_kinds.lead(said)
    if first.answer != "no" or first.end > _SHORT:
        return False
    return KINDS.usual_here.issuperset(signs) or not reply_kinds.holds(said[first.end :], reply_kinds.LIMITS)


_SHORT = 2
"""Most words of such a no; "I told you no I can't go" tells of a loss."""


def _answered(
    reading: Reading, asks: Sequence[str], told: Mapping[str, Answer], *, denies: bool | None
) -> Answer | None:
    """Return the answer by the words with which a reply begins, and by what it tells; the cautious side wins."""
    said, answers = _last_attempt(reading.said), set(told.values())
    first = reply_kinds.lead(said)
    if "yes" in answers:
        return "yes"
    if _is_no_answer(said, asks, first):
        return None
    rest = said[first.end :]
    unwell = bool(asks) and reply_kinds.is_not_well(said)
    if first.answer == "yes" and "no" not in answers and not unwell:
        agreed = _agreed(rest, asks)
        return "unknown" if agreed == "yes" and asks and _is_excused(reading, asks, set(asks)) else agreed
    unsure = unwell or first.answer == "unknown" or (bool(asks) and _is_doubted(rest))
    concludes = reply_kinds.ends_with(said, REPLY.concludes) and REPLY.lost.isdisjoint(said)  # "It went, so no."
    if (denies or (asks and concludes and not first.answer)) and not unsure:
        return "no"
    if unsure or first.answer == "yes" or "unknown" in answers or _hints(reading, asks):
        return "unknown"
    if asks and all(name in told for name in asks):
        return "no"
    return _after_a_no(reading, rest, asks, told) if first.answer else _in_other_words(said, asks)


def _after_a_no(
    reading: Reading, rest: Sequence[str], asks: Sequence[str], told: Mapping[str, Answer]
) -> Answer | None:
    """Return the answer of a reply that begins with a no: none if the rest says more than what is harmless."""
    only = not REPLY.only.isdisjoint(rest)
    if reply_kinds.holds(rest, REPLY.denied_again) and not only and not reply_kinds.holds(rest, reply_kinds.LIMITS):
        return "no"  # "None of that. Is the baby all right?"
    ends = ((at, end) for at in range(len(rest)) for end in reply_kinds.ends_at(rest, at, _PASSES))
    passed = {at for begin, end in ends for at in range(begin, end)}
    passed |= covered(spans(rest)) if told else set()  # "No, it's two days."
    contrasts = not CUES.contrast.isdisjoint(rest)
    others = of_other_signs(reading, asks) if contrasts else set()  # "No, but there's tingling."
    left = {word for at, word in enumerate(rest) if at not in passed} - reply_kinds.WORDLESS - CUES.contrast - others
    repeated = REPLY.pronouns | (REPLY.echoes if rest[-1:] == ("not",) else set())  # "It certainly has not."
    says_nothing = (repeated | (REPLY.small if others else set())).issuperset(left) or REPLY.total.issuperset(left)
    declines = not asks and contrasts  # "No, but my foot drags", to an offer.
    if declines or says_nothing or reply_kinds.only_complains(left, asks):
        return "no"
    return None if REPLY.hedges.isdisjoint(rest) else "unknown"


_PASSES = REPLY.passes | REPLY.denied_again


def _in_other_words(said: Sequence[str], asks: Sequence[str]) -> Answer | None:
    """Return the answer of a reply that begins with neither yes nor no: "legs are fine", "it's weak, aye"."""
    limbs = frozenset[str]() if KINDS.of_legs.isdisjoint(asks) else REPLY.limbs
    closes = not REPLY.no.isdisjoint(said[-1:]) and SMALL.issuperset(said)  # "Thank you, no."
    closes = closes and not reply_kinds.holds(said, REPLY.cries)
    if asks and (closes or _is_all_there_is(said, asks) or reply_kinds.is_all_well(said, limbs)):
        return "no"
    return "yes" if asks and not REPLY.agrees.isdisjoint(said) and (CUES.denials | REPLY.no).isdisjoint(said) else None


def _is_all_there_is(said: Sequence[str], asks: Sequence[str]) -> bool:
    """Return whether a cramp is said to be all there is: "only my bum", but not "is it just a cramp"."""
    if REPLY.only.isdisjoint(said) or not REPLY.wishes.isdisjoint(said) or reply_kinds.holds(said, REPLY.asks_if_all):
        return False
    return reply_kinds.only_complains(set(said) - reply_kinds.WORDLESS, asks)


def _last_attempt(said: Sequence[str]) -> Sequence[str]:
    """Return what a speaker says last who starts again: "no, or rather | yes"."""
    attempts = [said[begin:end] for begin, end in reply_kinds.attempts(said)]
    return next((it for it in reversed(attempts) if not REPLY.fillers.issuperset(it)), said)


def _hints(reading: Reading, asks: Sequence[str]) -> bool:
    """Return whether a reply may report a first sign of what was asked."""
    near = {kin for name in asks for kin in KINDS.first_signs.get(name, ())}
    of_legs = not KINDS.of_legs.isdisjoint(asks)
    signs = any(reading.findings.get(name, "no") != "no" for name in near)
    return signs and (of_legs or REPLY.limbs.isdisjoint(reading.said))


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


def _is_no_answer(said: Sequence[str], asks: Sequence[str], first: reply_kinds.Lead) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may report a loss instead of a no."""
    if len(asks) == 1 and asks[0] in KINDS.lacks and _is_bare_nothing(said):
        return True
    if not (REPLY.none_of.isdisjoint(said[:1]) or REPLY.effects.isdisjoint(said)):
        return True  # "None of those things help."
    if asks and reply_kinds.listens(said, first):
        return True
    # "How would I know" is a doubt, and no question.
    return first.answer != "no" and reply_kinds.asks_back(said[first.end :] if first.answer == "unknown" else said)


def _is_bare_nothing(said: Sequence[str]) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name no finding."""
    plain = [word for word in said if word not in REPLY.fillers | {".", "no"}]
    return not REPLY.bare_nothing.isdisjoint(plain[:1]) and REPLY.beside_nothing.issuperset(plain[1:])


def _is_excused(reading: Reading, asks: Sequence[str], signs: AbstractSet[str]) -> bool:
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


def _is_elsewhere(said: Sequence[str]) -> bool:
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
