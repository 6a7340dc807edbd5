"""
Judge what is said beside a no: whether it is understood, and tells nothing of what was asked.

A no stands only if each clause beside it consists of listed words and has something harmless to say: it denies once
more, praises, names the complaint, talks to the coach, or tells of everyday things. Parts of the body, senses, losses,
changes, negations and comparisons are in no list of words; they are understood only in whole phrases ("not that I know
of"), or where a finding explains them.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile

from skill.understanding import context_words, reply_kinds, statements
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.normalise import STOPS
from skill.understanding.numbers import Number, Span, numbers, spans
from skill.understanding.reply_words import REPLY

_PASSES = REPLY.passes | REPLY.denied_again
_EXCEPTIONS = frozenset(word for phrase in REPLY.exceptions for word in phrase.split())
_WORDLESS = REPLY.fillers | REPLY.vocatives | STOPS | REPLY.praise | CUES.contrast - {"except"}
"""Words of a clause that says nothing."""
_CIRCUMSTANCES = REPLY.places | REPLY.times | context_words.PEOPLE
LIMITING = REPLY.only | REPLY.nearly | REPLY.excepts
"""Words that may limit a denial, if what they limit it to is not understood."""
_EVERYDAY = REPLY.everyday | REPLY.wishes | REPLY.activities | REPLY.places
_HINTS_AT_A_SIGN = REPLY.limbs | REPLY.suspect | CUES.denials | REPLY.softens | _EXCEPTIONS
_MAY_REPORT = _HINTS_AT_A_SIGN | REPLY.denied_signs | CUES.contrast | LIMITING | REPLY.turns | REPLY.of_a_body


class Beside:
    """What a reply says from one index to another, beside its no or instead of one."""

    def __init__(self, reading: Reading, asks: Sequence[str], begin: int, end: int) -> None:
        """Take what was read, and the findings that were asked about."""
        self.reading, self.asks, self.begin, self.end = reading, asks, begin, end
        said = self.said = reading.said[:end]
        self.words = said[begin:]
        self._limbs = frozenset[str]() if KINDS.of_legs.isdisjoint(asks) else REPLY.limbs
        """Limbs that may be said to be well: none if the question was about something else."""
        self._passed = {at for first in range(begin, end) for at in range(first, _passing(said, first))}
        """Positions of phrases that tell nothing of what was asked."""
        self._denied = set(self._positions_denied())
        turn = next((at for at in range(begin, end) if said[at] in CUES.contrast), end)
        others = (
            it
            for it in reading.mentions  # "No, but I have a fever": another sign is reported.
            if it.finding in KINDS.harmless or ((it.flag or it.finding in KINDS.noted) and it.literals >> turn)
        )
        self._harmless = {at for it in others for at in places(it.literals)}
        """Positions of words of another sign, or of a finding that is no sign of what was asked."""
        self._counted = covered(numbers(said))
        clauses = self._clauses(before_a_question(said, begin))
        self.not_understood = [word for clause in clauses for word in self._left(clause)]
        """Words that are not understood, and all words of a clause that may limit the no."""

    def denies_again(self) -> bool:
        """Return whether all is denied once more and nothing limits that: "none of that. Is the baby all right?"."""
        if reply_kinds.holds(self.words, _TAKES_BACK) or not reply_kinds.holds(self.words, REPLY.denied_again):
            return False
        # "None of that, I was just at my desk", but not "nothing like that, it's just slow down there".
        return REPLY.only.isdisjoint(self.words) or _HINTS_AT_A_SIGN.isdisjoint(self.not_understood)

    def closes_with_no(self) -> bool:
        """Return whether words end with a no, and hold none that may tell of a sign: "Jack put that away, no"."""
        return not REPLY.no.isdisjoint(self.words[-1:]) and _MAY_REPORT.isdisjoint(self.words[:-1])

    def is_all_there_is(self) -> bool:
        """Return whether of everything it is said that it is well, or a cramp is all there is: "just my bum"."""
        limbs = self._limbs & REPLY.well_limbs
        if reply_kinds.holds(self.words, REPLY.asks_if_all):
            return False
        for clause in self._clauses(self.end):
            told = {self.said[at] for at in clause if at not in self._passed}
            only = not told.isdisjoint(REPLY.only | _EXCEPTIONS) and self._complaint(told)
            if only or reply_kinds.is_all_well(self.said[clause.start : clause.stop], limbs):
                return True
        return False

    def _clauses(self, end: int) -> list[range]:
        """Return the clauses; a "just" begins one, unless a bare subject stands before it: "it is just me"."""
        said, cuts = self.said, {self.begin}
        for first, run in statements.split(tuple(said[self.begin : end])):
            cuts.update(self.begin + first + at for clause in statements.clauses(run) for at in clause)
        for at in range(self.begin, end):
            if reply_kinds.ends_at(said, at, REPLY.is_where):
                cuts.add(at)
            if said[at] in REPLY.only:
                told = [word for word in said[max(self.begin, at - 2) : at] if word not in STOPS]
                cuts -= {cut for cut in (at - 1, at, at + 1) if cut > self.begin and said[cut - 1] not in STOPS}
                cuts |= {at} if REPLY.bare_subjects.isdisjoint(told[-1:]) else set()
        return [range(*each) for each in pairwise(sorted({*cuts, end}))]

    def _left(self, clause: range) -> list[str]:
        """Return the words of a clause that are not understood; all of them if it says nothing harmless."""
        said = self.said
        calls = REPLY.no | REPLY.vocatives  # "No my friend, legs good."
        begin = next((at for at in clause if said[at] not in calls and at not in self._passed), clause.stop)
        if any(reply_kinds.is_all_well(said[at : clause.stop], self._limbs) for at in {begin, clause.start}):
            return []
        plain = [at for at in clause if at not in self._passed and said[at] not in _WORDLESS]
        if self._is_echo(clause, plain):
            return []
        limited = not REPLY.only.isdisjoint(said[at] for at in clause if at not in self._passed)
        # "Just the left one" denies only that it is both, if more was asked.
        denied = self._denied.intersection(() if limited and len(self.asks) > 1 else clause)
        listed = REPLY.small | REPLY.no | (CUES.denials | REPLY.only | self._limbs if denied else set())
        complaint = self._complaint({said[at] for at in plain})
        if complaint or self._is_everyday(clause, plain, limited=limited):
            listed |= _EVERYDAY | _CIRCUMSTANCES | REPLY.only | REPLY.softens | complaint
            listed |= {said[at] for at in self._counted} | (_EXCEPTIONS if complaint else set())
        elif not self._passed.isdisjoint(clause):
            listed |= REPLY.only | context_words.PEOPLE | CUES.says
        elif not denied:
            return [said[at] for at in plain]
        return [said[at] for at in plain if at not in denied | self._harmless and said[at] not in listed]

    def _is_echo(self, clause: range, plain: Sequence[int]) -> bool:
        """Return whether a clause only repeats the denial, or says nothing: "none", "it certainly has not"."""
        told = [self.said[at] for at in plain]
        if REPLY.pronouns.issuperset(told):
            return True
        if REPLY.total.issuperset(told):
            return plain[-1] - plain[0] < len(plain)
        last = next(self.said[at] for at in reversed(clause) if self.said[at] not in STOPS)
        return last == "not" and (REPLY.pronouns | REPLY.echoes).issuperset(told)

    def _is_everyday(self, clause: range, plain: Sequence[int], *, limited: bool) -> bool:
        """Return whether a clause tells of everyday things, and not where or when a sign is there: "only at yoga"."""
        said, told = self.said, [self.said[at] for at in clause if self.said[at] not in _BEFORE_WHERE]
        if reply_kinds.ends_at(told, 0, REPLY.is_where):
            return any(said[at] in _EVERYDAY or at in self._harmless | self._counted for at in plain)
        firm = REPLY.wishes | REPLY.everyday | (set() if limited else REPLY.activities)
        return any(said[at] in firm or (at in self._harmless and not limited) for at in plain)

    def _complaint(self, told: AbstractSet[str]) -> AbstractSet[str]:
        """Return the words that name the complaint, and those around it; none if they may name what was asked."""
        hurts = told & (REPLY.cramps if KINDS.of_pain.issuperset(self.asks) else REPLY.cramps | REPLY.pains)
        place = told & REPLY.buttock
        named = hurts or (place and not KINDS.elsewhere.isdisjoint(self.asks))
        return hurts | place | REPLY.around_complaint if named else frozenset()

    def _positions_denied(self) -> Iterator[int]:
        """Yield the positions of words with which a finding is denied."""
        yield from _plainly_denied(self.said, self.begin)
        near = related(self.asks)
        for it in (*self.reading.mentions, *(it for it in self.reading.replies if it.finding in self.asks)):
            of_these = it.finding in near and (it.finding != "both_legs" or len(self.asks) == 1)
            if of_these and (it.answer == "no" or it.free):
                yield from places(it.literals)
        if any(name.startswith("age_") for name in self.asks):
            yield from covered(numbers(self.said))  # An age is judged by itself.
        if "lasting_weeks" in self.asks:
            yield from covered(it for it in lengths(self.said) if it.seconds < LONG_SECONDS)


_TAKES_BACK = CUES.contrast | REPLY.turns | REPLY.nearly | REPLY.exceptions
_BEFORE_WHERE = _WORDLESS | REPLY.only | {"have"}
_DENYING = REPLY.no | frozenset("not nothing neither nor none without".split())


def related(asks: Iterable[str]) -> set[str]:
    """Return the findings that were asked about, and those that are another name, or a part, of one of them."""
    kin = (set(pair.split()) for pair in KINDS.kin.listed)
    wider: Iterator[Iterable[str]] = (KINDS.wider.get(name, ()) for name in asks)
    return set(asks).union(*wider, *(pair for pair in kin if not pair.isdisjoint(asks)))


def before_a_question(said: Sequence[str], begin: int) -> int:
    """Return the end of what comes before a question to the coach that names no sign: "no | what about my statins"."""
    for at in range(begin, len(said)):
        asked = max(reply_kinds.ends_at(said, at, REPLY.asks_coach), default=0)
        # "Can I lift it? No" is no question to the coach.
        if asked and not _DENYING.isdisjoint(said[:at]):
            return at if _OF_A_SIGN.isdisjoint(said[asked:]) else len(said)
    return len(said)


_OF_A_SIGN = (REPLY.limbs | REPLY.suspect | REPLY.denied_signs) - REPLY.of_a_question


def _plainly_denied(said: Sequence[str], begin: int) -> set[int]:
    """
    Return the positions of signs that are denied in so many words: "not cold or white", "no weak no dragging".

    Only words of signs that somebody has count, and none that somebody lacks: "not feel" and "no control" are a loss.
    """
    known = REPLY.denied_signs | REPLY.before_denied_sign
    denied: set[int] = set()
    for at in range(begin, len(said)):
        if said[at] in _DENYING:
            run = takewhile(lambda place: said[place] in known, range(at + 1, len(said)))
            last = max((place for place in run if said[place] in REPLY.denied_signs), default=None)
            denied.update(range(at, last + 1) if last else ())
    return denied


def lengths(said: Sequence[str]) -> list[Span]:
    """Return how long something has lasted, each time with its words: "two days", "since this morning", "months"."""
    named = ((REPLY.recently, 0), (REPLY.for_weeks, LONG_SECONDS))
    told = [Span(seconds, at, at + 1) for list_, seconds in named for at, word in enumerate(said) if word in list_]
    counted = spans(said)
    told = [it for it in told if not any(each.start <= it.start < each.end for each in counted)]
    return sorted((*counted, *told), key=lambda it: it.start)


LONG_SECONDS = 14 * 86400
"""Length of time from which trouble has lasted for weeks."""


def _passing(said: Sequence[str], at: int) -> int:
    """Return the end of the longest phrase of those at a word: a denial, a wish, "my daughter Susan says"."""
    ends = reply_kinds.ends_at(said, at, _PASSES)
    again = reply_kinds.lead(said, at) if said[at] not in REPLY.fillers else None
    if again and again.answer == "no":
        ends.append(again.end)
    if said[at] == "my" and not context_words.PEOPLE.isdisjoint(said[at + 1 : at + 2]):
        ends += [place + 1 for place in range(at + 2, min(at + 4, len(said))) if said[place] in CUES.says][:1]
    return max(ends, default=at)


def places(literals: int) -> Iterator[int]:
    """Yield the positions of a bit mask."""
    return (at for at in range(literals.bit_length()) if literals >> at & 1)


def covered(counted: Iterable[Number | Span]) -> set[int]:
    """Return the positions of the words of numbers or lengths of time."""
    return {at for it in counted for at in range(it.start, it.end)}
