"""Find how a reply to an emergency advice goes on: no phone at hand, a drive instead, on the way, or calling."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from skill.understanding.files import Phrase, read_lists

Reply = Literal["phoneless", "drive", "going", "calling"]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of help_replies.yaml, where each is described."""

    phoneless: frozenset[Phrase]
    drive: frozenset[Phrase]
    going: frozenset[Phrase]
    calling: frozenset[Phrase]


_WORDS = read_lists("en/help_replies.yaml", _Words)
_IN_ORDER: tuple[tuple[Reply, frozenset[Phrase]], ...] = (
    ("phoneless", _WORDS.phoneless),
    ("drive", _WORDS.drive),
    ("calling", _WORDS.calling),
    ("going", _WORDS.going),
)
_DENIES = frozenset("not never".split())
_DONE: tuple[Reply, ...] = ("going", "calling")


def goes_on(plain: Sequence[str]) -> Reply | None:
    """Return how words go on after an emergency advice; None if they tell nothing of it."""
    for reply, phrases in _IN_ORDER:
        if any(tuple(plain[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(plain))):
            return None if reply in _DONE and not _DENIES.isdisjoint(plain) else reply
    return None
