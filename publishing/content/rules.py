"""What `content check` compares the content with: the lists in check.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from skill.content.yaml_file import parsed


class Words(frozenset[str]):
    """Words of a list, written as one text."""

    __slots__ = ()


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """The lists, which `check.yaml` explains."""

    red_flags: Words
    asked_in: dict[str, Words]
    common_words: Words
    openers: Words
    joiners: Words
    guarded_remedies: dict[str, tuple[str, ...]]
    line_families: dict[str, Words]
    small_words: Words


@cache
def rules() -> Rules:
    """Return the lists."""
    return msgspec.convert(parsed(Path(__file__).with_name("check.yaml"), "check.yaml"), Rules, dec_hook=_listed)


def _listed(kind: type[Words], text: Any) -> Words:
    return kind(text.split())
