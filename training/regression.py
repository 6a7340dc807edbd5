"""
Logistic regression over sets of clues, by AdaGrad (Duchi 2011) in plain Python: same input, same weights.

Each clue of a row has the value 1 / sqrt(number of clues), so that long texts weigh no more than short ones.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from skill.understanding.second_listener import Joint, softmax

_SEED = 20261130
_ROUNDS = 4
_RATE = 0.5
_DECAY = 1e-4
_TOPIC_ROUNDS = 10
_REPEATED = 2
"""Times that a clue must occur to have a weight."""


def logistic(
    rows: Sequence[Sequence[str]], wanted: Sequence[bool], importance: Sequence[float]
) -> tuple[dict[str, float], float]:
    """Return the weights of clues, and the bias, of a model that tells the wanted rows, which count by importance."""
    counts = Counter(clue for row in rows for clue in row)
    weights = {clue: 0.0 for clue, count in counts.items() if count >= _REPEATED}
    rows = [[clue for clue in row if clue in weights] for row in rows]
    squares = dict.fromkeys(weights, 0.0)
    bias, square_of_bias = 0.0, 1e-6
    for at in _passes(len(rows)):
        row = rows[at]
        value = 1 / math.sqrt(len(row) or 1)
        total = bias + value * sum([weights[clue] for clue in row])
        error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - wanted[at]) * importance[at]
        square_of_bias += error * error
        bias -= _RATE * error / math.sqrt(square_of_bias)
        step = error * value
        for clue in row:
            weight = weights[clue]
            gradient = step + _DECAY * weight
            squares[clue] = square = squares[clue] + gradient * gradient
            weights[clue] = weight - _RATE * gradient / (math.sqrt(square) + 1e-3)
    return weights, bias


def multinomial(
    rows: Sequence[Sequence[str]], topics: Sequence[str], names: Sequence[str]
) -> tuple[dict[str, dict[int, float]], list[float]]:
    """
    Return the weights of clues by topic, and the biases, of a model that tells the topics of rows.

    A clue has a weight only for the topics with which it occurs repeatedly, so that the model stays small.
    """
    index = {name: at for at, name in enumerate(names)}
    together = Counter((clue, index[topic]) for row, topic in zip(rows, topics, strict=True) for clue in row)
    weights: dict[str, dict[int, float]] = {}
    for (clue, topic), count in together.items():
        if count >= _REPEATED:
            weights.setdefault(clue, {})[topic] = 0.0
    squares = {clue: dict.fromkeys(by_topic, 1e-6) for clue, by_topic in weights.items()}
    known = [tuple(clue for clue in row if clue in weights) for row in rows]
    biases, squares_of_biases = [0.0] * len(names), [1e-6] * len(names)
    for at in _passes(len(rows), _TOPIC_ROUNDS):
        value = 1 / math.sqrt(len(known[at]) or 1)
        totals = list(biases)
        for clue in known[at]:
            for topic, weight in weights[clue].items():
                totals[topic] += value * weight
        shares = softmax(names, totals)
        errors = [share - (name == topics[at]) for name, share in shares.items()]
        for topic, error in enumerate(errors):
            squares_of_biases[topic] += error * error
            biases[topic] -= _RATE * error / math.sqrt(squares_of_biases[topic])
        for clue in known[at]:
            of_clue, square = weights[clue], squares[clue]
            for topic in of_clue:
                gradient = errors[topic] * value
                square[topic] += gradient * gradient
                of_clue[topic] -= _RATE * gradient / math.sqrt(square[topic])
    return weights, biases


def weighted(rows: Sequence[Mapping[str, float]], wanted: Sequence[bool], importance: Sequence[float]) -> Joint:
    """Return the bias and the weights of a few named values, to the hundredth; each row counts by its importance."""
    weights = dict.fromkeys(sorted({name for row in rows for name in row}), 0.0)
    squares = dict.fromkeys(weights, 1e-6)
    bias, square_of_bias = 0.0, 1e-6
    for count, at in enumerate(_passes(len(rows), 8)):
        rate = 0.3 / (1 + 0.3 * (count // len(rows)))
        total = bias + sum(weights[name] * value for name, value in rows[at].items())
        error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - wanted[at]) * importance[at]
        square_of_bias += error * error
        bias -= rate * error / math.sqrt(square_of_bias)
        for name, value in rows[at].items():
            gradient = error * value + _DECAY * weights[name]
            squares[name] += gradient * gradient
            weights[name] -= rate * gradient / math.sqrt(squares[name])
    return Joint(round(bias, 2), {name: round(weight, 2) for name, weight in weights.items()})


def _passes(size: int, rounds: int = _ROUNDS) -> list[int]:
    """Return the order in which rows are visited: shuffled anew in each round, always in the same way."""
    chance = random.Random(_SEED)  # noqa: S311  # not a secret
    order = list(range(size))
    visits: list[int] = []
    for _ in range(rounds):
        chance.shuffle(order)
        visits += order
    return visits
