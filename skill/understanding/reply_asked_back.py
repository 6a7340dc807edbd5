"""Leave out a word of the question that a reply asks back before it denies it: "numb? No"."""

from collections.abc import Sequence

from skill.understanding import reply_kinds
from skill.understanding.normalise import STOPS, tokens
from skill.understanding.reply_words import REPLY


def without_asked_back(text: str) -> str:
    """
    Return a reply without the sign or the limb that it asks back, if a "no" follows.

    Only names of what is wrong are left out: "walk? no" and "feeling? no" report a loss.
    """
    for at, mark in enumerate(text):
        if mark == "?" and _is_asked_back(tokens(text[:at])) and _denies(tokens(text[at + 1 :])):
            return text[at + 1 :]
    return text


def _is_asked_back(said: Sequence[str]) -> bool:
    named = [word for word in said if word not in _AROUND]
    return bool(named) and len(named) <= _LONGEST and REPLY.asked_back.union(REPLY.limbs).issuperset(named)


def _denies(said: Sequence[str]) -> bool:
    first = reply_kinds.lead(said, 0, len(said))
    return first is not None and first.answer == "no" and said[first.end - 1] in REPLY.no


_HELPERS = frozenset("what my your the a any in it is or am are do does have has i me myself been".split())
_AROUND = REPLY.fillers | STOPS | _HELPERS
_LONGEST = 4
