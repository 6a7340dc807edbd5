"""Parse the words of a reply: a plain yes, no or not sure, a hedge, or a question back."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import reply_words as words
from skill.understanding.context_words import CUES
from skill.understanding.normalise import STOPS
from skill.understanding.reply_words import REPLY


class Lead(NamedTuple):
    """An answer at the beginning of a reply, and the index of the first word after it."""

    answer: Answer
    end: int


def by_itself(said: Sequence[str]) -> Answer | None:
    """Return the answer if a reply consists only of it and function words; otherwise None."""
    for begin, end in reversed(list(attempts(said))):
        first = lead(said, begin, end)
        if first and set(said[first.end : end]) <= words.SMALL:
            rest = said[first.end : end]
            doubt = hedges(rest) if first.answer == "no" else is_unsure(rest)
            return "unknown" if doubt else first.answer
    return None


def apart(said: Sequence[str]) -> Sequence[str]:
    """
    Separate the answer at the beginning from what follows, by a full stop.

    Otherwise the scope of "nah" in "nah, foot's gone blue" would include the foot.
    """
    if said[:1] == ("know",) and not REPLY.after_misheard_no.isdisjoint(said[1:3]):
        said = ("no", *said[1:])  # "Know, none of that", as speech recognition writes it.
    opened = next((at for at, word in enumerate(said) if word != "what" and word not in STOPS), 0)
    if opened and said[opened] in REPLY.no:
        said = said[opened:]  # "What, no."
    first = lead(said, 0, len(said))
    cuts = {at for at in range(1, len(said)) if excepts(said, at)}
    # "Definitely not pregnant", but not "certainly not my legs are good".
    denies_on = first and said[first.end - 1] == "not" and _BEGINS_ANEW.isdisjoint(said[first.end : first.end + 1])
    if first and first.answer != "unknown" and not denies_on and not is_not_well(said, 0, len(said)):
        cuts.add(first.end)
    cuts |= {at + len(each) for at in range(len(said)) for each in phrases_at(said, at, REPLY.takes_back)}
    if first and first.answer == "no" and said[first.end : first.end + 1] == (",",):
        said = (*said[: first.end], ".", *said[first.end + 1 :])  # "No, can't pee."
    cuts -= {at for at in cuts if at >= len(said) or said[at] in {".", ","} or said[at - 1] == "."}
    return tuple(word for at, each in enumerate(said) for word in ((".", each) if at in cuts else (each,)))


_BEGINS_ANEW = frozenset("i my it they both the there that he she we".split())


def lead(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """
    Return the answer at the beginning of a range of words; a "no" before a noun ("no feeling") is none.

    An exclamation may come before a no: "what the hell, no", "bro no".
    """
    while not (found := _phrase(said, begin, end)) and begin < end and said[begin] in REPLY.fillers:
        begin += 1
    answer = _announced(said, begin, end) or found or _word(said, begin, end)
    if answer or begin >= end:
        return answer
    spoken = max((len(each) for each in phrases_at(said[:end], begin, _BEFORE_A_NO)), default=0)
    later = lead(said, begin + spoken, end) if spoken else None
    return later if later and said[later.end - 1] in REPLY.no else None


_BEFORE_A_NO = (REPLY.exclaims | REPLY.vocatives) - REPLY.cries
"""Words that may come before a no; "ow no no ow" is a cry."""


def _announced(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """Return the answer behind words that only announce it: "that would be a yes", "I'd say no"."""
    ends = [begin + len(each) for each in phrases_at(said, begin, REPLY.announces)]
    after = [at + (said[at : at + 1] == (",",)) for at in ends]
    found = [_phrase(said, at, end) or _word(said, at, end) for at in after if at < end]
    return max(filter(None, found), key=lambda each: each.end, default=None)


def _word(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """Return the answer of a word that is one by itself."""
    if begin < end and said[begin] in REPLY.yes:
        denied = _phrase(said, begin + 1, end)
        # "Yeah, I don't have any of those"; but "yes, it's fine" may be either.
        denies = denied and denied.answer == "no" and not CUES.denials.isdisjoint(said[begin + 1 : denied.end])
        return denied if denies else Lead("yes", begin + 1)
    if begin < end and said[begin] in REPLY.no and _stands_alone(said, begin, end):
        return Lead("no", begin + 1)
    return None


def says_no(said: Sequence[str]) -> bool:
    """Return whether a "no" stands anywhere as an answer by itself: "good lord what a thing to ask, no"."""
    return any((found := _word(said, at, len(said))) and found.answer == "no" for at in range(len(said)))


def limits(said: Sequence[str]) -> bool:
    """Return whether something limits a denial: "no, but my foot drags", "none apart from the leaking", "no wait"."""
    limiting = CUES.contrast | words.ONLY | words.NEARLY
    phrases = REPLY.exceptions | REPLY.begins_anew | REPLY.takes_back
    return not limiting.isdisjoint(said) or holds(said, phrases)


def attempts(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Split a reply where its speaker starts again: "yes | wait | no", "no or rather | I'm not certain"."""
    begin = 0
    for at in range(len(said)):
        anew = phrases_at(said, at, REPLY.begins_anew) if at >= begin else []
        if anew:
            yield begin, at
            begin = at + len(max(anew, key=len))
    yield begin, len(said)


def _phrase(said: Sequence[str], begin: int, end: int) -> Lead | None:
    """Return the longest phrase at the beginning of a range of words that is an answer by itself."""
    found = [
        Lead(answer, begin + len(phrase))
        for answer, phrases in _ANSWERS.items()
        for phrase in phrases_at(said[:end], begin, phrases)
        if " ".join(phrase) not in REPLY.needs_an_end or _ends(said[begin + len(phrase) : end], answer)
    ]
    return max(found, key=lambda each: each.end, default=None)


_ANSWERS: Mapping[Answer, frozenset[str]] = {
    "unknown": REPLY.unsure | REPLY.undecided, "no": REPLY.denials, "yes": REPLY.agreements,
}  # fmt: skip


def _ends(rest: Sequence[str], answer: Answer) -> bool:
    """Return whether only function words follow, but no article ("I'm a man") and no denial ("I have | had none")."""
    if answer == "no":
        return set(rest) <= REPLY.fillers | REPLY.vocatives | REPLY.after_denial
    denied = answer == "yes" and not CUES.denials.isdisjoint(rest)
    return set(rest) <= words.SMALL and REPLY.articles.isdisjoint(rest[:1]) and not denied


def _stands_alone(said: Sequence[str], at: int, end: int) -> bool:
    """Return whether a "no" is an answer by itself: "no my legs are fine", but not "no feeling" or "never had any"."""
    if at + 1 == end or said[at + 1] in {".", ","}:
        return True
    if said[at] == "no" and said[at + 1] not in {"feeling", "feel"} and is_all_well(said, at + 1, end, REPLY.limbs):
        return True  # "No legs fine."
    return said[at] != "never" and (said[at] != "no" or said[at + 1] in REPLY.after_no | REPLY.vocatives)


def excepts(said: Sequence[str], at: int) -> bool:
    """Return whether "apart from" or the like begins here, or a "just" after a denial."""
    if phrases_at(said, at, REPLY.exceptions):
        return True
    return said[at] in words.ONLY and not REPLY.no.isdisjoint(said[:at])


def hedges(rest: Sequence[str]) -> bool:
    """Return whether what follows a "no" weakens it: "no, well, yes", "not really, a bit"."""
    return not REPLY.hedges.isdisjoint(rest)


def is_unsure(rest: Sequence[str]) -> bool:
    """Return whether words express doubt: "I think so, but I'm not sure"."""
    return holds(rest, REPLY.unsure)


def holds(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Return whether words contain one of these phrases."""
    return any(phrases_at(said, at, phrases) for at in range(len(said)))


def phrases_at(said: Sequence[str], at: int, phrases: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the phrases that begin at a word, each as its words."""
    known = _by_first_word(phrases).get(said[at], ()) if at < len(said) else ()
    return [phrase for phrase in known if tuple(said[at : at + len(phrase)]) == phrase]


@cache
def _by_first_word(phrases: frozenset[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *_ = told = tuple(phrase.split())
        found.setdefault(first, []).append(told)
    return found


def ends_with(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Return whether words end with one of these phrases."""
    text = f" {' '.join(said)}"
    return any(text.endswith(f" {phrase}") for phrase in phrases)


def is_not_well(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words deny a healthy state: "it's not right down there", "nothing works", "no, I can't"."""
    if ends_with(said[begin:end], REPLY.unable):
        return True
    for at in range(begin, end):
        if between := words.NOT_WELL.get(said[at]):
            well = next((place for place in range(at + 1, end) if said[place] not in between), end)
            if well < end and said[well] in REPLY.well and said[well + 1 : well + 2] != ("now",):
                return True
    return False


def is_all_well(said: Sequence[str], begin: int, end: int, limbs: AbstractSet[str]) -> bool:
    """
    Return whether words say of everything that it is well, and nothing else: "everything is in working order".

    `limbs` are those of which it may be said, as the question was about them.
    """
    plain = [word for word in said[begin:end] if word not in STOPS]
    for at in range(len(plain)):
        subject = set(plain[:at]) - REPLY.fillers
        if not subject <= REPLY.well_subjects | limbs:
            return False
        states = phrases_at(plain, at, REPLY.all_well)
        if not subject - _POINTERS:
            states = [each for each in states if " ".join(each) not in REPLY.acknowledges]
        rests = [plain[at + len(each) :] for each in states]
        if any(_AFTER_WELL.issuperset(rest) or " ".join(rest) in REPLY.all_well for rest in rests):
            return True
    return False


_POINTERS = frozenset("that this is".split())
_AFTER_WELL = REPLY.well_after | REPLY.fillers | REPLY.vocatives


def quotes(said: Sequence[str]) -> bool:
    """Return whether a reply only repeats words of the question, to ask for the rest: "I only heard fever"."""
    about = tuple(said[:2]) in _IS_THAT and "question" in said
    return about or (len(said) <= _SHORT and REPLY.yes.isdisjoint(said) and holds(said, REPLY.quotes))


_IS_THAT = (("is", "that"), ("is", "this"))
_SHORT = 7


def asks_back(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether a reply asks what was meant without answering: "accidents, what sort of accidents"."""
    closed = REPLY.no.intersection(said[max(begin, end - 1) : end])
    return not closed and any(asks_at(said, at, end) for at in range(begin, end))


def asks_at(said: Sequence[str], at: int, end: int) -> bool:
    """Return whether a word is a question word: "when" in "when was that", but not in "yes, when I cough"."""
    if said[at] not in REPLY.asks_back or (at < end - 1 and not _DOES.isdisjoint(said[at - 1 : at])):
        return False  # "It won't do what I tell it."
    if said[at] not in REPLY.joins_too or at >= end - 1 or tuple(said[at : at + 2]) == ("why", "you"):
        return True
    return said[at + 1] in REPLY.asks_on


_DOES = frozenset(("do", "does"))
