"""
What a reply answers to the question that was asked: yes, no, not sure, or nothing.

A reply is a no only if nothing but small words follows the "no", or if all that follows is understood and speaks for
none of what was asked (design, safety rule 3): "none of my tricks help" and "no feeling there" are no noes.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import cues
from skill.understanding import words_of_reply as words
from skill.understanding.findings import Mention, Reading
from skill.understanding.numbers import numbers, spans


class Replied(NamedTuple):
    """What a reply answers, and what it tells of the findings that were asked about."""

    answer: Answer | None
    findings: dict[str, Answer]


class Lead(NamedTuple):
    """An answer with which words begin, and where the words behind it begin."""

    answer: Answer
    end: int


def replied(reading: Reading, asks: Sequence[str]) -> Replied:
    """Return what a text answers to a question that covers these findings."""
    told = _told(reading, asks)
    for begin, end in reversed(list(_attempts(reading.said))):
        answer = _answered(reading, asks, told, begin, end)
        if answer:
            return Replied(answer, {asks[0]: answer} | told if len(asks) == 1 else told)
    return Replied(None, told)


def by_itself(said: Sequence[str]) -> Answer | None:
    """Return the yes, no or not sure that words are by themselves, with nothing but small words around it."""
    for begin, end in reversed(list(_attempts(said))):
        first = lead(said, begin, end)
        if first and set(said[first.end : end]) <= words.SMALL:
            rest = said[first.end : end]
            doubt = _hedges(rest) if first.answer == "no" else _is_unsure(rest)
            return "unknown" if doubt else first.answer
    return None


def _is_unsure(rest: Sequence[str]) -> bool:
    """Return whether words hold a doubt: "I think so, but I'm not sure"."""
    return any(_has(rest, 0, len(rest), phrase) for phrase in words.UNSURE)


def _has(said: Sequence[str], begin: int, end: int, phrase: Sequence[str]) -> bool:
    """Return whether these words stand together somewhere from `begin` to `end`."""
    return any(tuple(said[at : at + len(phrase)]) == phrase for at in range(begin, end - len(phrase) + 1))


def apart(said: Sequence[str]) -> Sequence[str]:
    """
    Set the answer with which words begin apart from what follows, by a full stop.

    Else the "nah" of "nah, foot's gone blue" would deny the foot.
    """
    first = lead(said, 0, len(said))
    cuts = {at for at in range(1, len(said)) if _excepts(said, at)}
    denies_on = first and said[first.end - 1] == "not"  # "Definitely not pregnant."
    if first and first.answer != "unknown" and not denies_on and not _is_not_well(said, 0, len(said)):
        cuts.add(first.end)
    cuts |= {
        at + len(each) for at in range(len(said)) for each in words.TAKES_BACK if said[at : at + len(each)] == each
    }
    cuts -= {at for at in cuts if at >= len(said) or said[at] in {".", ","} or said[at - 1] == "."}
    return tuple(word for at, each in enumerate(said) for word in ((".", each) if at in cuts else (each,)))


def _excepts(said: Sequence[str], at: int) -> bool:
    """Return whether "apart from" or the like begins here, or a "just" behind a denial."""
    if any(tuple(said[at : at + len(phrase)]) == phrase for phrase in words.EXCEPT):
        return True
    return said[at] in words.ONLY and not words.NO.isdisjoint(said[:at])


def _hedges(rest: Sequence[str]) -> bool:
    """Return whether what follows a "no" takes half of it back: "no, well, yes", "not really, a bit"."""
    return not words.HEDGES.isdisjoint(rest)


def lead(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """Return the answer with which words begin; a "no" that belongs to a noun ("no feeling") is none."""
    while not (found := _phrase(said, begin, end)) and begin < end and said[begin] in words.FILLERS:
        begin += 1
    if found:
        return found
    if begin < end and said[begin] in words.YES:
        denied = _phrase(said, begin + 1, end)  # "Yeah, I don't have any of those."
        return denied if denied and denied.answer == "no" else Lead("yes", begin + 1)
    if begin < end and said[begin] in words.NO and _stands_alone(said, begin, end):
        return Lead("no", begin + 1)
    return None


def _phrase(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """Return the longest phrase with which words begin that is an answer by itself."""
    found = [
        Lead(answer, begin + len(phrase))
        for answer, phrase in words.BY_FIRST_WORD.get(said[begin] if begin < end else "", ())
        if tuple(said[begin : min(end, begin + len(phrase))]) == phrase
        and (phrase not in words.NEEDS_AN_END or _ends(said[begin + len(phrase) : end]))
    ]
    return max(found, key=lambda each: each.end, default=None)


def _ends(rest: Sequence[str]) -> bool:
    """Return whether nothing but small words follows; an article begins what is told: "I'm a man"."""
    return set(rest) <= words.SMALL and words.ARTICLES.isdisjoint(rest[:1])


def _stands_alone(said: Sequence[str], at: int, end: int) -> bool:
    """Return whether a "no" is a word by itself: "no my legs are fine", but not "no feeling" or "never had any"."""
    if at + 1 == end or said[at + 1] in {".", ","}:
        return True
    return said[at] != "never" and (said[at] != "no" or said[at + 1] in words.AFTER_NO)


def _attempts(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Split a reply where its speaker begins anew: "yes | wait | no", "no or rather | I'm not certain"."""
    begin = 0
    for at in range(len(said)):
        if at < begin:
            continue
        for phrase in words.BEGINS_ANEW:
            if tuple(said[at : at + len(phrase)]) == phrase:
                yield begin, at
                begin = at + len(phrase)
                break
    yield begin, len(said)


def _answered(reading: Reading, asks: Sequence[str], told: dict[str, Answer], begin: int, end: int) -> Answer | None:
    """Return what one attempt of a reply answers; the cautious side wins."""
    said, answers = reading.said, set(told.values())
    first = lead(said, begin, end)
    if "yes" in answers:
        return "yes"
    if asks and _is_not_well(said, begin, end):
        return "unknown"
    if _is_no_answer(said, asks, first, begin, end):
        return None
    if first and first.answer == "yes":
        return "unknown" if "no" in answers or _is_unsure(said[first.end : end]) else "yes"
    if (first and first.answer == "unknown") or "unknown" in answers or (first and _hedges(said[first.end : end])):
        return "unknown"
    if first and _hints(reading, asks, first.end, end):
        return "unknown" if len(asks) > 1 else None  # "No, but it tingles": the parts are asked one by one.
    all_denied = answers == {"no"} and set(told) >= set(asks)
    if all_denied or (first and not _unexplained(reading, first.end, end, asks)):
        return "no"
    return _closing(reading, asks, begin, end, led=first is not None)


def _is_no_answer(said: Sequence[str], asks: Sequence[str], first: Lead | None, begin: int, end: int) -> bool:
    """Return whether a reply only asks back, tells the coach to go on, or may mean a lack as well as a no."""
    if len(asks) == 1 and asks[0] in words.LACKS and _is_bare_nothing(said, begin, end):
        return True
    if first and first.answer == "yes":
        listens = any(_has(said, first.end, end, phrase) for phrase in words.LISTENS)
        return _asks_back(said, begin, end) or (bool(asks) and listens)
    return _asks_back(said, begin, end) and not (first and first.answer == "no")


def _closing(reading: Reading, asks: Sequence[str], begin: int, end: int, *, led: bool) -> Answer | None:
    """Return the answer with which words end: "a fall no", "darker than usual maybe"."""
    said = reading.said
    if any(tuple(said[end - len(phrase) : end]) == phrase for phrase in words.UNSURE):
        return "unknown"
    if any(len(phrase) > 1 and _has(said, begin, end, phrase) for phrase in words.UNSURE):
        return "unknown"
    denied = said[end - 1 : end] and said[end - 1] in words.NO
    closes = not led and (denied or any(tuple(said[end - len(each) : end]) == each for each in words.CLOSES))
    return "no" if closes and not _unexplained(reading, begin, end, asks) else None


def _is_bare_nothing(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words are "nothing", "nothing there" or "nothing at all", and name nothing."""
    plain = [word for word in said[begin:end] if word not in words.FILLERS | {".", "no"}]
    return plain[:1] == ["nothing"] and set(plain[1:]) <= {"at", "all", "there", "down", "here", "now"}


def _is_not_well(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words deny what would be well: "it's not right down there", "nothing works", "no, I can't"."""
    if tuple(said[max(begin, end - 2) : end]) in {("can", "not"), ("could", "not")}:
        return True
    for at in range(begin, end):
        if between := words.NOT_WELL.get(said[at]):
            well = next((place for place in range(at + 1, end) if said[place] not in between), end)
            if well < end and said[well] in words.WELL and said[well + 1 : well + 2] != ("now",):
                return words.LIMBS.isdisjoint(said[well + 1 : well + 2])
    return False


def _asks_back(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether a reply asks what was meant, and does not answer itself: "accidents, what sort of accidents"."""
    closed = words.NO.intersection(said[max(begin, end - 1) : end])
    return not closed and any(_asks(said, at, begin, end) for at in range(begin, end))


def _asks(said: Sequence[str], at: int, begin: int, end: int) -> bool:
    if said[at] not in words.ASKS_BACK:
        return False
    joins = said[at] in words.JOINS_TOO and begin < at < end - 1 and said[at - 1] not in {".", ","}
    return not joins or said[at + 1] in words.ASKS_ON


def _hints(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words tell what may be a first sign of what was asked."""
    near = {kin for name in asks for kin in words.KIN.get(name, ())}
    signs = {name for name, answer in reading.findings.items() if answer != "no"} & near
    return bool(signs) and not words.LIMBS & set(reading.said[begin:end])


def _told(reading: Reading, asks: Sequence[str]) -> dict[str, Answer]:
    """Return what the words tell of the findings that were asked about, now that it is known which."""
    said = reading.said
    told: dict[str, Answer] = {name: answer for name, answer in reading.findings.items() if name in asks}
    told |= dict.fromkeys(reading.theirs & set(asks), "yes")
    told |= dict.fromkeys(_excepted(reading, asks), "yes")
    if any(_asks(said, at, 0, len(said)) for at in range(len(said))):
        return told
    last, end = list(_attempts(said))[-1]
    only_named = not _unexplained(reading, last, end, asks)
    limbs = bool(words.LIMBS & set(said))
    answering = [
        it
        for it in reading.replies
        if it.finding in asks
        and (only_named or not it.topic)
        and not (limbs and it.finding in words.IN_PLACE)
        and not any(reading.findings.get(cause) == "yes" for cause in words.EXCUSED_BY.get(it.finding, ()))
    ]
    for mention in sorted(answering, key=lambda it: it.answer == "no"):
        if not mention.topic and mention.answer == "yes" and told.get(mention.finding) == "no":
            told[mention.finding] = "unknown"  # "The baby is kicking, and I'm bleeding."
        told.setdefault(mention.finding, mention.answer)
    if not limbs:
        told |= {name: answer for name in asks if name not in told and (answer := _by_the_wider(reading, name))}
    told |= _picked(said, asks)
    if _is_half_denied(reading, asks):
        return {name: "unknown" if answer == "no" else answer for name, answer in told.items()}
    return told


def _excepted(reading: Reading, asks: Sequence[str]) -> Iterator[str]:
    """Yield what is named behind "apart from" and the like: "none of them apart from the leaking"."""
    said = reading.said
    for at in range(len(said)):
        if _excepts(said, at):
            before = (1 << at + 1) - 1
            named = (it for it in reading.replies if it.finding in asks and it.answer == "yes")
            yield from (it.finding for it in named if not it.literals & before)


def _is_half_denied(reading: Reading, asks: Sequence[str]) -> bool:
    """
    Return whether a denial goes on in words that were not understood, or is none for sure.

    "Not weak, it just won't do what I tell it" may tell the same in other words, and in "no pee's rusty" the "no" may
    be the answer.
    """
    said = reading.said
    if said[:1] == ("no",) and not words.IS.isdisjoint(said[2:4]):
        return True
    if any(_takes_back(reading, asks, at) for at in range(1, len(said))):
        return True
    if lead(said, 0, len(said)):
        return False
    denials = sum(word in words.DENIES for word in said)
    denied = sum(answer == "no" for answer in reading.findings.values())
    return denials > max(denied, 1) or len(_unexplained(reading, 0, len(said), asks)) >= words.FAR_FROM_DENIED


def _takes_back(reading: Reading, asks: Sequence[str], at: int) -> bool:
    """Return whether a denial is taken back here in part: "never fainted, except an hour ago", "not numb, nearly"."""
    said = reading.said
    if said[at] in words.NEARLY:
        return True
    excepts = any(tuple(said[at : at + len(each)]) == each for each in words.EXCEPT)
    if said[at] not in words.ONLY and not excepts:
        return False
    rest, before = set(said[at + 1 :]), (1 << at + 1) - 1
    if any(it.answer == "no" and it.finding in asks and not it.literals & before for it in reading.replies):
        return False  # "No accident, I just woke up with it."
    spans_both = any(it.answer == "no" and it.literals & before and it.literals & ~before for it in reading.mentions)
    if spans_both or "not" in rest or any(span.start > at for span in spans(said)):
        return True
    return bool(rest - words.SMALL if excepts else _unexplained(reading, at + 1, len(said), asks))


def _by_the_wider(reading: Reading, name: str) -> Answer | None:
    """
    Return what a wider finding tells of one that was asked about.

    Asked whether it is numb between the legs, "no feeling there at all" tells of there, and "nothing numb" too.
    """
    wider: AbstractSet[str] = words.WIDER.get(name, frozenset())
    answers = {reading.findings[kin] for kin in wider if kin in reading.findings}
    if "unknown" not in answers:
        answers |= {mention.answer for mention in reading.replies if mention.finding in wider}
    if "yes" in answers or wider & reading.theirs:
        return "yes" if name in words.IN_PLACE else "unknown"
    return "no" if answers == {"no"} else None


def _picked(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """Return the findings picked by their place in the question: "the second one", "the first not the second"."""
    plain = [word for word in said if word not in words.FILLERS]
    if len(asks) < _SEVERAL or set(plain) - words.PICKING - words.ORDINALS.keys():
        return {}
    if plain[:1] in (["both"], ["all"]) and "both_legs" not in asks and words.NO.isdisjoint(plain):
        return dict.fromkeys(asks, "yes")
    picked: dict[str, Answer] = {}
    for at, word in enumerate(plain):
        place = words.ORDINALS.get(word)
        if place is None:
            continue
        place = len(asks) // 2 if word == "middle" else place
        if place < len(asks):
            denied = not {"no", "not"}.isdisjoint(plain[max(0, at - 3) : at]) or plain[at + 1 : at + 2] == ["no"]
            picked[asks[place]] = "no" if denied else "yes"
    return picked


_SEVERAL = 2


def _unexplained(reading: Reading, begin: int, end: int, asks: Sequence[str]) -> list[str]:
    """Return the words that are neither small, nor understood, nor a name of what was asked."""
    said = reading.said
    named = [mention for mention in reading.replies if mention.finding in asks]
    explained = {at for mention in (*reading.mentions, *named) for at in _places(mention)}
    explained |= {at for number in numbers(said) for at in range(number.start, number.end)}
    explained |= {at for span in spans(said) for at in range(span.start, span.end)}
    small = words.SMALL | words.PICKING | words.ABOUT_ONESELF | words.LIMBS | cues.PEOPLE
    return [said[at] for at in range(begin, end) if at not in explained and said[at] not in small]


def _places(mention: Mention) -> Iterator[int]:
    return (at for at in range(mention.literals.bit_length()) if mention.literals >> at & 1)
