"""Groups of findings that the context rules treat alike, such as lasting, new, or implied by another."""

from collections.abc import Mapping

from skill.understanding.files import Lists, WordList


class _Traits(Lists):
    """Lists of finding_traits.yaml, where each is described."""

    narrower: Mapping[str, WordList]
    denied_along: Mapping[str, WordList]
    excused_by: Mapping[str, WordList]
    in_place: Mapping[str, WordList]
    wider: Mapping[str, WordList]
    first_signs: Mapping[str, WordList]


KINDS = _Traits("finding_traits.yaml")
