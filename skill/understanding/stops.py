"""Find the wish to stop in a sentence: "I'm tired, let's stop", "okay, that's enough for tonight", "forget it"."""

from collections.abc import Iterator, Sequence

from skill.understanding.normalise import STOPS

Phrase = tuple[str, ...]


def _phrases(text: str) -> tuple[Phrase, ...]:
    """Split phrases at their commas, and each into its words; the longest come first."""
    phrases = (tuple(each.split()) for each in " ".join(text.split()).split(", "))
    return tuple(sorted(phrases, key=len, reverse=True))


_STOP = _phrases(
    "lets stop, let us stop, stop, stop it, stop now, stop here, stop there, stop this, stop that, stop for now, "
    "please stop, i want to stop, i would like to stop, i need to stop, i have to stop, i will stop, we can stop, "
    "can we stop, could we stop, want to stop, lets leave it, lets leave it there, leave it there, leave it, "
    "lets call it a night, lets call it a day, call it a night, call it a day, lets finish, lets end it here, "
    "that is enough, thats enough, it is enough, enough, enough of this, i have had enough, had enough, "
    "i have had enough of this, that is all, that will do, never mind, nevermind, forget it, forget about it, "
    "i am done, we are done, i am finished, i give up, i quit, no more, no more of this, no more today, "
    "lets do it another time, another time, maybe later, lets not"
)
"""Ways to say that one wants to stop; "make it stop" and "it won't stop" are a cramp and none of these."""

_AROUND = frozenset(
    "okay ok right well so oh please thanks thank you coach alexa now here today tonight then just really actually "
    "for the moment day night i think and sorry but no yes yeah nah look honestly ah hey dear love mate can we".split()
)
"""What may stand around such a wish in its own clause."""

_HURTING = frozenset("ow oww ouch argh hurts hurting pain painful worse agony aah".split())
"""Beside one of these "stop" is a cry of pain."""

_REASONS = frozenset(
    "i am we are it is too so very really just this that all a bit getting feel feeling tired sleepy exhausted worn "
    "out bored busy late sick of fed up had a long day night going to bed sleep off my wits end want need have work "
    "go no time for now today tonight because cause as since shattered knackered beat the not in mood any more "
    "anymore".split()
)
"""Why people stop, as far as it tells nothing of the body."""


def wants_to_stop(said: Sequence[str], *, asked: bool) -> bool:
    """
    Return whether a sentence asks to stop.

    A clause does nothing else. What stands beside it may be any reason behind which it closes the sentence; where a
    question about the body was asked (`asked`) or it comes first, only a plain reason, as "standing, forget it" may
    answer the question and "forget it, the other side" asks for more.
    """
    if not _HURTING.isdisjoint(said):
        return False
    clauses = list(_clauses(said))
    stops = [at for at, clause in enumerate(clauses) if _is_stop(clause)]
    if not stops:
        return False
    rest = {word for at, clause in enumerate(clauses) if at not in stops for word in clause}
    closes = stops[-1] == len(clauses) - 1
    return rest <= _REASONS | _AROUND or (closes and not asked)


def names_more(said: Sequence[str]) -> bool:
    """Return whether a sentence with such a wish also says something that may answer a question about the body."""
    return any(_is_stop(clause) for clause in _clauses(said)) and not wants_to_stop(said, asked=True)


def _clauses(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Split words at their stops, before "let's" and "so", and behind a wish to stop: "I am tired | let's stop"."""
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
    """Return whether a clause is a wish to stop with nothing but small words around it."""
    for phrase in _STOP:
        for at in range(len(clause) - len(phrase) + 1):
            if tuple(clause[at : at + len(phrase)]) == phrase:
                return {*clause[:at], *clause[at + len(phrase) :]} <= _AROUND
    return False
