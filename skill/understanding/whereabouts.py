"""Find where the user says they are: in bed, on the floor, in a chair, in a car, or standing."""

from collections.abc import Mapping, Sequence

from skill.content.models import Where
from skill.understanding.files import Lists, WordList
from skill.understanding.normalise import STOPS, tokens
from skill.understanding.statements import places


class _Lists(Lists):
    """Lists of whereabouts.yaml, where each is described."""

    places: Mapping[Where, WordList]


_WORDS = _Lists("en/whereabouts.yaml")
_I_AM = (("i", "am"), ("we", "are"))
_SHORT = 5
_REACH = 6


def where(text: str) -> Where | None:
    """Return where the user is now; None if the text does not say so."""
    said = tokens(text)
    found = [
        (begin, place)
        for place, listed in _WORDS.places.items()
        for begin, _ in places(said, 0, len(said), listed)
        # "I've been in the car for four hours" is over.
        if _is_now(said, begin) and not (place == "car" and "been" in said[:begin])
    ]
    return min(found)[1] if found else None


def _is_now(said: Sequence[str], at: int) -> bool:
    begin = max((stop + 1 for stop in range(at) if said[stop] in STOPS), default=0)
    if "not" in said[begin:at]:  # "I can't get to a chair I'm on the floor": two statements without a stop.
        since = (it for it in range(begin + 1, at) if tuple(said[it : it + 2]) in _I_AM)
        begin = max((it for it in since if said[it - 1] not in _WORDS.elsewhere), default=begin)
    before = said[max(begin, at - _REACH) : at]
    if not _WORDS.elsewhere.isdisjoint(before):
        return False
    short = len([word for word in said if word not in STOPS]) <= _SHORT
    opens = at == begin and _WORDS.elsewhere.isdisjoint(said[at:])
    return short or opens or not _WORDS.here.isdisjoint((*before, said[at]))
