"""Detect alarms: a crisis (suicidal speech) of the speaker and an emergency of anyone. Runs before all other rules."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from skill.cache import cached
from skill.understanding import cues, modality, statements
from skill.understanding.context_words import CUES
from skill.understanding.files import read
from skill.understanding.matching import Match
from skill.understanding.normalise import tokens
from skill.understanding.numbers import numbers
from skill.understanding.patterns import Patterns, Table, compiled

Alarm = Literal["crisis", "emergency"]


class Alarmed(NamedTuple):
    """An alarm, the words that raised it, and the index of its pattern."""

    alarm: Alarm
    words: str
    place: int
    of_other: bool = False
    """Whether the experiencer is another person."""


def reasons(text: str) -> Iterator[dict[str, str]]:
    """Yield the alarm of a text with its words and the pattern that matched."""
    if found := find(text):
        told = {"finding": found.alarm, "answer": "yes", "words": found.words}
        yield {"step": "pattern", **told, **_PATTERNS.source(found.place)}


def find(text: str, *, asked: bool = False) -> Alarmed | None:
    """
    Return the alarm that a text raises, with its evidence; a crisis takes precedence over an emergency.

    In a reply to a question about the body (`asked`), what a relative had is a story: "my dad had a heart attack".
    """
    found = [
        alarmed
        for sentence, behind in pairwise([*statements.sentences(tokens(text)), ()])
        for alarmed in _in(sentence, asked=asked)
        # "I couldn't breathe. It's gone now."
        if alarmed.alarm == "crisis" or "over" not in cues.revisions(behind)
    ]
    return min(found, key=lambda alarmed: alarmed.alarm, default=None)  # "crisis" sorts before "emergency".


def _in(sentence: tuple[str, ...], *, asked: bool) -> Iterator[Alarmed]:
    """Yield the alarms of one sentence that its context does not cancel."""
    matches = _PATTERNS.find(sentence)
    if not matches:
        return
    around = cues.whole(sentence)
    for match in matches:
        alarm = _ALARMS.get(match.key)
        hidden = any(other.key == f"{alarm}_never" and other.literals & match.literals for other in matches)
        if alarm and not hidden and not _taken_back(match, around, sentence):
            other = bool(around.reaching("others", match, own=True))
            if not (asked and other and _is_story(match, sentence)):
                yield Alarmed(alarm, " ".join(sentence[match.start : match.end]), match.place, other)


_LISTS = read("en/alarm.yaml", dict[str, Any])
_CLASSES = _LISTS.pop("classes")
_SPECS = [(pattern, kind, "alarm.yaml", False) for kind, patterns in _LISTS.items() for pattern in patterns]
_PATTERNS = Patterns(cached("alarm", Table, lambda: compiled(_CLASSES, _SPECS)), _SPECS)
_ALARMS: Mapping[str, Alarm] = {"crisis": "crisis", "emergency": "emergency", "emergency_image": "emergency"}
_ASKS = CUES.asks | {"how", "when"}


def _taken_back(match: Match[str], around: cues.Scopes, sentence: tuple[str, ...]) -> bool:
    """
    Return whether a match is negated, hypothetical, past, or only a simile.

    Words of suicide are cancelled only by a negation. An image of violence ("stabbed", "shot") may be a simile. A
    question alone is not hypothetical: "could you ring for an ambulance", "are these signs of a stroke".
    """
    if around.reaching("denied", match):
        return True
    if match.key == "crisis":
        return False
    asked = sum(1 << at for at, word in enumerate(sentence) if word in _ASKS)
    if around.reaching("supposed", match) & ~asked and CUES.points_here.isdisjoint(sentence):
        return True
    own = {word for at, word in enumerate(sentence) if match.literals >> at & 1}
    if not match.literals & ~modality.old_story(sentence, usual=True) and CUES.denials.isdisjoint(own):
        return True  # "I'm always breathless", but not "I can't breathe, same as always".
    likened = match.key == "emergency_image" and around.reaching("likened", match)
    return bool(likened) or _is_past(match, around, sentence)


def _is_story(match: Match[str], sentence: tuple[str, ...]) -> bool:
    """Return whether what another person had is told without a sign that it has just happened."""
    had = "had" in sentence[max(0, match.start - 2) : match.start]
    return had and CUES.has_just.isdisjoint(sentence)


def _is_past(match: Match[str], around: cues.Scopes, sentence: tuple[str, ...]) -> bool:
    """Return whether the surrounding words place an emergency in the past: "a stroke last year"."""
    told = cues.says("ago", sentence) and not CUES.happened.isdisjoint(sentence)
    if not told and not around.reaching("over", match):
        return False
    # "But it's gone now" is still about the past.
    over = [cue.words for cue in around.cues if cue.does == "over" and cue.reached >> cue.start & 1]
    times = [(cue.start, cue.end) for cue in cues.found(sentence) if cue.does == "ago"]
    # "I'm 84" tells nothing that happens now, but "again 2 times" does.
    ages = [(it.start - 1, it.end) for it in numbers(sentence) if sentence[: it.start][-1:] == ("am",)]
    passed = [(match.start, match.end), *times, *ages, *_of_the_cramp(match, sentence, {end for _, end in times})]
    gone = {at for begin, end in passed for at in range(begin, end)}
    rest = [word for at, word in enumerate(sentence) if at not in gone and not any(own >> at & 1 for own in over)]
    return CUES.happening.isdisjoint(rest) and not any(statements.places(rest, 0, len(rest), CUES.just_ago))


def _of_the_cramp(match: Match[str], sentence: tuple[str, ...], cuts: set[int]) -> Iterator[statements.Range]:
    """Yield the ranges of words about the cramp that came later: "a stroke years ago, and now my bum cramps"."""
    cuts = cuts | {at for at, word in enumerate(sentence) if word in CUES.joints}
    for begin, end in pairwise(sorted({0, *cuts, len(sentence)})):
        part = sentence[begin:end]
        if begin >= match.end and not CUES.of_the_cramp.isdisjoint(part) and CUES.alike.isdisjoint(part):
            yield begin, end
