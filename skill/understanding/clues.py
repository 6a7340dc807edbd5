"""Clues of the second listener: runs of words, marked with the scope they are in, and the cues of the whole text."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from skill.understanding import cues as context
from skill.understanding import leanings, modality, statements
from skill.understanding.normalise import STOPS

_MARKS: tuple[context.Effect, ...] = ("denied", "others", "supposed", "over")
"""Scopes that mark a word, the strongest first."""


class Clues(Struct, frozen=True):
    """Clues of one text, each once and in a fixed order."""

    claim: tuple[str, ...]
    """Words, pairs, triples and pairs with a gap, each word marked with its scope ("denied:fever"), and the cues."""
    topic: tuple[str, ...]
    """Words and pairs without marks: what a text is about, whether or not it claims it."""
    cues: frozenset[str]
    """Scopes that occur in the text, `old` for an old story, `asks` for a question."""
    length: int
    """Number of words."""


def clues(said: Sequence[str]) -> Clues:
    """Return the clues of plain words, with stops and commas."""
    claim: set[str] = set()
    topic: set[str] = set()
    cues: set[str] = set()
    length = 0
    for _, run in statements.split(tuple(said)):
        scopes = context.read(run).cues
        cues.update(cue.does for cue in scopes if cue.reached)
        marks = [{cue.does for cue in scopes if cue.reached >> at & 1} for at in range(len(run))]
        first = [next((f"{mark}:" for mark in _MARKS if mark in here), "") for here in marks]
        words = words_of(run)
        marked = [mark + word for mark, word in zip(first, run, strict=True) if word not in STOPS]
        length += len(words)
        topic.update(words, _runs(words, 2))
        claim.update(marked, _runs(marked, 2), _runs(words, 3), (f"{a} _ {b}" for a, b in zip(words, words[2:])))  # noqa: B905  # the second is shorter
    if leanings.asks(words_of(said)):
        cues.add("asks")
    if modality.old_story(tuple(said)):
        cues.add("old")
    claim.update(f"[{cue}]" for cue in cues)
    return Clues(tuple(sorted(claim)), tuple(sorted(topic)), frozenset(cues), length)


def of_reply(said: Sequence[str], asks: Sequence[str]) -> tuple[str, ...]:
    """Return the clues of a reply to a question: those of its claim, and each word, alone and with what was asked."""
    words = words_of(said)
    return tuple(sorted({*clues(said).claim, *words, *(f"{asks[0]}: {word}" for word in words)}))


def words_of(said: Sequence[str]) -> list[str]:
    """Return plain words without stops and commas."""
    return [word for word in said if word not in STOPS]


def _runs(words: Sequence[str], size: int) -> Iterator[str]:
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
