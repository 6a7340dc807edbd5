"""Extract ages from text: "I'm eight", "she's eighty-two", "a seventy year old man", "in my late sixties"."""

from collections.abc import Sequence
from typing import NamedTuple

from skill.understanding import context_words
from skill.understanding.normalise import STOPS, tokens
from skill.understanding.numbers import Number, numbers

YOUNGEST, OLDEST = 3, 110
GROWN_UP = 16
"""Age in years from which no grown-up has to be present (medical reference, 4)."""

OLD = 65
"""Age in years that "an old lady" counts as."""

_OLD = tuple(
    f"{article}{old}"
    for article in ("a ", "an ", "")
    for old in (
        "old lady",
        "old woman",
        "old man",
        "elderly",
        "elderly lady",
        "elderly woman",
        "elderly man",
        "pensioner",
    )
)
_DECADES = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_AFTER = STOPS | frozenset(
    "and so but if now with or because okay is year years yr yrs who can she he i my just only today".split()
)
"""Words that may follow an age; "I'm eight weeks pregnant" and "I'm ten out of ten" state none."""
_REACH = 5


class Ages(NamedTuple):
    """Age of the speaker and of another person, in years; None where it is not stated."""

    mine: int | None = None
    theirs: int | None = None


def told(said: Sequence[str]) -> Ages:
    """Return the ages stated in a text; the last one counts."""
    mine = theirs = None
    for number in numbers(said):
        whole = int(number.value)
        if not YOUNGEST <= whole <= OLDEST or not _is_age(said, number):
            continue
        if _is_mine(said, number.start):
            mine = whole
        else:
            theirs = whole
    text = f" {' '.join(said)} "
    if mine is None and any(f" i am {old} " in text for old in _OLD):
        mine = OLD
    for at, word in enumerate(said):
        if word in _DECADES:
            late = 5 if "late" in said[max(0, at - 2) : at] else 0
            if "my" in said[max(0, at - 2) : at]:
                mine = _DECADES[word] + late
            elif {"his", "her", "their"} & set(said[max(0, at - 2) : at]):
                theirs = _DECADES[word] + late
    return Ages(mine, theirs)


def alone(said: Sequence[str]) -> int | None:
    """Return the age if the text states nothing else, the speaker's before another person's: "I'm only nine"."""
    places = {at for number in numbers(said) for at in range(number.start, number.end)}
    if any(word not in _AROUND_AGE for at, word in enumerate(said) if at not in places):
        return None
    ages = told(said)
    return ages.theirs if ages.mine is None else ages.mine


_AROUND_AGE = (
    STOPS
    | context_words.NEAR_ONES
    | frozenset(
        "i am is only just about nearly almost year years yr yrs old my our the a an aged well and half okay in by way "
        "already".split()
    )
)


def slots(text: str) -> dict[str, str]:
    """Return the stated ages as slots: `age` of the speaker, `their_age` of another person."""
    mine, theirs = told(tokens(text))
    given = {"age": mine, "their_age": theirs}
    return {name: str(years) for name, years in given.items() if years is not None}


def _is_age(said: Sequence[str], number: Number) -> bool:
    after = said[number.end : number.end + 2]
    if len(after) > 1 and after[0] in {"year", "years", "yr", "yrs"} and after[1] == "old":
        return "was" not in said[max(0, number.start - 2) : number.start]
    before = said[max(0, number.start - 2) : number.start]
    if tuple(before[-1:]) == ("aged",) or (
        len(before) > 1 and before[1] == "of" and before[0] in context_words.NEAR_ONES
    ):
        return True
    plain = not after or (after[0] in _AFTER and after[0] not in {"year", "years", "yr", "yrs"})
    small = [word for word in said[max(0, number.start - 3) : number.start] if word not in {"only", "just", "about"}]
    stated = len(small) > 1 and small[-1] in {"am", "is"} and (small[-2] in context_words.NEAR_ONES | {"i", "who"})
    return plain and stated


def _is_mine(said: Sequence[str], at: int) -> bool:
    """Return whether an age is the speaker's: no other person is mentioned between the last "I am" and the age."""
    before = list(said[max(0, at - _REACH) : at])
    if before[-1:] in (["my"], ["our"]) or before[-2:] == ["for", "a"]:
        return False  # "My eight year old."
    if "am" in before:
        return True
    named = {word.removesuffix("s") for word in before} & (context_words.PEOPLE | context_words.NEAR_ONES | {"who"})
    return not named and not {"he", "she", "his", "her"} & set(said[:at])
