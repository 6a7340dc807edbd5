"""Find what people make of a stretch: a denied relief, a refusal, a wish for another posture."""

from collections.abc import Sequence

from msgspec import Struct

from skill.understanding.files import Phrase, Words, read_lists
from skill.understanding.normalise import STOPS


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of stretch_replies.yaml, where each is described."""

    denies: Words
    relief: frozenset[Phrase]
    around: Words
    eases: frozenset[Phrase]
    agrees: Words
    refuses: frozenset[Phrase]
    refused: Words
    wished: Words
    unable: Words


_WORDS = read_lists("en/stretch_replies.yaml", _Words)


def denies_relief(plain: Sequence[str]) -> bool:
    """Return whether words say just that nothing eases; "not gone, but better" and "I can't stop shaking" do not."""
    denied = next((at for at, word in enumerate(plain) if word in _WORDS.denies), len(plain))
    return any(
        tuple(plain[at : at + len(phrase)]) == phrase
        and {*plain[:at], *plain[at + len(phrase) :]} <= _WORDS.around | _WORDS.denies
        for phrase in _WORDS.relief
        for at in range(denied + 1, len(plain))
    )


def may_tell_relief(said: Sequence[str]) -> bool:
    """Return whether a yes may mean that the pain goes, whatever was asked: "oh, yes, it's going"."""
    plain = [word for word in said if word not in STOPS]
    return _WORDS.denies.isdisjoint(plain) and any(
        tuple(plain[at : at + len(phrase)]) == phrase
        and {*plain[:at], *plain[at + len(phrase) :]} <= _WORDS.around | _WORDS.agrees
        for phrase in _WORDS.eases
        for at in range(len(plain))
    )


def refuses(plain: Sequence[str]) -> bool:
    """Return whether words refuse a stretch: "I'm not doing that again"."""
    return any(
        tuple(plain[at : at + len(phrase)]) == phrase
        and "did" not in plain[:at]
        and not _WORDS.refused.isdisjoint(plain[at + len(phrase) :][:2])
        for phrase in _WORDS.refuses
        for at in range(len(plain))
    )


def wishes_another(plain: Sequence[str]) -> bool:
    """Return whether words wish for something else, and do not tell what is impossible: "something lying down"."""
    return not _WORDS.wished.isdisjoint(plain) and _WORDS.unable.isdisjoint(plain)
