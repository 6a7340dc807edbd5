"""Out-of-scope detection: whether an utterance concerns this coach at all; it runs before a guess is accepted."""

from collections.abc import Mapping, Sequence

from skill.content.models import Answer
from skill.understanding import wordings
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import all_bases

_SIDES = frozenset("side_left side_right side_both".split())


def _with_bases(plain: Sequence[str]) -> Sequence[str]:
    """Return words followed by their possible base forms, apart, so that no phrase joins the two."""
    return *plain, "", *sorted(all_bases(plain).difference(plain))


def is_ours(plain: Sequence[str]) -> bool:
    """Return whether a text has a word of what this coach is about."""
    return wordings.first("ours", _with_bases(plain)) is not None


def is_elsewhere(plain: Sequence[str]) -> bool:
    """Return whether a text has a word of another domain, and none about the body or stretching."""
    if wordings.first("our body", _with_bases(plain)) or is_ours(plain):
        return False
    said = [
        word for at, word in enumerate(plain) if not wordings.first("what brings it on", plain[max(0, at - 1) : at])
    ]
    in_words = wordings.first("elsewhere in several words", plain)
    return bool(in_words or wordings.first("elsewhere", _with_bases(said)))


def closed(plain: Sequence[str], found: Mapping[str, Answer]) -> bool:
    """
    Return whether words alone show that the text is about another part of the body, another person, or a dose.

    Twitches are ours wherever they are.
    """
    if found.get("twitch_main") == "yes":
        return False
    told = {name for name, answer in found.items() if answer != "unknown"} - KINDS.anywhere
    return wordings.first("closed", _with_bases(plain), ("told",) if told else ()) is not None


def tells_of_ours(found: Mapping[str, Answer], plain: Sequence[str]) -> bool:
    """Return whether the speaker reports what this coach is for, which must never be out of scope."""
    told = {name for name, answer in found.items() if answer == "yes"}
    ours = any(name.startswith("site_") for name in told) or wordings.first("our body", plain)
    return (bool(ours) and len(told - _SIDES) > 1) or not told.isdisjoint(KINDS.ours_anywhere)


def names_neighbour(plain: Sequence[str]) -> bool:
    """Return whether the speaker complains of a muscle or a bone next to the buttock."""
    return wordings.first("neighbours", _with_bases(plain)) is not None
