"""Out-of-scope detection: whether an utterance concerns this coach at all; it runs before a guess is accepted."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from skill.content.models import Answer
from skill.understanding.context_words import CUES
from skill.understanding.files import Lists, read
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import all_bases, words
from skill.understanding.statements import has

_WORDS = Lists("en/relevance.yaml")
_OTHERS = CUES.family | CUES.animals | _WORDS.more_others
_ANIMALS = CUES.animals | _WORDS.more_animals
_NAMED_OURS = _WORDS.ours - _WORDS.of_anything
"""Words for complaints that concern this coach even if the experiencer is another person."""
_OUR_BODY = _NAMED_OURS | _WORDS.nearby
_LISTED = [words(name) for names in read("en/elsewhere.yaml", dict[str, list[str]]).values() for name in names]
_SINGLE = frozenset(name[0] for name in _LISTED if len(name) == 1)
_SEVERAL = [" ".join(name) for name in _LISTED if len(name) > 1]

_SIDES = frozenset("side_left side_right side_both".split())


def is_ours(plain: Sequence[str]) -> bool:
    """Return whether a text has a word of what this coach is about."""
    return not _WORDS.ours.isdisjoint(all_bases(plain))


def is_elsewhere(plain: Sequence[str]) -> bool:
    """Return whether a text has a word of another domain, and none about the body or stretching."""
    if not all_bases(plain).isdisjoint(_WORDS.ours | _OUR_BODY):
        return False
    said = all_bases(word for at, word in enumerate(plain) if _WORDS.after.isdisjoint(plain[max(0, at - 1) : at]))
    return not said.isdisjoint(_SINGLE) or has(plain, _SEVERAL)


def closed(plain: Sequence[str], found: Mapping[str, Answer]) -> bool:
    """Return whether words alone show that the text is about another part of the body, another person, or a dose."""
    said = all_bases(plain)
    if _asks_for_dose(said) or (plain and plain[0] in _WORDS.errands and not said & _WORDS.ours - {"stretch"}):
        return True
    if said & _ANIMALS and not _WORDS.of_me & said and not said & _OUR_BODY:
        return True
    if _WORDS.on_face <= said and not said & (_NAMED_OURS - _WORDS.on_face):
        return True
    told = {name for name, answer in found.items() if answer != "unknown"} - KINDS.anywhere
    complains = bool(said & _WORDS.complaints)
    elsewhere = complains and said & _WORDS.other_parts
    if elsewhere and has(plain, _WORDS.back_of):
        return True
    if elsewhere and not told and not said & _OUR_BODY:
        return _WORDS.stretches.isdisjoint(said)
    of_them = said & _OTHERS and (complains or not _WORDS.they.isdisjoint(plain))
    return bool(of_them) and not told and not said & _NAMED_OURS and _WORDS.tells.isdisjoint(plain)


def tells_of_ours(found: Mapping[str, Answer], plain: Sequence[str]) -> bool:
    """Return whether the speaker reports what this coach is for, which must never be out of scope."""
    told = {name for name, answer in found.items() if answer == "yes"}
    ours = any(name.startswith("site_") for name in told) or not _OUR_BODY.isdisjoint(plain)
    return (ours and len(told - _SIDES) > 1) or not told.isdisjoint(KINDS.ours_anywhere)


def _asks_for_dose(said: AbstractSet[str]) -> bool:
    """Return whether a dose of a medicine is asked about, a question for a pharmacist."""
    named = said & _WORDS.medicines
    if said & _WORDS.doses or ("drink" in said and named - _WORDS.any_pill):
        return True
    how = _WORDS.how_much - {"stop"} if said & _WORDS.of_anything else _WORDS.how_much
    return bool(named and (how & said or len(named - _WORDS.any_pill) > 1))


def names_neighbour(plain: Sequence[str]) -> bool:
    """Return whether the speaker complains of a muscle or a bone next to the buttock."""
    said = all_bases(plain)
    return bool(said & _WORDS.neighbours and said & _WORDS.complaints and not said & _OTHERS - {"boy", "girl"})
