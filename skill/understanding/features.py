"""Features of an utterance: stems, pairs of stems, and concepts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from skill.understanding.normalise import bases


class Features:
    """Feature extractor; caches the features of each word."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        """Index the concepts (groups of near-synonyms) by their first word."""
        self._by_first: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for name, members in concepts.items():
            for member in members:
                first, *rest = member.split()
                self._by_first[first].append((f"<{name}>", rest))
        self._of_word = lru_cache(20000)(self._learn)

    def of(self, plain: Sequence[str]) -> set[str]:
        """Return stems, pairs of stems, and concepts with their pairs."""
        found: set[str] = set()
        before = "^"
        last_concept = ""
        for at, word in enumerate(plain):
            stem, own, concepts = self._of_word(word)
            found.add(own)
            found.add(f"{before} {stem}")
            before = stem
            for name, rest in concepts:
                if not rest or plain[at + 1 : at + 1 + len(rest)] == rest:
                    found.add(name)
                    if last_concept and last_concept != name:
                        found.add(last_concept + name)
                    last_concept = name
        found.add(f"{before} $")
        return found

    def _learn(self, word: str) -> tuple[str, str, tuple[tuple[str, list[str]], ...]]:
        lemmas = bases(word)
        stem = min(lemmas[:2], key=len) if len(word) > 3 else word
        concepts = tuple(concept for lemma in lemmas for concept in self._by_first.get(lemma, ()))
        return stem, stem + ".", concepts
