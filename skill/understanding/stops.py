"""Detect a wish to stop: "I'm tired, let's stop", "okay, that's enough for tonight", "thank you, goodbye"."""

from collections.abc import Iterator, Sequence

from skill.understanding.files import Lists
from skill.understanding.normalise import STOPS

_WORDS = Lists("en/stops.yaml")
_FAREWELLS = tuple(tuple(each.split()) for each in _WORDS.farewells.listed)
_STOP = tuple(sorted((tuple(each.split()) for each in _WORDS.stop.listed), key=len, reverse=True))


def wants_to_stop(said: Sequence[str], *, asked: bool) -> bool:
    """
    Return whether a sentence asks to stop.

    One clause must consist only of the wish. If it closes the sentence, any reason may precede it. If a question about
    the body was asked (`asked`) or the wish comes first, only a plain reason may accompany it, as "standing, forget it"
    may answer the question and "forget it, the other side" asks for more.
    """
    if not _WORDS.hurting.isdisjoint(said):
        return False
    clauses = list(_clauses(said))
    stops = [at for at, clause in enumerate(clauses) if _is_stop(clause)]
    if not stops:
        return False
    rest = {word for at, clause in enumerate(clauses) if at not in stops for word in clause}
    closes = stops[-1] == len(clauses) - 1
    return rest <= _WORDS.reasons | _WORDS.around or (closes and not asked)


def says_goodbye(said: Sequence[str]) -> bool:
    """Return whether a sentence ends, or begins, with a farewell: "yes I heard, goodbye", "bye then, and thanks"."""
    plain = [word for word in said if word not in STOPS]
    for phrase in _FAREWELLS:
        for at in range(len(plain) - len(phrase) + 1):
            if tuple(plain[at : at + len(phrase)]) != phrase or not _WORDS.tells.isdisjoint(plain[:at]):
                continue
            if _WORDS.around.issuperset(plain[at + len(phrase) :]) or (
                at == 0 and _WORDS.thanks.issuperset(plain[len(phrase) :])
            ):
                return True
    return False


def names_more(said: Sequence[str]) -> bool:
    """Return whether a sentence with such a wish also says something that may answer a question about the body."""
    return any(_is_stop(clause) for clause in _clauses(said)) and not wants_to_stop(said, asked=True)


def _clauses(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Split words at their stops, before "let's" and "so", and after a wish to stop: "I am tired | let's stop"."""
    clause: list[str] = []
    for word in said:
        if word in STOPS or word in {"lets", "so"} or (word in {"i", "we", "because"} and _is_stop(clause)):
            if clause:
                yield clause
            clause = [] if word in STOPS or word == "so" else [word]
        elif word != "and" or clause:
            clause.append(word)
    if clause:
        yield clause


def _is_stop(clause: Sequence[str]) -> bool:
    """Return whether a clause is a wish to stop with only function words around it."""
    for phrase in _STOP:
        for at in range(len(clause) - len(phrase) + 1):
            if tuple(clause[at : at + len(phrase)]) == phrase:
                return {*clause[:at], *clause[at + len(phrase) :]} <= _WORDS.around
    return False
