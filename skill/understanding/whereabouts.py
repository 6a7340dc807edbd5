"""Find where the user says they are: in bed, on the floor, in a chair, in a car, or standing."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from skill.content.models import Where
from skill.understanding.files import Phrase, Words, read_lists
from skill.understanding.normalise import STOPS, tokens


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of whereabouts.yaml, where each is described."""

    places: dict[Where, frozenset[Phrase]]
    here: Words
    elsewhere: Words


_WORDS = read_lists("en/whereabouts.yaml", _Words)

_BY_FIRST_WORD: Mapping[str, tuple[tuple[Phrase, Where], ...]] = {
    first: tuple(
        (phrase, place) for place, phrases in _WORDS.places.items() for phrase in phrases if phrase[0] == first
    )
    for first in {phrase[0] for phrases in _WORDS.places.values() for phrase in phrases}
}
_I_AM = (("i", "am"), ("we", "are"))
_SHORT = 5
_REACH = 6


def where(text: str) -> Where | None:
    """Return where the user is now; None if the text does not say so."""
    said = tokens(text)
    return next((place for at in range(len(said)) if (place := _place(said, at))), None)


def _place(said: Sequence[str], at: int) -> Where | None:
    for phrase, place in _BY_FIRST_WORD.get(said[at], ()):
        if tuple(said[at : at + len(phrase)]) == phrase and _is_now(said, at, phrase):
            return place
    return None


def _is_now(said: Sequence[str], at: int, phrase: Phrase) -> bool:
    begin = max((stop + 1 for stop in range(at) if said[stop] in STOPS), default=0)
    if "not" in said[begin:at]:  # "I can't get to a chair I'm on the floor": two statements without a stop.
        since = (it for it in range(begin + 1, at) if tuple(said[it : it + 2]) in _I_AM)
        begin = max((it for it in since if said[it - 1] not in _WORDS.elsewhere), default=begin)
    before = said[max(begin, at - _REACH) : at]
    if not _WORDS.elsewhere.isdisjoint(before):
        return False
    short = len([word for word in said if word not in STOPS]) <= _SHORT
    opens = at == begin and _WORDS.elsewhere.isdisjoint(said[at:])
    return short or opens or not _WORDS.here.isdisjoint((*before, phrase[0]))
