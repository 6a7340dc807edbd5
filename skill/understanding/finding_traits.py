"""Groups of findings that the context rules treat alike, such as lasting, new, or implied by another."""

from msgspec import Struct

from skill.understanding.files import Words, read_lists


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of finding_traits.yaml, where each is described."""

    lasting: Words
    ever: Words
    dated: Words
    heals: Words
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
    of_legs: Words
    first_signs: dict[str, Words]
    elsewhere: Words
    seldom_theirs: Words
    more_than_sore: Words
    anywhere: Words
    ours_anywhere: Words
    hurts: Words
    graver: Words
    never_softened: Words
    intimate: Words


KINDS = read_lists("finding_traits.yaml", Kinds)
