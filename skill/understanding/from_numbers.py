"""Findings derived from numbers: duration, severity, age, temperature."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from skill.content.models import Answer
from skill.understanding import context_words
from skill.understanding.context_words import CUES
from skill.understanding.files import Lists
from skill.understanding.numbers import Number, numbers, spans
from skill.understanding.numerals import MONTHS, SEASONS

_WORDS = Lists("en/from_numbers.yaml")


_WEEK = 604800
_DATES = SEASONS.union(set(MONTHS) - {"march", "may"}, _WORDS.feasts)
"""Names of times of the year, without two months that are also everyday words."""
_OLD = 65


def derived(plain: Sequence[str], found: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the findings that follow from the numbers of an utterance."""
    more: dict[str, Answer] = {}
    course = _course(plain)
    if course and found.get("new_medicine") != "yes":
        more["lasting_weeks"] = course
    grade = _grade(plain)
    if grade:
        more["severe"] = grade
        if grade == "no" and found.get("severe_unrelenting") == "yes":
            more["severe_unrelenting"] = "unknown"
    somebody = context_words.PEOPLE & {word.removesuffix("s") for word in plain}
    hot = _hot(plain)
    if hot and not somebody and found.get("fever_chills") != "unknown":
        more["fever_chills"] = hot
    fell = found.get("fall_or_injury") == "yes" or (_WORDS.falls & set(plain) and "asleep" not in plain)
    if fell and (_old(plain) or _WORDS.thin_bones & set(plain)):
        more["major_trauma"] = more["fall_or_injury"] = "yes"
    return more


def placed(plain: Sequence[str], found: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the findings without denials that, by the rest of the text, concern something else."""
    said = set(plain)
    kept = dict(found)
    if found.get("brief_seconds_minutes") == "no" and CUES.not_the_attack & said and not CUES.attack & said:
        del kept["brief_seconds_minutes"]
    if found.get("lasting_weeks") == "no" and CUES.sliding & said and not CUES.beginning & said:
        del kept["lasting_weeks"]
    if found.get("dehydrated_hot") == "no" and CUES.feverish & said:
        del kept["dehydrated_hot"]
    if found.get("swelling_redness") == "no" and CUES.leg_parts & said and not CUES.cheek_parts & said:
        del kept["swelling_redness"]
        kept.setdefault("leg_swelling_one", "no")
    if found.get("walk_distance_rest_relief") == "yes":
        kept.setdefault("relieved_by_rest", "yes")
        kept.pop("brief_seconds_minutes", None)  # The duration is the time to relief, not the duration of an attack.
    if found.get("morning_stiffness") == "yes" and found.get("brief_seconds_minutes") == "no":
        kept.pop("brief_seconds_minutes", None)
    if "since" in said and not _is_onset_of_complaint(said, found):
        kept.pop("lasting_weeks", None)  # "I can't pee since last night" does not date the pain.
    if "yes" in {found.get("tingling"), found.get("numbness")} and _CLEARS.search(" ".join(plain)):
        kept.setdefault("leg_numb_persistent", "no")
    return kept


def _is_onset_of_complaint(said: set[str], found: Mapping[str, Answer]) -> bool:
    """Return whether the stated onset is that of the complaint itself."""
    return bool(said & (CUES.attack | {"it"})) or any(found.get(name) == "yes" for name in _PAINS)


_PAINS = ("painful_cramp", "twitch_main", "quality_ache", "quality_sharp", "quality_burning", "severe")
_CLEARS = re.compile(
    r"\b(goes?|gone|clears?|stops?|fades?|disappears?|passes|lifts?|settles?|vanishes|wears off)( away| off| up)? "
    r"(as soon as|once|when|the minute|the moment|the second|after|if) i "
    r"(move|shift|stand|walk|get up|shake|wiggle|change|uncross|stretch|turn|sit|rub|am up)"
)
"""Tingling that resolves with movement is not persistent."""


def _course(plain: Sequence[str]) -> Answer | None:
    """Return whether the complaint has lasted for weeks; None if its course is not stated."""
    text = f" {' '.join(plain)} "
    for span in spans(plain):
        before, after = plain[max(0, span.start - 3) : span.start], plain[span.end : span.end + 3]
        if _WORDS.not_a_course & set(after[:2]) or "every" in before or "hold" in before or "in" in before[-1:]:
            continue
        if after[:1] in (("ago",), ("back",)):
            if _WORDS.started & set(plain[max(0, span.start - 6) : span.start]):
                return "yes" if span.seconds >= 2 * _WEEK else "no"
            continue
        begins = span.start == 0 or plain[span.start - 1] in _WORDS.stops_or_start
        if _WORDS.already & set(before) or after[:1] == ("now",) or begins:
            if span.seconds >= 2 * _WEEK:
                return "yes"
            if span.seconds >= 86400 and span.seconds < _WEEK and "for" in before:
                return "no"
    if any(f" {phrase} " in text for phrase in _WORDS.long_phrases):
        return "yes"
    return _since(plain)


def _since(plain: Sequence[str]) -> Answer | None:
    for at, word in enumerate(plain):
        if word not in _WORDS.started:
            continue
        following = [
            each for each in plain[at + 1 : at + 5] if each not in {"the", "this", "last", "about", "in", "on"}
        ]
        if "month" in plain[at + 1 : at + 4] or "year" in plain[at + 1 : at + 4] or _DATES & set(following[:2]):
            return "yes"
        if _WORDS.recent & set(following[:2]) or plain[at + 1 : at + 3] in (
            ("this", "morning"),
            ("last", "night"),
            ("just", "now"),
        ):
            return "no"
        if (
            word == "started"
            and plain[max(0, at - 1) : at] == ("just",)
            and not _WORDS.on_pills & set(plain[at + 1 : at + 2])
        ):
            return "no"
    return None


def _grade(plain: Sequence[str]) -> Answer | None:
    """Return whether pain is severe from its score, seven or more of ten; the last score counts."""
    answer: Answer | None = None
    for number in numbers(plain):
        if not 0 <= number.value <= 10 or not _is_grade(plain, number):
            continue
        if number.value >= 7:
            answer = "yes"
        elif number.value <= 4:
            answer = "no"
    return answer


def _is_grade(plain: Sequence[str], number: Number) -> bool:
    after = tuple(plain[number.end : number.end + 3])
    if after[:2] == ("out", "of") or after[:2] == ("or", "ten"):
        return True
    if plain[max(0, number.start - 2) : number.start] == ("out", "of"):
        return False
    before = plain[number.start - 1] if number.start else ""
    graded = before == "a" and (not after or after[0] in {"now", "today", ".", ",", "but", "and", "at", "or", "maybe"})
    return graded and bool({"pain", "out", "it", "is", "was", "from"} & set(plain))


def _hot(plain: Sequence[str]) -> Answer | None:
    said = set(plain)
    if not {"fever", "temperature", "temp", "thermometer", "degrees", "running"} & said or _WORDS.weather & said:
        return None
    if "here" in said and not _WORDS.feverish & said:
        return None  # "Forty degrees here".
    if not _WORDS.feverish & said and ("it", "was") in pairwise(plain) and not _WORDS.body & said:
        return None  # "It was thirty-eight degrees" is about the weather.
    for number in numbers(plain):
        if plain[max(0, number.start - 1) : number.start] == ("in",):
            continue  # "All day in thirty-eight degrees".
        if 38 <= number.value <= 43 or 100.4 <= number.value <= 108:
            return "yes"
        if 35 <= number.value <= 37.5 or 96 <= number.value <= 99.4:
            return "no"
    return None


def _old(plain: Sequence[str]) -> bool:
    """Return whether the speaker is so old that any fall counts as a severe one."""
    text = f" {' '.join(plain)} "
    if any(f" in my {decade} " in text for decade in ("seventies", "eighties", "nineties", "late sixties")):
        return True
    for number in numbers(plain):
        before = plain[max(0, number.start - 2) : number.start]
        after = plain[number.end : number.end + 2]
        told = before == ("i", "am") or after[:2] in (("years", "old"), ("year", "old")) or before[1:] == ("aged",)
        if (
            told
            and _OLD <= number.value <= 110
            and after[:1] not in (("percent",), ("minutes",), ("weeks",), ("days",))
        ):
            return True
    return False
