"""Parse spoken times of day, such as "quarter past nine at night"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from skill.understanding.files import Lists, WordList
from skill.understanding.numbers import UNITS, whole_at
from skill.understanding.statements import places


class _Lists(Lists):
    """Lists of clock.yaml, where each is described."""

    named: Mapping[str, WordList]
    parts: Mapping[str, WordList]
    quarters: Mapping[str, float]


_WORDS = _Lists("en/clock.yaml")


def spans(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the word ranges of times of day, without and with the part of the day: "nine", "nine in the morning"."""
    for at, word in enumerate(plain):
        if word in _WORDS.named or word in _WORDS.parts:
            yield at, at + 1
        if clock := _clock_at(list(plain), at):
            yield at, (end := clock[2])
            for followers in (_WORDS.halves, _WORDS.day):
                followed = places(plain, end, len(plain), followers)
                if longer := next((last for first, last in followed if first == end), None):
                    yield at, (end := longer)


def time(said: Sequence[str]) -> str | None:
    """Return the time of day in words: "21:15" for "quarter past nine at night", "morning" for "in the morning"."""
    spoken = " ".join(word for word in said if word != "oclock")
    plain = re.sub(r"\b([ap]) m\b", r"\1m", spoken).split()
    for at, word in enumerate(plain):
        if word in _WORDS.named:
            return _WORDS.named[word].listed[0]
        clock = _clock_at(plain, at)
        if clock and not _is_length(plain, clock[2]):
            return _day_or_night(clock[0], clock[1], plain)
    return next((_WORDS.parts[word].listed[0] for word in plain if word in _WORDS.parts), None)


def _clock_at(plain: list[str], at: int) -> tuple[int, int, int] | None:
    """Return hour, minute and the end of a clock time that begins at a word; None if none does."""
    if written := re.fullmatch(r"(\d{1,2}):?(\d{2})", plain[at]):
        return _valid(int(written[1]), int(written[2]), at + 1)
    number = whole_at(plain, at)
    minutes, joint = (_WORDS.quarters[plain[at]], at + 1) if plain[at] in _WORDS.quarters else number or (0, at)
    if minutes and (hour := whole_at(plain, joint + 1)) and plain[joint] in _WORDS.past | _WORDS.to:
        past = plain[joint] in _WORDS.past
        return _valid(int(hour[0]) - (not past), int(minutes if past else 60 - minutes), hour[1])
    if plain[at] == "half" and (hour := whole_at(plain, at + 1)):
        return _valid(int(hour[0]), 30, hour[1])
    if not number:
        return None
    # "Nine", "nine thirty", "nine oh five".
    after = number[1]
    minute = whole_at(plain, after + (plain[after : after + 1] in (["oh"], ["o"])))
    if minute and minute[0] < 60 and not _is_length(plain, minute[1]):
        return _valid(int(number[0]), int(minute[0]), minute[1])
    return _valid(int(number[0]), 0, after)


def _valid(hour: int, minute: int, end: int) -> tuple[int, int, int] | None:
    return (hour % 24, minute, end) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _is_length(plain: list[str], at: int) -> bool:
    """Return whether the number before a word counts a unit ("nine minutes") instead of naming an hour."""
    return bool(plain[at : at + 1]) and (plain[at] in {*UNITS, "time", "times"})


def _day_or_night(hour: int, minute: int, plain: list[str]) -> str:
    said = set(plain)
    late = said & _WORDS.late
    early = said & _WORDS.early and "i am" not in " ".join(plain)
    if late and not early and 1 <= hour < 12 and not (said & {"night"} and hour < 5):
        hour += 12
    elif not early and not late and 1 <= hour <= 6:
        hour += 12  # Without further words, "three" means the afternoon.
    elif early and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"
