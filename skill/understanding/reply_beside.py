"""
Judge what is said beside a no: whether it is understood, and tells nothing of what was asked.

A no stands only if each clause beside it consists of listed words and has something harmless to say: it denies once
more, praises, names the complaint, talks to the coach, or tells of everyday things. Parts of the body, senses, losses,
changes, negations and comparisons are in no list of words; they are understood only in whole phrases ("not that I know
of"), or where a finding explains them.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile
from typing import NamedTuple

from skill.understanding import context_words, reply_kinds, statements
from skill.understanding import reply_words as words
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.normalise import STOPS
from skill.understanding.numbers import Span, numbers, spans
from skill.understanding.reply_words import REPLY

_PASSES = REPLY.passes | REPLY.denied_again
_EXCEPTIONS = frozenset(word for phrase in REPLY.exceptions for word in phrase.split())
_WORDLESS = REPLY.fillers | REPLY.vocatives | STOPS | REPLY.praise | CUES.contrast - {"except"}
"""Words of a clause that says nothing."""
_CIRCUMSTANCES = REPLY.places | REPLY.times | context_words.PEOPLE
LIMITING = words.ONLY | words.NEARLY | REPLY.excepts
"""Words that may limit a denial, if what they limit it to is not understood."""
_EVERYDAY = REPLY.everyday | REPLY.wishes | REPLY.activities | REPLY.places
_LIMITS = words.ONLY | REPLY.softens


class Places(NamedTuple):
    """Positions of words in a reply, by what makes them understood."""

    passed: frozenset[int]
    """Those of whole phrases."""
    denied: frozenset[int]
    """Those with which a finding is denied."""
    harmless: frozenset[int]
    """Those with which another sign is reported, or a finding that is no sign of what was asked."""
    counted: frozenset[int]
    """Numbers."""


def not_understood(reading: Reading, asks: Sequence[str], begin: int, end: int) -> list[str]:
    """Return the words beside a no that are not understood, and all words of a clause that may limit it."""
    end = before_a_question(reading, begin, end)
    known = _places(reading, asks, begin, end)
    return [word for clause in _clauses(reading.said, begin, end) for word in _left(reading.said, clause, known, asks)]


def before_a_question(reading: Reading, begin: int, end: int) -> int:
    """Return the end of what comes before a question to the coach that names no sign: "no | what about my statins"."""
    for at in range(begin, end):
        phrases = reply_kinds.phrases_at(reading.said[:end], at, REPLY.asks_coach)
        # "Can I lift it? No" is no question to the coach.
        if phrases and not _DENYING.isdisjoint(reading.said[:at]):
            rest = reading.said[at + len(max(phrases, key=len)) : end]
            return at if _OF_A_SIGN.isdisjoint(rest) else end
    return end


_OF_A_SIGN = (REPLY.limbs | REPLY.suspect | REPLY.denied_signs) - REPLY.of_a_question
_OF_THE_QUESTION = frozenset(("of", "on", "to"))
"""Words that continue a denial: "no | to all of that"."""


def _clauses(said: Sequence[str], begin: int, end: int) -> list[range]:
    """Return the clauses of a reply; a "just" begins one, unless a bare subject stands before it: "it is just me"."""
    cuts = {begin}
    for first, run in statements.split(tuple(said[begin:end])):
        cuts.update(begin + first + at for opened, closed in statements.clauses(run) for at in (opened, closed))
    for at in range(begin, end):
        cuts |= {at} if reply_kinds.phrases_at(said, at, REPLY.is_where) else set()
        if said[at] in words.ONLY:
            told = [word for word in said[max(begin, at - 2) : at] if word not in STOPS]
            joined = {cut for cut in (at - 1, at, at + 1) if cut > begin and said[cut - 1] not in STOPS}
            cuts = cuts - joined | (set() if told[-1:] and told[-1] in _BARE_SUBJECT else {at})
    return [range(*each) for each in pairwise(sorted({*cuts, end}))]


_BARE_SUBJECT = frozenset("i it that they this he she am is are was were been have had".split())


def is_denied_again(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether all is denied once more and nothing limits that: "no | none of that. Is the baby all right?"."""
    rest = reading.said[begin:end]
    limited = not _TAKES_BACK.isdisjoint(rest) or reply_kinds.holds(rest, REPLY.exceptions)
    if limited or not reply_kinds.holds(rest, REPLY.denied_again):
        return False
    # "None of that, I was just at my desk", but not "nothing like that, it's just slow down there".
    return words.ONLY.isdisjoint(rest) or _SUSPECT.isdisjoint(not_understood(reading, asks, begin, end))


_TAKES_BACK = CUES.contrast | REPLY.turns | words.NEARLY


def is_far(left: Sequence[str]) -> bool:
    """Return whether so much is not understood that a denial beside it is in doubt."""
    known = REPLY.small | REPLY.limbs | _CIRCUMSTANCES | words.ONLY
    return sum(word not in known for word in left) >= words.FAR_FROM_DENIED


def is_all_there_is(reading: Reading, asks: Sequence[str], begin: int, end: int) -> bool:
    """Return whether a reply says of everything that it is well, or names a cramp as all there is: "just my bum"."""
    said, passed = reading.said, passing(reading.said, begin, end)
    for clause in _clauses(said, begin, end):
        if reply_kinds.is_all_well(said, clause.start, clause.stop, _limbs(asks, REPLY.well_limbs)):
            return True
        told = {said[at] for at in clause if at not in passed}
        if not told.isdisjoint(words.ONLY | _EXCEPTIONS) and _complaint(told, asks):
            return True
    return False


def _limbs(asks: Sequence[str], limbs: AbstractSet[str] = REPLY.limbs) -> AbstractSet[str]:
    """Return the limbs that may be said to be well: none if the question was about something else."""
    return frozenset[str]() if KINDS.of_legs.isdisjoint(asks) else limbs


_SUSPECT = REPLY.limbs | REPLY.suspect | CUES.denials | REPLY.softens | _EXCEPTIONS


_OF_A_BODY = frozenset("i my it they he she his her".split())


def closes_with_no(said: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words end with a no, and hold none that may tell of a sign: "no | Jack put that away, no"."""
    may_report = _SUSPECT | REPLY.denied_signs | CUES.contrast | words.ONLY | words.NEARLY | REPLY.turns | _OF_A_BODY
    return not REPLY.no.isdisjoint(said[end - 1 : end]) and may_report.isdisjoint(said[begin : end - 1])


def _left(said: Sequence[str], clause: range, known: Places, asks: Sequence[str]) -> list[str]:
    """Return the words of a clause that are not understood; all of them if it says nothing harmless."""
    calls = REPLY.no | REPLY.vocatives  # "No my friend, legs good."
    begin = next((at for at in clause if said[at] not in calls and at not in known.passed), clause.stop)
    if any(reply_kinds.is_all_well(said, at, clause.stop, _limbs(asks)) for at in {begin, clause.start}):
        return []
    plain = [at for at in clause if at not in known.passed and said[at] not in _WORDLESS]
    if _is_echo(said, clause, plain):
        return []
    limited = not words.ONLY.isdisjoint(said[at] for at in clause if at not in known.passed)
    # "Just the left one" denies only that it is both, if more was asked.
    denied = known.denied.intersection(() if limited and len(asks) > 1 else clause)
    listed = REPLY.small | REPLY.no | (CUES.denials | words.ONLY | _limbs(asks) if denied else set())
    complaint = _complaint({said[at] for at in plain}, asks)
    if complaint or _is_everyday(said, clause, plain, known, limited=limited):
        listed |= _EVERYDAY | _CIRCUMSTANCES | _LIMITS | complaint | {said[at] for at in known.counted}
        listed |= _EXCEPTIONS if complaint else set()
    elif not known.passed.isdisjoint(clause):
        listed |= words.ONLY | context_words.PEOPLE | CUES.says
    elif not denied:
        return [said[at] for at in plain]
    return [said[at] for at in plain if at not in denied | known.harmless and said[at] not in listed]


def _is_echo(said: Sequence[str], clause: range, plain: Sequence[int]) -> bool:
    """Return whether a clause only repeats the denial, or says nothing: "none", "it certainly has not", "there is"."""
    told = [said[at] for at in plain]
    if REPLY.pronouns.issuperset(told):
        return True
    if REPLY.total.issuperset(told):
        return plain[-1] - plain[0] < len(plain)
    last = next(said[at] for at in reversed(clause) if said[at] not in STOPS)
    return last == "not" and (REPLY.pronouns | REPLY.echoes).issuperset(told)


def _is_everyday(said: Sequence[str], clause: range, plain: Sequence[int], known: Places, *, limited: bool) -> bool:
    """Return whether a clause tells of everyday things, and not where or when a sign is there: "only at yoga"."""
    told = [said[at] for at in clause if said[at] not in _BEFORE_WHERE]
    if reply_kinds.phrases_at(told, 0, REPLY.is_where):
        return any(said[at] in _EVERYDAY or at in known.harmless | known.counted for at in plain)
    firm = REPLY.wishes | REPLY.everyday | (set() if limited else REPLY.activities)
    return any(said[at] in firm or (at in known.harmless and not limited) for at in plain)


_BEFORE_WHERE = _WORDLESS | words.ONLY | {"have"}


def _complaint(told: AbstractSet[str], asks: Sequence[str]) -> AbstractSet[str]:
    """Return the words that name the complaint, and those around it; none if they may name what was asked."""
    hurts = told & (REPLY.cramps if KINDS.of_pain.issuperset(asks) else REPLY.cramps | REPLY.pains)
    place = told & REPLY.buttock
    named = hurts or (place and not KINDS.elsewhere.isdisjoint(asks))
    return hurts | place | REPLY.around_complaint if named else frozenset()


def _places(reading: Reading, asks: Sequence[str], begin: int, end: int) -> Places:
    passed = passing(reading.said, begin, end)
    replies = (it for it in reading.replies if it.finding in asks)
    mentions = [it for it in (*reading.mentions, *replies) if it.finding != "both_legs" or len(asks) == 1]
    near = {kin for name in asks for kin in KINDS.wider.get(name, ())}.union(asks)
    denials = (it for it in mentions if (it.answer == "no" or it.free) and (it.finding in near or it.flag))
    denied = {at for it in denials for at in _until_limited(reading.said, list(places(it.literals)))}
    denied |= _plainly_denied(reading.said, begin, end)
    if "lasting_weeks" in asks:
        denied |= {at for it in lengths(reading.said) if it.seconds < LONG_SECONDS for at in range(it.start, it.end)}
    if any(name.startswith("age_") for name in asks):
        denied |= {at for it in numbers(reading.said) for at in range(it.start, it.end)}  # An age is judged by itself.
    # "No, but I have a fever": another sign is reported.
    turn = next((at for at in range(begin, end) if reading.said[at] in CUES.contrast), end)
    noted = (it for it in reading.mentions if (it.flag or it.finding in KINDS.noted) and it.literals >> turn)
    others = (it for it in reading.mentions if it.finding in KINDS.harmless)
    harmless = {at for it in (*noted, *others) for at in places(it.literals)}
    counted = {
        at for it in numbers(reading.said) if not _may_be_fever(it.value, asks) for at in range(it.start, it.end)
    }
    return Places(passed, frozenset(denied), frozenset(harmless), frozenset(counted))


def _plainly_denied(said: Sequence[str], begin: int, end: int) -> set[int]:
    """
    Return the positions of signs that are denied in so many words: "not cold or white", "no weak no dragging".

    Only words of signs that somebody has count, and none that somebody lacks: "not feel" and "no control" are a loss.
    """
    denied: set[int] = set()
    for at in range(begin, end):
        if said[at] not in _DENYING:
            continue
        last, place = at, at + 1
        while place < end and (said[place] in REPLY.denied_signs or said[place] in REPLY.before_denied_sign):
            last = place if said[place] in REPLY.denied_signs else last
            place += 1
        if last > at:
            denied.update(range(at, last + 1))
    return denied


_DENYING = REPLY.no | frozenset("not nothing neither nor none without".split())


def lengths(said: Sequence[str]) -> list[Span]:
    """Return how long something has lasted, each time with its words: "two days", "since this morning", "months"."""
    named = ((REPLY.recently, 0), (REPLY.for_weeks, LONG_SECONDS))
    told = [Span(seconds, at, at + 1) for list_, seconds in named for at, word in enumerate(said) if word in list_]
    counted = spans(said)
    told = [it for it in told if not any(each.start <= it.start < each.end for each in counted)]
    return sorted((*counted, *told), key=lambda it: it.start)


LONG_SECONDS = 14 * 86400
"""Length of time from which trouble has lasted for weeks."""


def _until_limited(said: Sequence[str], named: Sequence[int]) -> Iterator[int]:
    """Yield the positions of a name up to a "just" within it: "not a big fall | just off the roof"."""
    return takewhile(lambda at: words.ONLY.isdisjoint(said[named[0] : at]), named)


def passing(said: Sequence[str], begin: int, end: int) -> frozenset[int]:
    """Return the positions of phrases that tell nothing of what was asked."""
    return frozenset(place for at in range(begin, end) for place in range(at, at + _passing(said, at, end)))


def _passing(said: Sequence[str], at: int, end: int) -> int:
    """Return the length of the longest such phrase at a word: a denial, a wish, "my daughter Susan says"."""
    again = reply_kinds.lead(said, at, end) if said[at] not in REPLY.fillers else None
    denied = again.end - at if again and again.answer == "no" else 0
    by_other = said[at] == "my" and said[at + 1 : at + 2] and said[at + 1] in context_words.PEOPLE
    says = next((place for place in range(at + 2, min(at + 4, end)) if said[place] in CUES.says), at - 1)
    reported = says + 1 - at if by_other else 0
    return max(denied, reported, *(len(each) for each in reply_kinds.phrases_at(said[:end], at, _PASSES)), 0)


def _may_be_fever(value: float, asks: Sequence[str]) -> bool:
    return "fever_chills" in asks and (_NORMAL < value < _OF_BOILING or value > _NORMAL_FAHRENHEIT)


_NORMAL, _OF_BOILING, _NORMAL_FAHRENHEIT = 37, 43, 98
"""Body temperatures in degrees Celsius, and in degrees Fahrenheit."""


def places(literals: int) -> Iterator[int]:
    """Yield the positions of a bit mask."""
    return (at for at in range(literals.bit_length()) if literals >> at & 1)
