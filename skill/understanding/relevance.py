"""Out-of-scope detection: whether an utterance concerns this coach at all; it runs before a guess is accepted."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding.classify import ELSEWHERE, Guess
from skill.understanding.context_words import CUES
from skill.understanding.files import Lists, read
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import all_bases, words

_WORDS = Lists("en/relevance.yaml")


_OTHERS = CUES.family | CUES.animals | _WORDS.more_others
_ANIMALS = CUES.animals | frozenset("animal pet rabbit".split())
_NAMED_OURS = _WORDS.ours - {"cramp", "twitch"}
"""Words for complaints that concern this coach even if the experiencer is another person."""
_OUR_BODY = _WORDS.ours - {"cramp", "twitch"} | {"leg", "thigh", "back", "hamstring"}

_WEIGHTS = (5.3, -3.4, -0.63, -1.05, 1.4, 0.4, -1.18, -4.5, 9.0, -2.7)
"""
Weights of the features of `openness`: a logistic regression on the phrases of one author, with a classifier trained on
the others'.

A word of another domain weighs much, but people do cramp in their trucks. The last weight is the intercept, set to the
relative cost of both kinds of error.
"""

_SIDES = frozenset("side_left side_right side_both".split())
_TURNS = frozenset("turn switch".split())
_SWITCHED = frozenset("SetHeatTimer CancelReminder AskRelief".split())
"""Intents that sound like commands for home automation: "turn the heat up"."""
HEAT = frozenset("heat hot ice cold pad compress bag bottle pack timer heating".split())


class Elsewhere:
    """Words of other domains (out of scope)."""

    def __init__(self) -> None:
        """
        Read the words.

        Raises:
            ContentError: The file can't be read.
        """
        listed = [words(name) for names in read("en/elsewhere.yaml", dict[str, list[str]]).values() for name in names]
        self._single = frozenset(name[0] for name in listed if len(name) == 1)
        self._several = tuple(f" {' '.join(name)} " for name in listed if len(name) > 1)
        # "Call me back" is out of scope although "back" is in scope.
        self._whatever = tuple(name for name in self._several if _OUR_BODY & set(name.split()))

    def __contains__(self, plain: Sequence[str]) -> bool:
        """Return whether a text has a word of another domain, and none about the body or stretching."""
        said = all_bases(plain)
        text = f" {' '.join(plain)} "
        if any(name in text for name in self._whatever):
            return True
        if said & _WORDS.ours or said & _OUR_BODY:
            return False
        said = all_bases(word for at, word in enumerate(plain) if not _WORDS.after & set(plain[max(0, at - 1) : at]))
        return not said.isdisjoint(self._single) or any(name in text for name in self._several)


def serves_another(intent: str, plain: Sequence[str]) -> bool:
    """Return whether the intent is right but for another purpose: a reminder to call the bank, a timer for the eggs."""
    if intent == "SetReminder" and "to" in plain and "me" in plain:
        return not _WORDS.stretch & all_bases(plain)
    if intent == "SetReminder" and "wake" in plain:
        return not _WORDS.routine & all_bases(plain)
    if _TURNS & set(plain[:2]) and {"on", "off", "up", "down"} & set(plain) and not _WORDS.our_switches & set(plain):
        return bool(_WORDS.warm | {"heating", "blanket"} & set(plain)) and intent in _SWITCHED
    if intent == "SetHeatTimer" and "for" in plain:
        after = plain[len(plain) - 1 - list(reversed(plain)).index("for") :]
        return len(after) > 1 and after[1] == "the" and not _WORDS.warm & all_bases(plain)
    return False


def closed(plain: Sequence[str], found: Mapping[str, Answer]) -> bool:
    """Return whether words alone show that the text is about another part of the body, another person, or a dose."""
    said = all_bases(plain)
    if _asks_for_dose(said):
        return True
    if plain and plain[0] in _WORDS.errands and not said & _WORDS.ours - {"stretch"}:
        return True
    if said & _ANIMALS and not {"i", "my", "me", "give"} & said and not said & _OUR_BODY:
        return True
    if {"face", "cheek"} <= said and not said & (_NAMED_OURS - {"cheek"}):
        return True
    told = {name for name, answer in found.items() if answer != "unknown"} - KINDS.anywhere
    if any(" ".join(pair) in _WORDS.period_pain for pair in pairwise(plain)):
        told.discard("period_linked")
    complains = bool(said & _WORDS.complaints)
    if said & _WORDS.other_parts and complains and _BACK_OF.search(" ".join(plain)):
        return True
    if said & _WORDS.other_parts and complains and not told and not said & _OUR_BODY:
        return not {"when", "stretch", "pull", "hold", "now"} & said
    of_them = complains or _THEY & set(plain)
    return bool(said & _OTHERS and of_them) and not told and not said & _NAMED_OURS and not _WORDS.tells & set(plain)


_THEY = frozenset("he she him".split())
_BACK_OF = re.compile(
    r"\bback (tooth|teeth|molar|of (my|the) (neck|head|knee|hand|throat|heel|arm|ear|mouth|shoulder))\b"
)
"""Here "back" is no back."""


def tells_of_ours(found: Mapping[str, Answer], plain: Sequence[str]) -> bool:
    """Return whether the speaker reports what this coach is for, which must never be out of scope."""
    told = {name for name, answer in found.items() if answer == "yes"}
    ours = any(name.startswith("site_") for name in told) or bool(_OUR_BODY & set(plain))
    return (ours and len(told - _SIDES) > 1) or not told.isdisjoint(KINDS.ours_anywhere)


def _asks_for_dose(said: set[str]) -> bool:
    """Return whether a dose of a medicine is asked about, a question for a pharmacist."""
    if "drink" in said and said & _WORDS.medicines - _WORDS.any_pill:
        return True
    how = _WORDS.how_much - {"stop"} if {"cramp", "twitch", "spasm"} & said else _WORDS.how_much
    return bool(
        said & _WORDS.doses
        or (said & _WORDS.medicines and (how & said or len(said & _WORDS.medicines - _WORDS.any_pill) > 1))
    )


_NEIGHBOURS = frozenset("calf hamstring hammy tailbone coccyx".split())


def names_neighbour(plain: Sequence[str]) -> bool:
    """Return whether the speaker complains of a muscle or a bone next to the buttock."""
    said = all_bases(plain)
    return bool(said & _NEIGHBOURS and said & _WORDS.complaints and not said & _OTHERS - {"boy", "girl"})


class View(NamedTuple):
    """Input of the out-of-scope decision."""

    plain: Sequence[str]
    guesses: Sequence[Guess]
    strangeness: float
    named: bool
    """Whether a stretch, a remedy or a condition is named."""
    unknown: int
    """Number of words that no phrase has."""
    elsewhere: bool
    """Whether there is a word of another domain, and none of this one."""
    lean: float
    """How much the findings support the best intent."""


def openness(view: View) -> float:
    """Return a score that is positive if the best guess may be accepted."""
    said = all_bases(view.plain)
    best = max((guess.score for guess in view.guesses if guess.intent != ELSEWHERE), default=0.0)
    outside = max((guess.score for guess in view.guesses if guess.intent == ELSEWHERE), default=0.0)
    signs = (
        best, outside / (outside + best + 1e-6), math.log(outside + 0.005), view.strangeness, view.named,
        bool(said & _WORDS.ours), view.unknown, view.elsewhere, view.lean, 1.0,
    )  # fmt: skip
    return sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))
