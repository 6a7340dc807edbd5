"""Cross-validation over our own phrases, grouped by meaning, so that near copies never help each other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TextIO

from skill.content.models import Content
from skill.understanding.classify import ELSEWHERE, Classifier, count
from skill.understanding.examples import collected
from skill.understanding.features import Features
from skill.understanding.files import read
from skill.understanding.normalise import words
from skill.understanding.phrases import Phrases
from tests.evaluation.scoring import Share

_FOLDS = 5


def cross_validate(content: Content, phrases: Phrases, out: TextIO) -> None:
    """Train on four fifths of the groups, test on the last; print the share right and the confusions."""
    features = Features(read("en/concepts.yaml", dict[str, list[str]]))
    groups = _grouped(collected(content, phrases))
    right = total = 0
    confused: Counter[tuple[str, str]] = Counter()
    for fold in range(_FOLDS):
        kept = [example for at, group in enumerate(groups) if at % _FOLDS != fold for example in group]
        classifier = Classifier(count(kept, features), features)
        for at, group in enumerate(groups):
            if at % _FOLDS != fold:
                continue
            for plain, intent in group:
                if intent == ELSEWHERE:
                    continue
                guess = next(iter(classifier.guess(plain)), None)
                total += 1
                right += guess == intent
                if guess and guess != intent:
                    confused[intent, guess] += 1
    print(f"cross-validation    {Share(right, total)}, {len(groups)} groups", file=out)
    for (intent, guess), number in confused.most_common(15):
        print(f"    {number:3d}  {intent} as {guess}", file=out)


def _grouped(examples: Sequence[tuple[tuple[str, ...], str]]) -> list[list[tuple[tuple[str, ...], str]]]:
    """Phrases of one intent that share most of their content words belong together."""
    groups: list[list[tuple[tuple[str, ...], str]]] = []
    for intent, members in sorted(_by_intent(examples)):
        open_groups: list[tuple[set[str], list[tuple[tuple[str, ...], str]]]] = []
        for plain in members:
            said = set(words(" ".join(plain)))
            for seen, group in open_groups:
                if len(said & seen) >= 0.6 * min(len(said), len(seen)):
                    group.append((plain, intent))
                    break
            else:
                open_groups.append((said, [(plain, intent)]))
        groups += [group for _, group in open_groups]
    return groups


def _by_intent(examples: Sequence[tuple[tuple[str, ...], str]]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    collected: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for plain, intent in examples:
        collected[intent].append(plain)
    yield from collected.items()
