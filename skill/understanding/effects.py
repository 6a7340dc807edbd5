"""Find a denied relief: "it's not letting go", "no, it's just not easing at all"."""

from collections.abc import Sequence

from msgspec import Struct

from skill.understanding.files import Phrase, Words, read_lists


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of effects.yaml, where each is described."""

    denies: Words
    relief: frozenset[Phrase]
    around: Words


_WORDS = read_lists("en/effects.yaml", _Words)


def denies_relief(plain: Sequence[str]) -> bool:
    """Return whether words say just that nothing eases; "not gone, but better" and "I can't stop shaking" do not."""
    denied = next((at for at, word in enumerate(plain) if word in _WORDS.denies), len(plain))
    return any(
        tuple(plain[at : at + len(phrase)]) == phrase
        and {*plain[:at], *plain[at + len(phrase) :]} <= _WORDS.around | _WORDS.denies
        for phrase in _WORDS.relief
        for at in range(denied + 1, len(plain))
    )
