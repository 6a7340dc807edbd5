"""Detect a wish to stop: "I'm tired, let's stop", "okay, that's enough for tonight", "thank you, goodbye"."""

from collections.abc import Iterator, Sequence
from itertools import chain

from skill.understanding.files import Lists
from skill.understanding.normalise import STOPS
from skill.understanding.statements import has, is_only, places

_WORDS = Lists("en/stops.yaml")
_MOST_AROUND = 5
"""Maximum words around a request to switch the device off: "how do I turn it off, Doris"."""


def wants_to_stop(said: Sequence[str], *, asked: bool) -> bool:
    """
    Return whether a sentence asks to stop.

    One clause must consist only of the wish. If it closes the sentence, any reason may precede it. If a question about
    the body was asked (`asked`) or the wish comes first, only a plain reason may accompany it, as "standing, forget it"
    may answer the question and "forget it, the other side" asks for more.
    """
    if _switches_off(said):
        return True
    clauses = list(_clauses(said))
    if len(clauses) > 1:
        clauses = [clause for clause in clauses if clause != ["no", "stop"]]  # "It jump, no stop", in little English.
    if not _WORDS.hurting.isdisjoint(said) or not any(map(_is_stop, clauses)):
        return False
    rest = set(chain.from_iterable(clause for clause in clauses if not _is_stop(clause)))
    return rest <= _WORDS.reasons | _WORDS.around or (_is_stop(clauses[-1]) and not asked)


def says_goodbye(said: Sequence[str]) -> bool:
    """Return whether a sentence ends, or begins, with a farewell: "yes I heard, goodbye", "bye then, and thanks"."""
    plain = [word for word in said if word not in STOPS]
    return any(
        _WORDS.tells.isdisjoint(plain[:begin])
        and ((_WORDS.around if begin else _WORDS.around | _WORDS.thanks).issuperset(plain[end:]))
        for begin, end in places(plain, 0, len(plain), _WORDS.farewells)
    )


def goes_to_sleep(plain: Sequence[str]) -> bool:
    """Return whether a wish to stop is one to sleep: "nah, I'm going to sleep"."""
    return has(plain, _WORDS.sleeps)


def names_more(said: Sequence[str]) -> bool:
    """Return whether a sentence with such a wish also says something that may answer a question about the body."""
    return any(map(_is_stop, _clauses(said))) and not wants_to_stop(said, asked=True)


def _switches_off(said: Sequence[str]) -> bool:
    """Return whether a short sentence is about switching the device off."""
    plain = [word for word in said if word not in STOPS]
    found = next(places(plain, 0, len(plain), sorted(_WORDS.switches_off, key=len, reverse=True)), None)
    if found is None or not _WORDS.keeps.isdisjoint(plain) or not _WORDS.hurting.isdisjoint(plain):
        return False
    return len(plain) - (found[1] - found[0]) <= _MOST_AROUND


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
    return is_only(clause, _WORDS.stop, _WORDS.around)
