"""Convert lengths of time and times of day between Amazon's slot types and the dialogue's slots."""

import re

_ISO = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?", re.ASCII)
_AGE = re.compile(r"\d{1,3}", re.ASCII)
_PARTS_OF_DAY = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
_ALEXAS_PARTS = {ours: alexas for alexas, ours in _PARTS_OF_DAY.items()}


def seconds(iso: str) -> str | None:
    """Return the whole seconds of an AMAZON.DURATION (`PT1M30S` is "90"); None for days, nothing and bad ISO 8601."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    total = 3600 * hours + 60 * minutes + rest
    return str(total) if total else None


def time_of_day(alexas: str) -> str | None:
    """Return an AMAZON.TIME as `HH:MM`, or as the part of the day that it names; None for anything else."""
    found = _CLOCK.fullmatch(alexas)
    return f"{found[1]:0>2}:{found[2]}" if found else _PARTS_OF_DAY.get(alexas)


def whole_years(alexas: str) -> str | None:
    """Return an AMAZON.NUMBER as an age in whole years; None for anything else, such as "?"."""
    return alexas if _AGE.fullmatch(alexas) else None


def as_alexa_sends(kind: str, value: str) -> str:
    """Return a slot value of ours in the form of Amazon's slot type."""
    if kind == "AMAZON.DURATION":
        days = int(value) // 86400
        return f"P{days}D" if days else f"PT{value}S"
    if kind == "AMAZON.TIME":
        return _ALEXAS_PARTS.get(value, value)
    return value
