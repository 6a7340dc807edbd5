"""Number words, and the names of months and seasons."""

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
"""Number words, by value."""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
"""Number words from twenty in steps of ten."""
MONTHS = tuple("january february march april may june july august september october november december".split())
SEASONS = frozenset("spring summer autumn winter".split())

_HUNDRED = 100


def spelled(value: int) -> list[str]:
    """Return the words of a whole number from 0 to 199: "one hundred and five"."""
    if value >= _HUNDRED:
        rest = value - _HUNDRED
        return ["one", "hundred", *(["and", *spelled(rest)] if rest else [])]
    if value < len(ONES):
        return [ONES[value]]
    tens, ones = divmod(value, 10)
    return [TENS[tens - 2], *([ONES[ones]] if ones else [])]
