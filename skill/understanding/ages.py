"""Extract ages from text: "I'm eight", "she's eighty-two", "a seventy year old man", "in my late sixties"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from skill.understanding.context_words import NEAR_ONES, PEOPLE
from skill.understanding.files import Lists
from skill.understanding.normalise import tokens
from skill.understanding.numbers import numbers


class _Lists(Lists):
    """Lists of ages.yaml, where each is described."""

    decades: Mapping[str, float]


_WORDS = _Lists("en/ages.yaml")

YOUNGEST, OLDEST = 3, 110
GROWN_UP = 16
"""Age in years from which no grown-up has to be present (medical reference, 4)."""

OLD = 65
"""Age in years that "an old lady" counts as."""
_REACH = 5


class Ages(NamedTuple):
    """Age of the speaker and of another person, in years; None where it is not stated."""

    mine: int | None = None
    theirs: int | None = None


def told(said: Sequence[str]) -> Ages:
    """Return the ages stated in a text; the last one counts."""
    return Ages(**dict(_stated(said)))


def _stated(said: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield whose age is stated, and the age."""
    text = f" {' '.join(said)} "
    if any(f" i am {article}{old} " in text for old in _WORDS.elderly for article in ("a ", "an ", "")):
        yield "mine", OLD
    for number in numbers(said):
        if YOUNGEST <= int(number.value) <= OLDEST and _is_age(said, number.start, number.end):
            yield "mine" if _is_mine(said, number.start) else "theirs", int(number.value)
    for at, word in enumerate(said):
        before = said[max(0, at - 2) : at]
        if word in _WORDS.decades and ("my" in before or not _WORDS.theirs.isdisjoint(before)):
            yield "mine" if "my" in before else "theirs", int(_WORDS.decades[word]) + 5 * ("late" in before)


def alone(said: Sequence[str]) -> int | None:
    """Return the age if the text states nothing else, the speaker's before another person's: "I'm only nine"."""
    places = {at for number in numbers(said) for at in range(number.start, number.end)}
    if {word for at, word in enumerate(said) if at not in places} - _WORDS.around - NEAR_ONES:
        return None
    ages = told(said)
    return ages.theirs if ages.mine is None else ages.mine


def slots(text: str) -> dict[str, str]:
    """Return the stated ages as slots: `age` of the speaker, `their_age` of another person."""
    given = zip(("age", "their_age"), told(tokens(text)), strict=True)
    return {name: str(years) for name, years in given if years is not None}


def _is_age(said: Sequence[str], start: int, end: int) -> bool:
    before, after = tuple(said[max(0, start - 2) : start]), said[end : end + 2]
    if len(after) > 1 and after[0] in _WORDS.years and after[1] == "old":
        return "was" not in before
    if before[-1:] == ("aged",) or (before[1:] == ("of",) and before[0] in NEAR_ONES):
        return True
    stated = [word for word in said[max(0, start - 3) : start] if word not in _WORDS.small][-2:]
    subject = len(stated) > 1 and stated[0] in NEAR_ONES | _WORDS.whose and stated[1] in _WORDS.states
    return subject and _WORDS.after.issuperset(after[:1])


def _is_mine(said: Sequence[str], at: int) -> bool:
    """Return whether an age is the speaker's: no other person is mentioned between the last "I am" and the age."""
    before = tuple(said[max(0, at - _REACH) : at])
    if before[-1:] in (("my",), ("our",)) or before[-2:] == ("for", "a"):
        return False  # "My eight year old."
    named = {word.removesuffix("s") for word in before} & (PEOPLE | NEAR_ONES | {"who"})
    return "am" in before or not (named or _WORDS.of_another & set(said[:at]))
