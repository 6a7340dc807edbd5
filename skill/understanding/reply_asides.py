"""Leave out what a reply asks back, or only imagines, beside its "no": "numb? No"."""

from collections.abc import Sequence
from itertools import groupby

from skill.understanding import reply_kinds
from skill.understanding.normalise import STOPS, tokens
from skill.understanding.reply_words import REPLY


def without_asked_back(text: str) -> str:
    """
    Return a reply without the sign or the limb that it asks back: "cold? It's boiling in here".

    Only names of what is wrong are left out: "walk? no" and "feeling? no" report a loss.
    """
    for at, mark in enumerate(text):
        if mark in "?!" and _is_asked_back(tokens(text[:at])) and tokens(text[at + 1 :]):
            return without_asked_back(text[at + 1 :])
    return text


def without_repeated(text: str) -> str:
    """
    Return a reply without the question that it repeats: "did you say is my leg cold? no, it isn't".

    What is only repeated reports nothing. What follows an answer, or a statement of the speaker's own, stays.
    """
    said = tokens(text)
    begin = next((at for at in range(len(said)) if _repeats(said, at)), None)
    if begin is None or not REPLY.no.union(REPLY.yes).isdisjoint(said[:begin]):
        return text  # "No. You asked me that. My toes are blue."
    answer = next((at for at in range(begin + 2, len(said)) if said[at] in REPLY.no | REPLY.yes), None)
    if answer is None and not REPLY.own.isdisjoint(said[begin + 3 :]):
        return text
    return " ".join((*said[:begin], *said[answer or len(said) :])) or _NOTHING


def _repeats(said: Sequence[str], at: int) -> bool:
    """Return whether a question is repeated from there on; one without "did you say" only at the beginning."""
    quoted = reply_kinds.ends_at(said, at, REPLY.quoting)
    opens = _OPENERS.issuperset(said[:at])  # "It's my foot" and "my legs are both like jelly" ask nothing.
    return bool(quoted or (opens and reply_kinds.ends_at(said, at, REPLY.inverted)))


_OPENERS = REPLY.fillers | REPLY.vocatives | {"pardon", "what"}
_NOTHING = "what"
"""Stands for a reply that only repeats the question: it asks for the question once more."""


def _is_asked_back(said: Sequence[str]) -> bool:
    named = [word for word in said if word not in REPLY.fillers | REPLY.around_asked_back]
    return len(named) <= _LONGEST and REPLY.asked_back.union(REPLY.limbs).issuperset(named)


_LONGEST = 4


def without_imagined(said: Sequence[str]) -> Sequence[str]:
    """Leave out what only a thought brings about, between a "no" and a "but no"."""
    if not said or said[0] not in REPLY.no or tuple(said[-2:]) != ("but", "no"):
        return said
    parts = [tuple(part) for _, part in groupby(said, key=(STOPS | {"and", "but"}).__contains__)]
    return [word for part in parts if not reply_kinds.holds(part, REPLY.imagined) for word in part]
