"""Learn the models of the second listener from the lines in skill/understanding/en/lines."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skill.content.models import Answer
from skill.understanding import examples, nearest_lines, phrases, reply_kinds
from skill.understanding.clues import Clues, clues
from skill.understanding.heard import Heard
from skill.understanding.hearing import Listener, content
from skill.understanding.normalise import tokens
from skill.understanding.second_listener import (
    NONE,
    SETTINGS,
    WEIGHTS,
    Joint,
    Settings,
    Weights,
    claim_score,
    evidence_of,
    topic_shares,
)
from training import regression, replies

SEEN_BY_PATTERNS = frozenset(("t", "ours"))
"""Authors whose lines the patterns were written with, or we; on them the patterns look better than they are."""
_SAMPLE = "sample"
_SAMPLES = 3000
"""Number of phrases of our own that serve as texts about no warning sign."""
_CLAIM_CLUES = 24_000
_IN_CLAIMS = {"everyday": 3.0, _SAMPLE: 0.3}
_IN_JOINT = {"everyday": 4.0, _SAMPLE: 0.3}
"""Importance of lines by group: of everyday lines there are few, but people say them most; others count once."""


class Line(Struct, frozen=True):
    """One line of an author, with its clues."""

    written: nearest_lines.Line
    clues: Clues

    @property
    def author(self) -> str:
        """Author of the line."""
        return self.written.author

    @property
    def topic(self) -> str:
        """Warning sign that it is about, or `none`."""
        return self.written.topic

    @property
    def claimed(self) -> bool:
        """Whether it claims the sign of the speaker now."""
        return self.written.label == "yes"

    @property
    def group(self) -> str:
        """`claimed`, `hard` (harmless, but about a warning sign), `everyday`, or `sample`: a phrase of our own."""
        if self.written.kind == _SAMPLE:
            return _SAMPLE
        return "claimed" if self.claimed else "everyday" if self.topic == NONE else "hard"


def read_lines() -> list[Line]:
    """Return all lines of all authors, and phrases of our own."""
    written = list(nearest_lines.lines(nearest_lines.LINES))
    samples = _samples(sorted({line.author for line in written} - SEEN_BY_PATTERNS))
    return [Line(line, clues(reply_kinds.apart(tokens(line.text)))) for line in (*written, *samples)]


def _samples(authors: Sequence[str]) -> Iterator[nearest_lines.Line]:
    """
    Yield phrases of our own about no warning sign; each is left out together with an author.

    Checksums choose them, so that a new phrase changes hardly any.
    """
    grave = {"ReportRedFlag", "Emergency", "Crisis"}
    collected = examples.collected(content(), phrases.load(phrases.BASE))
    told = {" ".join(said) for said, intent in collected if said and intent not in grave}
    for checksum, text in sorted((zlib.crc32(text.encode()), text) for text in told)[:_SAMPLES]:
        yield nearest_lines.Line(NONE, "no", _SAMPLE, authors[checksum % len(authors)], text)


def trained(lines: Sequence[Line], denial: replies.Model = replies.NO_MODEL) -> Weights:
    """Return the weights of the models over words."""
    bias, claim = claim_model(lines)
    topics = [line.topic for line in lines]
    names = sorted(set(topics))
    by_clue, biases = regression.multinomial([line.clues.topic for line in lines], topics, names)
    topic = {
        clue: tuple(number for place, weight in sorted(of.items()) for number in (place, round(100 * weight)))
        for clue, of in sorted(by_clue.items())
    }
    return Weights(bias, claim, tuple(names), tuple(round(100 * each) for each in biases), topic, *denial)


def claim_model(lines: Sequence[Line]) -> tuple[int, dict[str, int]]:
    """Return the bias and the largest weights of the model that judges claims, in hundredths."""
    importance = [_IN_CLAIMS.get(line.group, 1.0) for line in lines]
    claimed = [line.claimed for line in lines]
    weights, bias = regression.logistic([line.clues.claim for line in lines], claimed, importance)
    largest = sorted(weights, key=lambda clue: (-abs(weights[clue]), clue))[:_CLAIM_CLUES]
    return round(100 * bias), {clue: round(100 * weights[clue]) for clue in sorted(largest)}


class Scored(Struct, frozen=True):
    """A line, scored by models that have not seen its author, with what the patterns make of it."""

    line: Line
    claim: float
    topics: dict[str, float]
    found: dict[str, Answer]
    """Answers of the patterns, by finding."""
    flags: tuple[str, ...]

    @property
    def evidence(self) -> dict[str, float]:
        """What the joint model weighs."""
        answers = {name: answer for name, answer in self.found.items() if _patterns().is_flag(name)}
        return evidence_of(self.claim, self.topics, self.line.clues, answers)


@cache
def _patterns() -> Listener:
    """Return a listener without the second."""
    return Listener(content(), phrases.load(phrases.BASE))


def out_of_author(lines: Sequence[Line]) -> list[Scored]:
    """Return the lines that the patterns have not seen, each scored by models trained on the other authors."""
    authors = sorted({line.author for line in lines} - SEEN_BY_PATTERNS)
    with ProcessPoolExecutor() as pool:
        return list(chain.from_iterable(pool.map(partial(_without, lines), authors)))


def _without(lines: Sequence[Line], author: str) -> list[Scored]:
    weights = trained([line for line in lines if line.author != author])
    return score((line for line in lines if line.author == author), weights)


def score(lines: Iterable[Line], weights: Weights) -> list[Scored]:
    """Return lines scored by a model."""
    scored: list[Scored] = []
    for line in lines:
        heard = _heard(line.written.text)
        claim, topics = claim_score(line.clues, weights), topic_shares(line.clues, weights)
        scored.append(Scored(line, claim, topics, dict(heard.findings), heard.red_flags))
    return scored


@cache
def _heard(text: str) -> Heard:
    return _patterns().hear(text)


def joint_model(scored: Sequence[Scored], before: Settings, day: str = "") -> Settings:
    """Return the settings with a joint model learned from lines that neither the patterns nor the models have seen."""
    importance = [_IN_JOINT.get(each.line.group, 1.0) for each in scored]
    claimed = [each.line.claimed for each in scored]
    joint = regression.weighted([each.evidence for each in scored], claimed, importance)
    return replace(before, trained=day, claim=joint)


def write(weights: Weights, known: Settings) -> None:
    """Write the weights and the settings into the package."""
    WEIGHTS.write_bytes(msgspec.json.encode(weights) + b"\n")
    SETTINGS.write_text(_SETTINGS.format(known=known, claim=_lines(known.claim), denial=_lines(known.denial)), "utf-8")


def _lines(joint: Joint) -> str:
    return "".join(f"    {name}: {weight}\n" for name, weight in joint.weights.items())


_SETTINGS = """\
# Written by `cramp-coach listener train`. The weights of words are in listener.json.
# All thresholds come from authors that the models were not trained on.

# Day of the training.
trained: "{known.trained}"
# Score from which a warning sign that a pattern found is confirmed.
high: {known.high}
# Score from which a warning sign that no pattern found is asked about.
low: {known.low}
# What weighs the score of the words, their topic, the answers of the patterns, and the cues: is a sign claimed?
claim:
  bias: {known.claim.bias}
  weights:
{claim}# What weighs the score of a reply, how it begins, and what the patterns find: does it deny all that was asked?
denial:
  # Score from which it does.
  least: {known.denial.least}
  bias: {known.denial.bias}
  weights:
{denial}"""
