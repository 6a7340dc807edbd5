"""Number words and names of times, by en/numbers.yaml, and how numbers are spelled."""

from collections.abc import Mapping

from skill.understanding.files import Lists


class _Lists(Lists):
    """Lists of numbers.yaml, where each is described."""

    units: Mapping[str, float]
    vague: Mapping[str, float]


NUMBERS = _Lists("en/numbers.yaml")
ONES = NUMBERS.ones.listed
"""Number words, by value."""
TENS = NUMBERS.tens.listed
"""Number words from twenty in steps of ten."""

_HUNDRED = 100


def spelled(value: int) -> list[str]:
    """Return the words of a whole number from 0 to 1999: "one hundred and five"."""
    if value >= _HUNDRED:
        hundreds, rest = divmod(value, _HUNDRED)
        return [ONES[hundreds], "hundred", *(["and", *spelled(rest)] if rest else [])]
    if value < len(ONES):
        return [ONES[value]]
    tens, ones = divmod(value, 10)
    return [TENS[tens - 2], *([ONES[ones]] if ones else [])]
