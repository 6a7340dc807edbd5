"""Parse the words of a reply: a plain yes, no or not sure, a hedge, or a question back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import STOPS
from skill.understanding.reply_words import REPLY, SMALL


class Lead(NamedTuple):
    """The answer with which a reply begins, if any, and the index of the first word after it."""

    end: int = 0
    answer: Answer | None = None


LIMITS = CUES.contrast | REPLY.only | REPLY.nearly | REPLY.exceptions | REPLY.begins_anew | REPLY.takes_back
"""What limits a denial: "no, but my foot drags", "none apart from the leaking", "no wait"."""
EXCEPTING = REPLY.only | REPLY.nearly | REPLY.excepts
"""Words behind which a denial may leave something open: "not a big fall, just off the roof"."""
TURNS = (LIMITS - REPLY.only) | REPLY.turns
"""Those that no harmless words follow as often, and others that turn what was said: "fine until tonight"."""


def by_itself(said: Sequence[str]) -> Answer | None:
    """Return the answer if a reply consists only of it and function words; otherwise None."""
    for begin, end in reversed(list(attempts(said))):
        first = lead(said[:end], begin)
        if first.answer and SMALL.issuperset(rest := said[first.end : end]) and not listens(said[:end], first):
            doubt = not REPLY.hedges.isdisjoint(rest) if first.answer == "no" else holds(rest, REPLY.unsure)
            return "unknown" if doubt else first.answer
    return None


def listens(said: Sequence[str], first: Lead) -> bool:
    """Return whether a yes only tells that somebody is there: "yeah, still here"."""
    return first.answer == "yes" and holds(said, REPLY.listens)


def apart(said: Sequence[str]) -> Sequence[str]:
    """
    Separate the answer at the beginning from what follows, by a full stop.

    Otherwise the scope of "nah" in "nah, foot's gone blue" would include the foot.
    """
    first = lead(said)
    # "None apart from the leaking", "no, just my bum", "no wait, it is numb".
    cuts = {at for at in range(1, len(said)) if ends_at(said, at, REPLY.exceptions)}
    cuts |= {at for at, word in enumerate(said) if word in REPLY.only and not REPLY.no.isdisjoint(said[:at])}
    cuts |= {end for at in range(len(said)) for end in ends_at(said, at, REPLY.takes_back)}
    # "Definitely not pregnant", but not "certainly not my legs are good".
    denies_on = "not" in said[first.end - 1 : first.end] and REPLY.subjects.isdisjoint(said[first.end : first.end + 1])
    if first.answer in {"yes", "no"} and not denies_on and not is_not_well(said):
        cuts.add(first.end)
    if first.answer == "no" and said[first.end : first.end + 1] == (",",):
        said = (*said[: first.end], ".", *said[first.end + 1 :])  # "No, can't pee."
    cuts -= {at for at in cuts if at >= len(said) or said[at] in STOPS or said[at - 1] == "."}
    return tuple(word for at, each in enumerate(said) for word in ((".", each) if at in cuts else (each,)))


def lead(said: Sequence[str], begin: int = 0) -> Lead:
    """
    Return the answer with which words begin from an index on; a "no" before a noun ("no feeling") is none.

    An exclamation may come before a no: "what the hell, no", "bro no".
    """
    while not _phrase(said, begin) and not REPLY.fillers.isdisjoint(said[begin : begin + 1]):
        begin += 1
    # "That would be a yes", "I'd say no".
    announced = (at + (said[at : at + 1] == (",",)) for at in ends_at(said, begin, REPLY.announces))
    answers = (_phrase(said, at) or _word(said, at) for at in (begin, *announced))
    if answer := max(filter(None, answers), default=None):
        return answer
    exclaimed = max(ends_at(said, begin, _BEFORE_A_NO), default=None)
    later = lead(said, exclaimed) if exclaimed else Lead()
    return later if later.answer and said[later.end - 1] in REPLY.no else Lead()


def beside(said: Sequence[str]) -> list[str]:
    """Return the words beside the answer with which a reply begins, without function words."""
    return [word for word in said[lead(said).end :] if word not in SMALL]


_BEFORE_A_NO = (REPLY.exclaims | REPLY.vocatives) - REPLY.cries
"""Words that may come before a no; "ow no no ow" is a cry."""


def _word(said: Sequence[str], at: int) -> Lead | None:
    """Return the answer of a word that is one by itself."""
    if REPLY.yes.isdisjoint(said[at : at + 1]):
        return Lead(at + 1, "no") if _stands_alone(said, at) else None
    denied = _phrase(said, at + 1)
    # "Yeah, I don't have any of those"; but "yes, it's fine" may be either.
    denies = denied and denied.answer == "no" and not CUES.denials.isdisjoint(said[at + 1 : denied.end])
    return denied if denies else Lead(at + 1, "yes")


def says_no(said: Sequence[str]) -> bool:
    """Return whether a "no" stands anywhere as an answer by itself: "good lord what a thing to ask, no"."""
    return any((found := _word(said, at)) and found.answer == "no" for at in range(len(said)))


def attempts(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Split a reply where its speaker starts again: "yes | wait | no", "no, or rather | yes"."""
    begin = 0
    for at in range(len(said)):
        anew = max(ends_at(said, at, REPLY.begins_anew), default=0)
        if anew and at >= begin:
            yield begin, at
            begin = anew
    yield begin, len(said)


def _phrase(said: Sequence[str], begin: int) -> Lead | None:
    """Return the longest phrase with which words begin from an index on, if it is an answer by itself."""
    found = (
        Lead(end, answer)
        for answer, phrases in _ANSWERS.items()
        for end in ends_at(said, begin, phrases)
        if " ".join(said[begin:end]) not in REPLY.needs_an_end or _ends(said[end:], answer)
    )
    return max(found, default=None)


_ANSWERS: Mapping[Answer, frozenset[str]] = {
    "unknown": REPLY.unsure | REPLY.undecided, "no": REPLY.denials, "yes": REPLY.agreements,
}  # fmt: skip


def _ends(rest: Sequence[str], answer: Answer) -> bool:
    """
    Return whether only function words follow.

    An article begins a statement ("I'm a man"), and neither a denial nor "all right" is a yes: "I have | had none".
    """
    if answer == "no":
        return set(rest) <= REPLY.fillers | REPLY.vocatives | REPLY.after_denial
    no_yes = answer == "yes" and (not (CUES.denials | {"same"}).isdisjoint(rest) or ends_at(rest, 0, REPLY.all_well))
    return set(rest) <= SMALL and REPLY.articles.isdisjoint(rest[:1]) and not no_yes


def _stands_alone(said: Sequence[str], at: int) -> bool:
    """Return whether a "no" is an answer by itself: "no my legs are fine", but not "no feeling" or "never had any"."""
    if REPLY.no.isdisjoint(said[at : at + 1]):
        return False
    if at + 1 == len(said) or said[at + 1] in STOPS or said[at] not in {"no", "never"}:
        return True
    well = said[at + 1] not in {"feeling", "feel"} and is_all_well(said[at + 1 :], REPLY.limbs)  # "No legs fine."
    return said[at] == "no" and (well or said[at + 1] in REPLY.after_no | REPLY.vocatives)


def holds(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Return whether words contain one of these phrases."""
    return any(ends_at(said, at, phrases) for at in range(len(said)))


def ends_at(said: Sequence[str], at: int, phrases: frozenset[str]) -> list[int]:
    """Return the ends of those phrases that begin at an index."""
    known = _by_first_word(phrases).get(said[at], ()) if at < len(said) else ()
    return [at + len(phrase) for phrase in known if tuple(said[at : at + len(phrase)]) == phrase]


@cache
def _by_first_word(phrases: frozenset[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in map(str.split, phrases):
        found.setdefault(phrase[0], []).append(tuple(phrase))
    return found


def ends_with(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Return whether words end with one of these phrases."""
    return any(len(said) in ends_at(said, at, phrases) for at in range(len(said)))


def is_not_well(said: Sequence[str]) -> bool:
    """Return whether words deny a healthy state: "it's not right down there", "nothing works", "no, I can't"."""
    for at, word in enumerate(said):
        if word in REPLY.not_well:
            rest = list(dropwhile(REPLY.before_well.__contains__, said[at + 1 :]))
            if rest and rest[0] in REPLY.well and rest[1:2] != ["now"]:
                return True
    return ends_with(said, REPLY.unable)


def is_all_well(said: Sequence[str], limbs: AbstractSet[str]) -> bool:
    """
    Return whether words say of everything that it is well, and nothing else: "everything is in working order".

    `limbs` are those of which it may be said, as the question was about them.
    """
    plain = [word for word in said if word not in STOPS]
    for at in range(len(plain)):
        subject = set(plain[:at]) - REPLY.fillers
        if not subject <= REPLY.well_subjects | limbs:
            return False
        states = REPLY.all_well if subject - REPLY.pointers else _WELL_BY_ITSELF
        rests = [plain[end:] for end in ends_at(plain, at, states)]
        if any(_AFTER_WELL.issuperset(rest) or " ".join(rest) in REPLY.all_well for rest in rests):
            return True
    return False


_WELL_BY_ITSELF = REPLY.all_well - REPLY.acknowledges
_AFTER_WELL = REPLY.well_after | REPLY.fillers | REPLY.vocatives


def only_complains(left: AbstractSet[str], asks: Sequence[str]) -> bool:
    """Return whether words only name the complaint, or hurry the coach: "no, just my bum", "no you dumb box"."""
    hurts = REPLY.cramps if KINDS.of_pain.issuperset(asks) else REPLY.cramps | REPLY.pains
    place = frozenset() if KINDS.elsewhere.isdisjoint(asks) else REPLY.buttock
    named = (hurts | place | REPLY.wishes) & left
    return bool(named) and left <= named | _AROUND_COMPLAINT


def says_more(words: Iterable[str], asks: Sequence[str]) -> bool:
    """Return whether words say something, and more than the complaint."""
    left = set(words) - WORDLESS
    return bool(left - SMALL) and not only_complains(left, asks)


WORDLESS = REPLY.fillers | REPLY.vocatives | REPLY.praise | REPLY.no
"""Words that tell nothing beside a no."""
_AROUND_COMPLAINT = REPLY.small | REPLY.only | REPLY.around_complaint


def asks_back(said: Sequence[str]) -> bool:
    """Return whether a reply asks what was meant without answering: "accidents, what sort of accidents"."""
    return REPLY.no.isdisjoint(said[-1:]) and asks(said)


def asks(said: Sequence[str]) -> bool:
    """Return whether words hold a question word: "when" in "when was that", but not in "yes, when I cough"."""
    return any(_asks_at(said, at) for at, word in enumerate(said) if word in REPLY.asks_back)


def _asks_at(said: Sequence[str], at: int) -> bool:
    rest = said[at + 1 :]
    if rest and not REPLY.does.isdisjoint(said[at - 1 : at]):
        return False  # "It won't do what I tell it."
    joins = rest and said[at] in REPLY.joins_too and tuple(said[at : at + 2]) != ("why", "you")
    return not joins or rest[0] in REPLY.asks_on
