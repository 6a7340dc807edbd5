"""Which cause sounds most likely, and which question would tell most: both are sums over one small table."""

from collections.abc import Iterable, Mapping
from math import log2

from skill.content.models import Answer, Content

Answers = Mapping[str, Answer]

NAMED_FROM = 3
"""Least score at which a cause is named: a typical sign and a possible one, or two typical ones."""

_MISSING_TYPICAL = -1
"""A typical sign that is denied speaks against a cause."""

_CHANCE_OF_YES = {2: 0.8, 1: 0.5, 0: 0.2, -1: 0.05}
"""How often people with a cause say yes to a sign, by its mark in the table: typical, possible, no help, against. Rough
on purpose: only the order of the questions depends on it, never the care."""


def score(condition: str, answers: Answers, content: Content) -> int:
    """The sum of the marks of what was answered yes, minus what is typical and was denied."""
    total = 0
    for finding, mark in content.conditions[condition].signs.items():
        answer = answers.get(finding)
        if answer == "yes":
            total += mark
        elif answer == "no" and mark > 1:
            total += _MISSING_TYPICAL
    return total


def likeliest(answers: Answers, content: Content) -> str | None:
    """The cause to name, if one stands out enough; the same answers always name the same one."""
    scores = {name: score(name, answers, content) for name, it in content.conditions.items() if it.named_unprompted}
    best = max(scores, key=lambda name: (scores[name], name), default=None)
    return best if best is not None and scores[best] >= NAMED_FROM else None


def led_to(condition: str, answers: Answers, content: Content) -> tuple[str, ...]:
    """The answers that speak for a cause, the typical ones first."""
    signs = content.conditions[condition].signs
    fitting = [name for name, mark in signs.items() if mark > 0 and answers.get(name) == "yes"]
    return tuple(sorted(fitting, key=lambda name: -signs[name]))


def splits_best(findings: Iterable[str], answers: Answers, content: Content) -> str | None:
    """The finding whose answer would tell the likely causes apart best: the greatest expected gain of information."""
    weights = {name: 2.0 ** score(name, answers, content) for name in content.conditions}
    gains = {finding: _gain(finding, weights, content) for finding in findings}
    return max(gains, key=lambda name: (gains[name], name), default=None)


def _gain(finding: str, weights: Mapping[str, float], content: Content) -> float:
    yes = {
        name: weight * _CHANCE_OF_YES[content.conditions[name].signs.get(finding, 0)]
        for name, weight in weights.items()
    }
    no = {name: weight - yes[name] for name, weight in weights.items()}
    total = sum(weights.values())
    expected = (sum(yes.values()) * _entropy(yes.values()) + sum(no.values()) * _entropy(no.values())) / total
    return _entropy(weights.values()) - expected


def _entropy(weights: Iterable[float]) -> float:
    """In bits, of weights that need not add up to one."""
    kept = [weight for weight in weights if weight > 0]
    total = sum(kept)
    return -sum(weight / total * log2(weight / total) for weight in kept)
