"""Guess the intent of free wording: by the classifier, by sound, and by what is named."""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from skill.content.models import Answer
from skill.understanding import leanings, phonetics, relevance, slots
from skill.understanding.alarms import Alarm
from skill.understanding.classify import ELSEWHERE
from skill.understanding.examples import NAMED, Learned

FALLBACK = "Fallback"
"""Intent of out-of-scope utterances."""
GRAVE = frozenset("ReportRedFlag Emergency Crisis".split())
NEVER_GUESSED = GRAVE | {"Yes", "No", "TakeBack"}
"""Intents that the classifier alone never yields."""
MIN_UNASKED = 0.35
"""Score below which a reply to a question that was not asked is rejected."""
_UNASKED_FACTOR = 0.4
"""Factor for replies to a question that was not asked."""
_UNHEARD_FLAG = 0.6
"""Factor for a red flag that only the classifier detects."""
_CORRECTED_SCORE = 0.9
"""Score of a phrase with a corrected misrecognised name."""
_SOUND_BEATS = 0.35
"""Score below which a guess yields to a phrase that sounds the same."""
_REPLIES = {"GiveSide": "side", "GivePosture": "posture", "GiveKind": "kind", "Ready": "ready"}
"""Intent -> the question (`awaiting`) that it answers."""

_WEIGHTS = (5.3, -3.4, -0.63, -1.05, 1.4, 0.4, -1.18, -4.5, 9.0, -2.7)
"""
Weights of the signs of an accepted guess: a logistic regression on the phrases of one author, with a classifier
trained on the others'.

A word of another domain weighs much, but people do cramp in their trucks. The last weight is the intercept, set to the
relative cost of both kinds of error.
"""


class Moment(Struct, frozen=True):
    """What is known of an utterance before its intent."""

    said: Sequence[str]
    """Plain words, with stops and commas."""
    found: Mapping[str, Answer]
    awaiting: str | None = None
    alarm: Alarm | None = None
    reported: bool = False
    """Whether a red flag that needs care by itself is reported."""
    doubted: bool = False
    """Whether red flags are mentioned, but none as the speaker's now."""
    answer: Answer | None = None
    """Answer to the question that was asked."""
    bare: Answer | None = None
    """Answer that the utterance is by itself, apart from function words."""
    asks: Sequence[str] = ()
    """Findings about which was asked."""
    of: Literal["me", "other"] = "me"
    foreign: bool = False
    """Whether all findings are those of a person who is not present."""


def guess(learned: Learned, plain: tuple[str, ...], moment: Moment) -> tuple[str, float]:
    """Return the likeliest intent and its score."""
    if relevance.closed(plain, moment.found) and not _asks_of_condition(learned, plain):
        return FALLBACK, 0.0
    sounding = _sounding(learned, plain)
    named, meant = _named(learned, plain)
    if meant != plain:
        intent = learned.intent_of(meant)
        if intent and intent not in NEVER_GUESSED:
            return intent, _CORRECTED_SCORE
    lean = leanings.leanings(meant, moment.found, named, answered=moment.answer is not None)
    guesses = learned.classifier.guess(meant)
    scores = _weighed(guesses, moment.awaiting)
    for name, bonus in lean.items():
        scores[name] = scores.get(name, 0.0) + bonus
    intent, score = max(scores.items(), key=lambda entry: entry[1], default=(FALLBACK, 0.0))
    openness = _openness(learned, meant, guesses, named=bool(named), lean=lean.get(intent, 0.0))
    shut = openness <= 0
    if sounding and (shut or score < _SOUND_BEATS):
        return sounding, _SOUND_BEATS
    if shut and relevance.tells_of_ours(moment.found, meant):
        return "DescribeSymptom", min(score, 1.0)
    return (FALLBACK, score) if shut else (intent, min(score, 1.0))


def _openness(
    learned: Learned, plain: tuple[str, ...], guesses: Mapping[str, float], *, named: bool, lean: float
) -> float:
    """
    Return a score that is positive if the best guess may be accepted.

    `named` tells whether a stretch, a remedy or a condition is named, `lean` how much the findings support it.
    """
    outside = guesses.get(ELSEWHERE, 0.0)
    best = max((score for name, score in guesses.items() if name != ELSEWHERE), default=0.0)
    share, rarity = outside / (outside + best + 1e-6), math.log(outside + 0.005)
    strange, unknown = learned.classifier.strangeness(plain), learned.classifier.unknown(plain)
    ours, elsewhere = relevance.is_ours(plain), relevance.is_elsewhere(plain)
    signs = (best, share, rarity, strange, named, ours, unknown, elsewhere, lean, 1.0)
    return sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))


def _asks_of_condition(learned: Learned, plain: tuple[str, ...]) -> bool:
    """
    Return whether a condition is asked about.

    "Could this stomach cramp be sciatica" asks; "I have a stomach cramp" is a statement about a plain cramp.
    """
    return learned.finders["Condition"].find(plain) not in {None, "cramp"} and leanings.asks(plain)


def _sounding(learned: Learned, plain: tuple[str, ...]) -> str | None:
    """Return the intent of the short phrase that sounds the same and is spelled similarly."""
    alike = () if relevance.is_elsewhere(plain) else learned.examples.sounds.get(phonetics.of(plain), ())
    best, meant = max(((phonetics.likeness(" ".join(plain), each), each) for each in alike), default=(0.0, ""))
    intent = learned.exact.get(meant) if best >= phonetics.ALIKE else None
    return intent if intent not in NEVER_GUESSED else None


def _named(learned: Learned, plain: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the stretch, remedy or condition that is named, and the words with a misrecognised name corrected."""
    finders = learned.finders
    named = {kind: value for kind in NAMED if (value := finders[kind].find(plain))}
    heard = None if named else slots.misheard(plain, learned.examples.name_sounds)
    if heard is None:
        return named, plain
    begin, end, name = heard
    return _named(learned, (*plain[:begin], *name.split(), *plain[end:]))


def _weighed(guesses: Mapping[str, float], awaiting: str | None) -> dict[str, float]:
    """Return the classifier's scores, reduced where rules or context contradict an intent."""
    scores = {name: score for name, score in guesses.items() if name != ELSEWHERE}
    # A red flag that only the classifier detects is a description, not a report.
    if max(scores, key=lambda name: scores[name], default="") == "ReportRedFlag":
        unheard = _UNHEARD_FLAG * scores["ReportRedFlag"]
        scores["DescribeSymptom"] = max(scores.get("DescribeSymptom", 0.0), unheard)
    scores = {name: score for name, score in scores.items() if name not in NEVER_GUESSED}
    for name in _REPLIES.keys() & scores.keys():
        if _REPLIES[name] != awaiting:
            scores[name] *= _UNASKED_FACTOR if scores[name] >= MIN_UNASKED else 0.0
    return scores
