"""
Judge whether a reply denies all that was asked about.

The second listener scores the words, and a joint model adds how the reply begins and what the patterns find in it. Its
weights are learned from the replies in `en/replies`, and stand in `en/listener.yaml`.
"""

import math
from collections.abc import Container, Mapping, Sequence
from itertools import takewhile

from skill.content.models import Answer
from skill.understanding.clues import of_reply, words_of
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.normalise import STOPS
from skill.understanding.reply_kinds import TURNS, beside, ends_at, holds, lead, says_more
from skill.understanding.reply_words import REPLY
from skill.understanding.second_listener import USUAL_LENGTH, Trained, Weights, clue_score, joint_score

UNKNOWN = "?"
"""Clue of a reply that has a word which occurs in no other."""
_YES = REPLY.yes & REPLY.hedges
"""Words that are a yes wherever they stand, unlike "definitely"."""
_FEW_WORDS = 4
"""Words up to which a reply is short."""
_FEWEST_BESIDE = 3
"""Words beside a yes or no, or instead of one, from which a reply tells what it is about."""


def denies(reading: Reading, asks: Sequence[str], told: Mapping[str, Answer], trained: Trained) -> bool:
    """
    Return whether a reply surely denies all that was asked about, of which the patterns find what is `told`.

    Never if it turns, "fine until I stand", closes with a yes, "no, er, well, yes", or is a cry: "ow no ow".
    """
    said, known = reading.said, trained.settings.denial
    cries = holds(said, REPLY.cries) and not beside(said)
    last = next((word for word in reversed(said) if word in _YES | REPLY.no), "no")
    if cries or last in _YES or turns(reading, asks):
        return False
    return joint_score(evidence(said, asks, told, score(said, asks, trained.weights)), known) >= known.least


def turns(reading: Reading, asks: Sequence[str]) -> bool:
    """
    Return whether a reply turns what it says: "no, but my foot drags", "fine until I stand".

    What names the complaint, or another sign than those that were asked about, is no turn: "fit as a fiddle, apart from
    my bum", "no, but I have a fever".
    """
    said, told = reading.said, of_other_signs(reading, asks)
    for at in range(len(said)):
        if end := max(ends_at(said, at, TURNS), default=0):
            clause = takewhile(lambda word: word not in REPLY.begins_a_clause | STOPS, said[end:])
            rest = clause if ends_at(said, at, REPLY.exceptions) else said[end:]
            if says_more(set(rest) - told, asks):
                return True
    return False


def of_other_signs(reading: Reading, asks: Sequence[str]) -> set[str]:
    """Return the words that tell of another sign than those that were asked about, or of the complaint."""
    others = (it for it in reading.mentions if it.flag or it.finding in KINDS.beside_a_no)
    return {reading.said[at] for it in others if it.finding not in asks for at in it.places}


def says_little(said: Sequence[str]) -> bool:
    """Return whether a reply has so few words beside its answer that each may be the sign: "no, waxy"."""
    return len(beside(said)) < _FEWEST_BESIDE


def score(said: Sequence[str], asks: Sequence[str], trained: Weights) -> float:
    """Return the score of the words: the higher, the surer they deny all that was asked about."""
    clues = of_reply(said, asks)
    unknown = marks_unknown(words_of(said), trained.denial)
    return clue_score((*clues, *unknown), trained.denial, trained.denial_bias)


def marks_unknown(words: Sequence[str], known: Container[str]) -> tuple[str, ...]:
    """Return the clues for words that no reply of the training has: in a short reply, they may tell the sign."""
    if all(word in known for word in words):
        return ()
    return (UNKNOWN, f"{UNKNOWN} in few") if len(words) <= _FEW_WORDS else (UNKNOWN,)


def evidence(said: Sequence[str], asks: Sequence[str], told: Mapping[str, Answer], score: float) -> dict[str, float]:
    """Return the evidence that the joint model weighs."""
    return {
        "score": score / 2,
        "begins_with_no": lead(said).answer == "no",
        "all_denied": all(told.get(name) == "no" for name in asks),
        "few_words": says_little(said),
        "hedged": not REPLY.hedges.isdisjoint(said),
        "length": math.log(1 + len(words_of(said))) - USUAL_LENGTH,
    }
