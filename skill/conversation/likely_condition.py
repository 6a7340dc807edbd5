"""Most likely condition, and the most informative question, both scored with one table."""

from collections.abc import Iterable, Mapping
from math import log2

from skill.content.models import Content
from skill.conversation.triage import Answers, fits

NAMED_FROM = 3
"""Lowest score at which a condition is named: one typical and one possible finding, or two typical ones."""

_CHANCE_OF_YES = {2: 0.8, 1: 0.5, 0: 0.2, -1: 0.05}
"""
Assumed P(yes given the condition) of a finding, by its mark: typical, possible, neutral, against. Rough on purpose: it
affects only the order of the questions, never the level of care.
"""


def score(condition: str, answers: Answers, content: Content) -> int:
    """Return the sum of the marks of all findings answered yes, minus the typical ones that were denied."""
    signs = content.conditions[condition].signs.items()
    denied = [finding for finding, mark in signs if mark > 1 and answers.get(finding) == "no"]
    return sum(mark for finding, mark in signs if answers.get(finding) == "yes") - len(denied)


def likeliest(answers: Answers, content: Content) -> str | None:
    """
    Return the condition to name, if one stands out enough. Deterministic for the same answers.

    Something typical that was told must speak for it in particular: an ache of some weeks is no prostatitis.
    """
    named = {name: it for name, it in content.conditions.items() if it.named_unprompted}
    fitting = [name for name, it in named.items() if fits(answers, it.only_if, it.not_if)]
    scores = {name: score(name, answers, content) for name in fitting if _is_told_of(name, answers, content)}
    best = max(scores, key=lambda name: (scores[name], name), default=None)
    return best if best is not None and scores[best] >= NAMED_FROM else None


def _is_told_of(condition: str, answers: Answers, content: Content) -> bool:
    """Return whether a typical finding that points to this condition in particular was told."""
    signs = content.conditions[condition].signs
    typical = (name for name, mark in signs.items() if mark > 1 and answers.get(name) == "yes")
    return any(not content.findings[name].unspecific for name in typical)


def led_to(condition: str, answers: Answers, content: Content) -> tuple[str, ...]:
    """Return the answers that speak for a condition, typical ones first."""
    signs = content.conditions[condition].signs
    fitting = [name for name, mark in signs.items() if mark > 0 and answers.get(name) == "yes"]
    return tuple(sorted(fitting, key=lambda name: -signs[name]))


def splits_best(findings: Iterable[str], answers: Answers, content: Content) -> str | None:
    """Return the finding that separates the likely conditions best: the greatest expected information gain."""
    weights = {name: 2.0 ** score(name, answers, content) for name in content.conditions}
    gains = {finding: _gain(finding, weights, content) for finding in findings}
    return max(gains, key=lambda name: (gains[name], name), default=None)


def _gain(finding: str, weights: Mapping[str, float], content: Content) -> float:
    marks = {name: content.conditions[name].signs.get(finding, 0) for name in weights}
    yes = [weight * _CHANCE_OF_YES[marks[name]] for name, weight in weights.items()]
    no = [weight - part for weight, part in zip(weights.values(), yes, strict=True)]
    expected = (sum(yes) * _entropy(yes) + sum(no) * _entropy(no)) / sum(weights.values())
    return _entropy(weights.values()) - expected


def _entropy(weights: Iterable[float]) -> float:
    """Return the entropy in bits of weights that need not add up to one."""
    kept = [weight for weight in weights if weight > 0]
    total = sum(kept)
    return -sum(weight / total * log2(weight / total) for weight in kept)
