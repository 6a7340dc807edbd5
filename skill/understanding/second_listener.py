"""
Second listener: a linear model that judges whether a text claims a warning sign, independently of the patterns.

It never reports a warning sign by itself. Its score confirms what a pattern finds, or gives reason to ask
(skill/understanding/suspicion.py). `cramp-coach listener train` computes its weights from the lines in `en/lines`.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from skill.content.models import Answer
from skill.errors import ContentError
from skill.understanding.clues import Clues
from skill.understanding.files import FOLDER, read

WEIGHTS = FOLDER / "en" / "listener.json"
SETTINGS = FOLDER / "en" / "listener.yaml"
NONE = "none"
"""Topic of a text about no warning sign."""
_FEWEST = 4
"""Known clues that a text counts as having at least, so that one known word among unknown ones decides nothing."""
_FLOOR = 1e-3
"""Smallest probability of a topic that is told apart."""


class Weights(Struct, frozen=True):
    """Trained weights, in hundredths."""

    bias: int
    claim: dict[str, int]
    """Clue -> weight of the model that judges whether a text claims a warning sign."""
    topics: tuple[str, ...]
    topic_bias: tuple[int, ...]
    topic: dict[str, tuple[int, ...]]
    """Clue -> index of a topic, its weight, index of the next topic, its weight, and so on."""
    denial_bias: int
    denial: dict[str, int]
    """Clue -> weight of the model that judges whether a reply denies all that was asked about."""


class Joint(Struct, frozen=True, forbid_unknown_fields=True):
    """Joint model: what weighs several pieces of evidence."""

    bias: float
    weights: dict[str, float]


class Denial(Joint, frozen=True, forbid_unknown_fields=True):
    """Joint model of denials, and the score from which a reply is one."""

    least: float


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Joint models and thresholds, as listener.yaml describes them."""

    trained: str
    high: float
    low: float
    claim: Joint
    denial: Denial


class Opinion(Struct, frozen=True):
    """Judgement of one text."""

    score: float
    """Probability that the text claims a warning sign of the speaker now, given also what the patterns found."""
    claim: float
    """Score of the words alone: above 0, rather claimed than not."""
    topics: tuple[tuple[str, float], ...]
    """Warning signs with the probability that the text is about them, most likely first."""


class Trained(NamedTuple):
    """Weights and settings of the second listener."""

    weights: Weights
    settings: Settings


@cache
def settings() -> Settings:
    """Return the joint model and the thresholds."""
    return read(f"en/{SETTINGS.name}", Settings)


@cache
def trained() -> Trained:
    """
    Return what the package contains; read once per process.

    Raises:
        ContentError: The file of weights is missing or damaged.
    """
    return Trained(weights_from(WEIGHTS), settings())


def weights_from(path: Path) -> Weights:
    """
    Return the weights in a file.

    Raises:
        ContentError: The file is missing or damaged.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise ContentError(f"{path.name}: {error}; run `cramp-coach listener train`") from None


def opinion(clues: Clues, answers: Mapping[str, Answer], trained: Weights, joint: Settings) -> Opinion:
    """Return the judgement of a text with these clues, of whose warning signs the patterns found these answers."""
    claim, topics = claim_score(clues, trained), topic_shares(clues, trained)
    return weighed(claim, topics, evidence_of(claim, topics, clues, answers), joint)


def weighed(claim: float, topics: Mapping[str, float], evidence: Mapping[str, float], joint: Settings) -> Opinion:
    """Return the judgement that the joint model makes of the evidence."""
    total = joint_score(evidence, joint.claim)
    named = sorted(((name, share) for name, share in topics.items() if name != NONE), key=lambda it: -it[1])
    return Opinion(1 / (1 + math.exp(-total)), claim, tuple(named))


def joint_score(evidence: Mapping[str, float], joint: Joint) -> float:
    """Return the score that a joint model gives evidence; above 0, the claim or denial is rather there than not."""
    return joint.bias + sum(joint.weights.get(name, 0.0) * value for name, value in evidence.items())


def claim_score(clues: Clues, trained: Weights) -> float:
    """Return the score of the claim, from the words alone."""
    return clue_score(clues.claim, trained.claim, trained.bias)


def clue_score(clues: Sequence[str], weights: Mapping[str, int], bias: int) -> float:
    """Return the score that the weights of clues add up to."""
    told = [weights[clue] for clue in clues if clue in weights]
    return (bias + sum(told) / math.sqrt(max(len(told), _FEWEST))) / 100


def topic_shares(clues: Clues, trained: Weights) -> dict[str, float]:
    """Return the probability of each topic, that of no warning sign among them."""
    told = [trained.topic[clue] for clue in clues.topic if clue in trained.topic]
    totals = [0] * len(trained.topics)
    for pairs in told:
        for topic, weight in zip(pairs[::2], pairs[1::2], strict=True):
            totals[topic] += weight
    scale = math.sqrt(max(len(told), _FEWEST))
    scores = [(bias + total / scale) / 100 for bias, total in zip(trained.topic_bias, totals, strict=True)]
    return softmax(trained.topics, scores)


def softmax(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """Return the probabilities that belong to scores."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return {name: power / whole for name, power in zip(names, powers, strict=True)}


def evidence_of(
    claim: float, topics: Mapping[str, float], clues: Clues, answers: Mapping[str, Answer]
) -> dict[str, float]:
    """Return the evidence that the joint model weighs; what is 0 is left out."""
    best = max((name for name in topics if name != NONE), key=lambda name: topics[name])
    evidence = {
        "claim": claim / 2,
        "claim_of_topic": claim / 2 * topics[best],
        "topic": math.log(topics[best] + _FLOOR),
        "no_topic": math.log(topics.get(NONE, 0.0) + _FLOOR),
        "length": math.log(1 + clues.length) - USUAL_LENGTH,
    }
    evidence |= {f"pattern_{answer}": 1.0 for answer in answers.values()}
    if best in answers:
        evidence[f"topic_{answers[best]}"] = 1.0
    if any(topics.get(name, 0.0) > _LIKELY for name, answer in answers.items() if answer == "yes"):
        evidence["agreed"] = 1.0
    return evidence | dict.fromkeys(clues.cues, 1.0)


USUAL_LENGTH = 2.3
"""Logarithm of the usual number of words; length counts from there."""
_LIKELY = 0.2
"""Share from which the topic agrees with a pattern."""


def strongest(clues: Clues, trained: Weights, most: int = 10) -> list[tuple[str, float]]:
    """Return the clues with the largest weights for or against a claim, with what each adds to the score."""
    told = [(clue, trained.claim[clue]) for clue in clues.claim if clue in trained.claim]
    scale = 100 * math.sqrt(max(len(told), _FEWEST))
    return sorted(((clue, weight / scale) for clue, weight in told), key=lambda it: (-abs(it[1]), it[0]))[:most]
