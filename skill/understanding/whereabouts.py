"""Find where the user says they are: in bed, on the floor, in a chair, in a car, or standing."""

from collections.abc import Mapping, Sequence

from skill.content.models import Where
from skill.understanding.normalise import STOPS, tokens

Phrase = tuple[str, ...]


def _phrases(text: str) -> frozenset[Phrase]:
    return frozenset(tuple(each.split()) for each in " ".join(text.split()).split(", "))


PLACES: Mapping[Where, frozenset[Phrase]] = {
    "bed": _phrases(
        "in bed, in my bed, in our bed, in the bed, on the bed, on my bed, under the covers, under the duvet, "
        "under the blanket, on the mattress, on my mattress"
    ),
    "floor": _phrases(
        "on the floor, on the ground, on the carpet, on the rug, on the mat, on a mat, on my mat, on my yoga "
        "mat, on the tiles, on the lawn, on the grass, on the deck"
    ),
    "chair": _phrases(
        "in a chair, on a chair, in the chair, in my chair, on my chair, in an office chair, in my office "
        "chair, at my desk, at the desk, at a table, at the table, on the sofa, on the couch, in an armchair, "
        "in the armchair, on a stool, on a bench, on the bench, on the toilet, on the bus, on the train, on a "
        "train, on a plane, on the plane, in a wheelchair, in my wheelchair, in the recliner, in my recliner, "
        "in a meeting"
    ),
    "car": _phrases(
        "in the car, in my car, in a car, behind the wheel, in the truck, in my truck, in the van, in the "
        "cab, in my cab, in traffic, am driving, pulled over"
    ),
    "standing": _phrases(
        "am standing, standing up, standing here, on my feet, on a hike, on a trail, on the trail, on a walk, "
        "on a run, out walking, out running, out hiking, at the counter, at the sink, at the till, in a "
        "queue, in the queue, in line, at the bus stop, in a shop, in the shop, in the store, on the pitch, "
        "on the court"
    ),
}

_HERE = frozenset(
    "am are is lying laying lie sat sitting sit stuck still here down curled flat now standing kneeling crouched alone "
    "trapped been pulled out".split()
)
"""With one of these in front, the place is told of now; else only a short reply tells of it."""
_ELSEWHERE = frozenset(
    "when whenever if after before every always usually sometimes was were fell fall falling from off of until till "
    "get gets getting got go going went into would could hours days nights morning sleep".split()
)
"""Words before a place that make it another time, or a way there: "fell on the floor", "every night in bed"."""
_SHORT = 5
_REACH = 6


def where(text: str) -> Where | None:
    """Return where the user is now; None if the text does not say so."""
    said = tokens(text)
    return next((place for at in range(len(said)) if (place := _place(said, at))), None)


def _place(said: Sequence[str], at: int) -> Where | None:
    for place, phrases in PLACES.items():
        for phrase in phrases:
            if tuple(said[at : at + len(phrase)]) == phrase and _is_now(said, at, phrase):
                return place
    return None


def _is_now(said: Sequence[str], at: int, phrase: Phrase) -> bool:
    begin = max((stop + 1 for stop in range(at) if said[stop] in STOPS), default=0)
    before = said[max(begin, at - _REACH) : at]
    if not _ELSEWHERE.isdisjoint(before):
        return False
    short = len([word for word in said if word not in STOPS]) <= _SHORT
    return short or not _HERE.isdisjoint((*before, phrase[0]))
