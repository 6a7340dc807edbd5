"""Detect a wish to stop, clause by clause: "I'm tired, let's stop", "okay, that's enough for tonight"."""

from collections.abc import Iterator, Sequence

from skill.understanding import wordings
from skill.understanding.files import Lists
from skill.understanding.normalise import STOPS

_WORDS = Lists("en/stops.yaml")


def wants_to_stop(said: Sequence[str], *, asked: bool) -> bool:
    """
    Return whether a sentence asks to stop.

    One clause must consist only of the wish. If it closes the sentence, any reason may precede it. If a question about
    the body was asked (`asked`) or the wish comes first, only a plain reason may accompany it, as "standing, forget it"
    may answer the question and "forget it, the other side" asks for more.
    """
    clauses = list(_clauses(said))
    if len(clauses) > 1:
        clauses = [clause for clause in clauses if clause != ["no", "stop"]]  # "It jump, no stop", in little English.
    if wordings.first("cries to stop", said) or not any(map(_is_stop, clauses)):
        return False
    rest = [word for clause in clauses if not _is_stop(clause) for word in clause]
    return not rest or bool(wordings.first("reasons to stop", rest)) or (_is_stop(clauses[-1]) and not asked)


def names_more(said: Sequence[str]) -> bool:
    """Return whether a sentence with such a wish also says something that may answer a question about the body."""
    return any(map(_is_stop, _clauses(said))) and not wants_to_stop(said, asked=True)


def _clauses(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Split words at their stops, before "let's" and "so", and after a wish to stop: "I am tired | let's stop"."""
    clause: list[str] = []
    for word in said:
        parts = word in STOPS or word in _WORDS.parts
        if parts or word in _WORDS.begins or (word in _WORDS.goes_on and _is_stop(clause)):
            if clause:
                yield clause
            clause = [] if parts else [word]
        elif word != "and" or clause:
            clause.append(word)
    if clause:
        yield clause


def _is_stop(clause: Sequence[str]) -> bool:
    """Return whether a clause is a wish to stop with only function words around it."""
    return wordings.first("stop clauses", clause) is not None
