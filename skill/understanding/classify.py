"""
Intent classifier: TF-IDF over words, word pairs and concepts.

Plain Python on purpose: the weights are counted from the phrases. The score of an intent combines two views, the
nearest phrases and the whole class (as naive Bayes does), both scaled by the known share of the utterance.
"""

import heapq
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from skill.understanding import similarity
from skill.understanding.features import Features
from skill.understanding.normalise import bases

ELSEWHERE = "elsewhere"
"""Class of the out-of-scope examples."""

_NEAREST = 12
_SMOOTHING = 0.15
_BAYES_SHARE = 0.5
_RARE = 0.0005
"""Minimum share of a class that must have a feature no other class has, for the feature to count."""
_COMMON = 0.06
"""Features in more than this share of the phrases are ignored in the nearest-phrase view."""


_REMEMBERED = 4000
"""Size of the cache of features and their class weights."""
_LONG_ENOUGH = 4
_ALIKE = 0.78


class Counts(Struct, frozen=True):
    """Statistics of a trained classifier, in a serializable form."""

    intents: list[str]
    class_of: list[int]
    """Index of the intent, by phrase."""
    norms: list[float]
    """Vector norm, by phrase."""
    phrases_with: dict[str, bytes]
    """Feature -> phrases that have it, as packed 16-bit numbers; lists would take 5 MB."""


class Classifier:
    """Classifier trained on phrases; `guess` never raises."""

    def __init__(self, counts: Counts, features: Features) -> None:
        """Take the statistics that `count` has collected."""
        self._features, self._counts = features, counts
        self._count = len(counts.class_of)
        self._docs = Counter(counts.class_of)
        self._unseen = weight_of(1, self._count) if self._count else 1.0
        self._common = max(30, _COMMON * self._count)
        self._shares = lru_cache(_REMEMBERED)(self._shares_of)
        self._strangeness = lru_cache(_REMEMBERED)(self._strangeness_of)

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        known = (feature[:-1] for feature in self._counts.phrases_with if feature[-1] == ".")
        return tuple(word for word in known if len(word) >= _LONG_ENOUGH)

    def _docs_of(self, feature: str) -> Sequence[int]:
        """Return the phrases that have a feature."""
        return array("H", self._counts.phrases_with.get(feature, b""))

    def guess(self, plain: Sequence[str]) -> dict[str, float]:
        """Return intents with their scores from 0 to 1, most likely first."""
        near: dict[int, float] = defaultdict(float)
        bayes = [0.0] * len(self._counts.intents)
        known = length = 0.0
        for feature in self._features.of(self.respelled(plain)):
            docs = self._docs_of(feature)
            weight = weight_of(len(docs), self._count) if docs else self._unseen
            length += weight
            if not docs:
                continue
            known += weight
            if len(docs) < self._common:
                for doc in docs:
                    near[doc] += weight
            for intent, share in self._shares(feature):
                bayes[intent] += share
        return self._joined(near, bayes, math.sqrt(length), known / length) if near else {}

    def respelled(self, plain: Sequence[str]) -> list[str]:
        """Return the words with each unknown word replaced by the most similar known one."""
        return [
            word if self._known(word) else similarity.nearest(word, self._vocabulary, _ALIKE) or word for word in plain
        ]

    def unknown(self, plain: Sequence[str]) -> int:
        """Return the number of longer words that no phrase contains."""
        return sum(not self._known(word) for word in plain)

    def _known(self, word: str) -> bool:
        return len(word) < _LONG_ENOUGH or any(base + "." in self._counts.phrases_with for base in bases(word))

    def _shares_of(self, feature: str) -> list[tuple[int, float]]:
        """Return the weight of a feature for each class in which it occurs."""
        docs = self._docs_of(feature)
        background = len(docs) / self._count
        weight = math.sqrt(weight_of(len(docs), self._count))
        shares = []
        for intent, count in Counter(self._counts.class_of[doc] for doc in docs).items():
            share = (count + _SMOOTHING * background) / (self._docs[intent] + _SMOOTHING)
            shares.append((intent, weight * math.log(1 + share / (_RARE + 0.25 * background))))
        return shares

    def _joined(self, near: dict[int, float], bayes: list[float], length: float, known: float) -> dict[str, float]:
        norms = self._counts.norms
        best = heapq.nlargest(_NEAREST, [(total / norms[doc], doc) for doc, total in near.items()])
        votes = [0.0] * len(bayes)
        for likeness, doc in best:
            votes[self._counts.class_of[doc]] += likeness * likeness
        whole = sum(votes) or 1.0
        top = max(bayes) or 1.0
        spread = [math.exp(8 * (value / top - 1)) for value in bayes]
        spread_sum = sum(spread)
        scale = min(1.0, (0.25 + best[0][0] / length) * (0.3 + known))
        scores = [
            scale * ((1 - _BAYES_SHARE) * vote / whole + _BAYES_SHARE * mass / spread_sum)
            for vote, mass in zip(votes, spread, strict=True)
        ]
        return dict(sorted(zip(self._counts.intents, scores, strict=True), key=lambda guess: -guess[1]))

    def strangeness(self, plain: Sequence[str]) -> float:
        """Return a score that is positive if words and concepts fit the out-of-scope class better than the domain."""
        bag = [feature for feature in self._features.of(list(plain)) if feature[-1] == "." or feature.count("<") == 1]
        return sum(map(self._strangeness, bag)) / math.sqrt(len(bag) + 1)

    def _strangeness_of(self, feature: str) -> float:
        docs = self._docs_of(feature)
        if not docs:
            return _STRANGE
        outside = self._counts.intents.index(ELSEWHERE)
        out, total = sum([self._counts.class_of[doc] == outside for doc in docs]), self._docs[outside]
        seen_out, seen_in = (out + 0.3) / (total + 1), (len(docs) - out + 0.3) / (self._count - total + 1)
        return math.log(seen_out / seen_in)


def count(examples: Iterable[tuple[Sequence[str], str]], features: Features) -> Counts:
    """Count the features of (words, intent) pairs; word pairs that occur once are dropped."""
    number: dict[str, int] = {}
    class_of: list[int] = []
    postings: dict[str, list[int]] = defaultdict(list)
    bags: list[set[str]] = []
    for plain, intent in examples:
        bag = features.of(list(plain))
        for feature in bag:
            postings[feature].append(len(bags))
        bags.append(bag)
        class_of.append(number.setdefault(intent, len(number)))
    weight = {feature: weight_of(len(docs), len(bags)) for feature, docs in postings.items()}
    norms = [math.sqrt(math.fsum(weight[feature] for feature in bag)) for bag in bags]
    kept = {
        feature: array("H", docs).tobytes()
        for feature, docs in sorted(postings.items())
        if len(docs) > 1 or feature[-1] in ".>"
    }
    return Counts(list(number), class_of, norms, kept)


@lru_cache(maxsize=4096)
def weight_of(size: int, count: int) -> float:
    """Return the inverse document frequency of a feature that `size` of `count` phrases have."""
    return math.log(1 + count / size) ** 2


_STRANGE = 0.9
"""Out-of-scope weight of an unknown word."""
