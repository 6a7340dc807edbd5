"""Lengths of time as Alexa sends them."""

LONGEST_ISO = 12
"""Characters of a duration; no stretch or timer is named in more digits."""


def duration_seconds(iso: str) -> int | None:
    """Seconds of an ISO 8601 duration as Alexa sends it (`PT1M30S`); None for what is no such duration."""
    digits = ""
    total = 0
    units = {"H": 3600, "M": 60, "S": 1}
    if not iso.startswith("PT") or len(iso) > LONGEST_ISO:
        return None
    for letter in iso[2:]:
        if letter in units and digits:
            total += int(digits) * units[letter]
            digits = ""
        elif letter.isascii() and letter.isdigit():
            digits += letter
        else:
            return None
    return total if total and not digits else None
