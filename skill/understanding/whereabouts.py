"""Find where the user says they are: in bed, on the floor, in a chair, in a car, or standing."""

from collections.abc import Mapping, Sequence

from skill.content.models import Where
from skill.understanding.files import Lists, WordList
from skill.understanding.normalise import STOPS, tokens


class _Lists(Lists):
    """Lists of whereabouts.yaml, where each is described."""

    places: Mapping[Where, WordList]


_WORDS = _Lists("en/whereabouts.yaml")
_BY_FIRST_WORD: dict[str, list[tuple[tuple[str, ...], Where]]] = {}
for _where, _phrases in _WORDS.places.items():
    for _phrase in _phrases.listed:
        _BY_FIRST_WORD.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _where))
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


def _is_now(said: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
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
