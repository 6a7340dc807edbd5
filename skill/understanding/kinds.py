"""Which findings behave alike: what lasts, what is new, what swallows what."""

from msgspec import Struct

from skill.understanding.files import Words, read_lists


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of kinds.yaml, which tells what each is for."""

    lasting: Words
    ever: Words
    news: Words
    complaints: Words
    course: Words
    kin: tuple[tuple[str, str], ...]
    spanning: Words
    places: Words
    narrower: dict[str, tuple[str, ...]]
    denied_along: dict[str, tuple[str, ...]]
    states: Words
    wide: Words
    excused_by: dict[str, Words]
    lacks: Words
    in_place: dict[str, Words]
    wider: dict[str, Words]
    first_signs: dict[str, Words]
    anywhere: Words
    ours_anywhere: Words
    hurts: Words
    graver: Words


KINDS = read_lists("kinds.yaml", Kinds)
