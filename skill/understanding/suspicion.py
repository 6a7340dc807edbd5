"""
Two tiers of warning signs: heard, so that the advice comes at once, or suspected, so that the coach asks first.

What a pattern finds and the second listener confirms is heard. What only one of the two finds is suspected: a pattern
is never silent, and the second listener alone never reports anything.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from skill.content.models import Answer, Content
from skill.understanding import denial
from skill.understanding.clues import Clues, clues
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.numerals import NUMBERS
from skill.understanding.reply_words import REPLY
from skill.understanding.second_listener import Opinion, Settings, Trained, opinion, strongest


class Tiers(NamedTuple):
    """Warning signs of one text, each in one tier."""

    heard: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()
    """One, several that patterns found, or two of which one question asks."""


class Judge:
    """Joins the second listener with what the patterns find. Thread-safe."""

    def __init__(self, content: Content, second: Trained) -> None:
        """Take the content and the trained second listener."""
        self._content, self._second = content, second
        self._asked = {clue.partition(": ")[0] for clue in second.weights.denial if ": " in clue}
        """Findings with which the questions begin whose replies were learned."""
        self._flags = {name for name, finding in content.findings.items() if finding.group == "red_flag"}

    def tiers(
        self,
        reading: Reading,
        found: Mapping[str, Answer],
        flags: tuple[str, ...],
        *,
        asks: Sequence[str],
        unclear: bool,
        complains: bool,
        of_other: bool,
    ) -> Tiers:
        """
        Return which red flags of a text are heard, and which are only suspected.

        `asks` are the findings that were asked about; of an `unclear` reply, one of several is asked about by itself.
        What seems to be told of another person, or to tell no sign, is asked about if the score outweighs that.
        """
        told = clues(reading.said)
        thought = self._opinion(told, found)
        if not flags and (of_other or _is_explained(reading)) and not _outweighs(thought, thought.topics[0][1]):
            return Tiers()
        least = needed(told, asked=bool(asks), complains=complains)
        known, settled = self._second.settings, () if unclear else asks
        judged = tiers(thought, found, flags, known, content=self._content, asks=asks, settled=settled, least=least)
        if unclear and judged == Tiers() and "asks" not in told.cues:
            return Tiers(suspected=self._likeliest(reading.said, found, asks))
        return judged

    def denies(self, reading: Reading, asks: Sequence[str], told: Mapping[str, Answer]) -> bool | None:
        """Return whether a reply surely denies all that was asked about; False if it rather claims one of it."""
        thought = self._opinion(clues(reading.said), {})
        claims = thought.score >= (_CLAIMS_IN_FEW if denial.says_little(reading.said) else _CLAIMS)
        if claims and any(name in asks and share >= _CLAIMED for name, share in thought.topics):
            return False
        learned = asks[0] in self._asked
        return True if learned and denial.denies(reading, asks, told, self._second) else None

    def _likeliest(self, said: Sequence[str], found: Mapping[str, Answer], asks: Sequence[str]) -> tuple[str, ...]:
        """
        Return the red flag, of several that were asked about, of which an unclear reply tells; none if it may be a no.

        The question comes once more in any case, and by itself it is heard: "fine, the waterworks are a bit sluggish".
        """
        score = denial.score(said, asks, self._second.weights)
        if score >= _MAY_DENY or denial.says_little(said):
            return ()
        least = _LIKELY if score <= -_MAY_DENY else _IN_A_REPLY
        name, share = self._opinion(clues(said), {}).topics[0]
        return (name,) if name in asks and found.get(name) != "no" and share >= least else ()

    def _opinion(self, told: Clues, found: Mapping[str, Answer]) -> Opinion:
        flags = {name: answer for name, answer in found.items() if name in self._flags}
        return opinion(told, flags, *self._second)

    def reasons(self, said: Sequence[str], found: Mapping[str, Answer]) -> Iterator[dict[str, str]]:
        """Yield what the second listener makes of a text: its score and its strongest clues."""
        told = clues(said)
        thought = self._opinion(told, found)
        topics = ", ".join(f"{name} {share:.2f}" for name, share in thought.topics[:3])
        yield {"step": "second listener", "result": f"score {thought.score:.2f}, words {thought.claim:+.2f}, {topics}"}
        for clue, weight in strongest(told, self._second.weights):
            yield {"step": "clue", "words": clue, "result": f"{weight:+.2f}"}


def tiers(
    opinion: Opinion,
    found: Mapping[str, Answer],
    flags: tuple[str, ...],
    known: Settings,
    *,
    content: Content,
    asks: Collection[str] = (),
    settled: Collection[str] = (),
    least: float = 0.0,
) -> Tiers:
    """
    Return which warning signs of the speaker are heard and which are suspected.

    `found` are all answers of the patterns, `flags` the warning signs among them with a yes. What answers a question
    about it (`asks`) is heard, as are the signs that are never softened, or that the second listener never learned.
    What is `settled` is not asked about. `least` is the probability that the claim and the sign must have to be asked
    about, as `needed` returns it.
    """
    if flags:
        learned = {name for name, _ in opinion.topics} - KINDS.never_softened - set(asks)
        certain = opinion.score >= known.high or not learned.issuperset(flags)
        certain = certain and not all(name not in asks and _is_excused(name, found) for name in flags)
        return Tiers(heard=flags) if certain else Tiers(suspected=flags)
    if opinion.score < max(known.low, least):
        return Tiers()
    complains = "yes" in (found.get("painful_cramp"), found.get("twitch_main"))
    usual = KINDS.usual_here if asks or complains else ()
    # What the text denies is not asked about, unless all of it speaks against the denial: "not feeling right in head
    # very sleepy".
    open_ = [
        (name, share)
        for name, share in opinion.topics
        if name not in settled
        and name not in usual
        and (found.get(name) != "no" or (not asks and _outweighs(opinion, share)))
    ]
    return Tiers(suspected=_named(open_, content, least))


def needed(told: Clues, *, asked: bool = False, complains: bool = False) -> float:
    """
    Return the probability that a sign must have to be asked about.

    A reply is one of several, a plain complaint leads to the safety questions anyway, and some words of a long story
    resemble those of one sign or another.
    """
    return _IN_A_REPLY if asked else _LIKELY if complains or told.length > _LONG else 0.0


def _outweighs(opinion: Opinion, share: float) -> bool:
    """Return whether a text and a sign in it are so probable that a rule against it is doubted."""
    return opinion.score >= _OUTWEIGHS and share >= _IN_A_REPLY


def _is_excused(name: str, found: Mapping[str, Answer]) -> bool:
    """Return whether what explains a sign is told too, and nothing worse: "both thighs ache, I dug the garden"."""
    told = {other for other, answer in found.items() if answer == "yes"}
    causes = set(KINDS.excused_by.get(name, ()))
    return not told.isdisjoint(causes) and told.isdisjoint(KINDS.more_than_sore)


def _is_explained(reading: Reading) -> bool:
    """
    Return whether nothing in a text can be a sign that no pattern knows: "back side paining since two days".

    What is left beside other findings only tells when, how many or where.
    """
    known = {at for it in reading.mentions if not it.flag for at in it.places}
    said = enumerate(reading.said)
    return all(at in known or word in _TELLS_NOTHING or not word.isalpha() for at, word in said)


_OF_TIME_AND_PLACE = NUMBERS.ones | NUMBERS.tens | CUES.tells_when | REPLY.places
_TELLS_NOTHING = _OF_TIME_AND_PLACE | REPLY.small | REPLY.limbs | REPLY.complaint | REPLY.vocatives | REPLY.worsened


def _named(topics: Sequence[tuple[str, float]], content: Content, least: float) -> tuple[str, ...]:
    """Return the most likely sign; if that is not sure and one question of the coach covers the second too, both."""
    if not topics:
        return ()
    best, share = topics[0]
    presses = content.findings[best].level in ("emergency", "urgent")
    if share < max(least, _IN_A_REPLY if best in KINDS.intimate else _LEAST if presses else _LIKELY):
        return ()
    likeliest = tuple(name for name, _ in topics[:2])
    screens = (question.covers for question in content.questions.values() if question.stage == "screen")
    both = share < _SURE and any(covered.keys() >= set(likeliest) for covered in screens)
    return likeliest if both else (best,)


_OUTWEIGHS = 0.75
"""
Score from which these rules are doubted: the sign is denied, it is told of another person ("my wife says it's purple"),
and the text tells only times and places ("left and right also since two days"). It raises 23 more of 3,355 claims of
opened tables, and 2 more of 2,440 hard harmless lines.
"""
_LONG = 30
"""Words above which a text is a long story."""
_CLAIMS, _CLAIMED = 0.7, 0.3
"""
Probabilities of a claim and of its sign from which a reply is no denial. It doubts 6 of 670 noes of opened tables, and
of 29 claims that were taken for a no by the question about their sign, 3 are left.
"""
_CLAIMS_IN_FEW = 0.9
"""Probability of a claim that a reply of few words needs: "foot is pink" resembles one."""
_MAY_DENY = 1.0
"""
Score of a denial from which an unclear reply is asked about as a whole. Of unclear replies of opened tables, 36 of 52
with a sign then lead to its own question, and 19 of 120 noes.
"""
_SURE = 0.5
"""Probability from which the most likely sign is asked about alone."""
_IN_A_REPLY = 0.35
"""Probability from which a sign is asked about in a reply to another question."""
_LIKELY = 0.2
"""Probability from which a sign is asked about that can wait, or in a complaint or a long story."""
_LEAST = 0.1
"""Probability below which the text is hardly about any sign, and a question would surprise."""
