"""Find what a reply to an emergency advice says about getting help: a question, an excuse, on the way, or calling."""

from collections.abc import Sequence
from typing import Literal

from skill.understanding.context_words import PEOPLE
from skill.understanding.files import Lists
from skill.understanding.statements import has, places

Reply = Literal["medicine", "wait", "phoneless", "drive", "calling", "going", "fetching", "number", "meanwhile", "over"]

_WORDS = Lists("en/help_replies.yaml")
_DENIES = frozenset("not never".split())


def goes_on(plain: Sequence[str]) -> Reply | None:
    """Return how words go on after an emergency advice; None if they tell nothing of it."""
    if has(plain, _WORDS.medicine) and _WORDS.swallowed.isdisjoint(plain):
        return "medicine"
    if has(plain, _WORDS.wait) or _rings_doctor(plain):
        return "wait"
    if has(plain, _WORDS.phoneless):
        return "phoneless"
    if has(plain, _WORDS.drive):
        return "drive"
    if found := _gets_help(plain):
        return found if _DENIES.isdisjoint(plain) else None
    if has(plain, _WORDS.number):
        return "number"
    if has(plain, _WORDS.meanwhile):
        return "meanwhile"
    return "over" if has(plain, _WORDS.over) else None


def _rings_doctor(plain: Sequence[str]) -> bool:
    """Return whether somebody would rather ring or see a doctor: "could I just ring my GP instead"."""
    said = set(plain)
    return bool(said & _WORDS.rings and said & _WORDS.doctors) and _WORDS.told.isdisjoint(said)


def _gets_help(plain: Sequence[str]) -> Reply | None:
    """Return whether somebody calls, is on the way, or fetches a person; "am I going to die" is none of it."""
    called = has(plain, _WORDS.calling) and not has(plain, _WORDS.whether)
    if called or has(plain, _WORDS.tells_them):
        return "calling"
    if any(_leaves(plain, end) for _, end in places(plain, 0, len(plain), _WORDS.going)):
        return "going"
    for at, word in enumerate(plain):
        whom = at + 2 if set(plain[at + 1 : at + 2]) & _WORDS.whose else at + 1
        if word in _WORDS.fetches and set(plain[whom : whom + 1]) & PEOPLE:
            return "fetching"
    return None


def _leaves(plain: Sequence[str], end: int) -> bool:
    """Return whether a phrase that ends there tells of leaving: "I'm going", but not "I'm going to be sick"."""
    follows = set(plain[end : end + 1])
    return plain[end - 1] not in ("go", "going") or follows <= _WORDS.after_going
