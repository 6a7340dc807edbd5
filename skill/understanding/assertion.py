"""Assertion status of a matched finding by its context: yes, no, unknown, or none (as in ConText, Harkema 2009)."""

from typing import Literal, NamedTuple

from skill.content.models import Answer
from skill.understanding import cues, exceptions
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.matching import Match

Kind = Literal["yes", "no", "never", "topic", "reply_yes", "reply_no"]
"""
Kind of pattern: those of the content (`yes`, `no`, and `never`, a pseudo-trigger); a bare name of the finding
(`topic`), which counts only when negated; and patterns that count only as an answer to the question.
"""


class FindingKey(NamedTuple):
    """Meaning of a pattern."""

    finding: str
    kind: Kind
    flag: bool = False
    """Whether it is a red flag, which vague words such as "my bladder isn't right" must not lose."""


class Status(NamedTuple):
    """Assertion status of a match, and whose finding it is."""

    answer: Answer | None
    """None if the match says nothing about the finding."""
    foreign: bool = False
    """Whether the experiencer is another person."""
    here: bool = False
    """Whether that person is present and has the finding now: "my wife can't pee"."""
    free: bool = False
    """Whether that person is present and said to be free of the finding: "she's breathing all right"."""


def status(match: Match[FindingKey], around: cues.Scopes, run: tuple[str, ...]) -> Status:
    """Return the assertion status of a match; a cue that is part of it ("can't tell when") does not count."""
    # The pattern itself may name the experiencer, in the place of "i".
    others = around.reaching("others", match, own=True)
    vague = around.reaching("supposed", match) or around.reaching("unsure", match)
    denied, over = around.reaching("denied", match), bool(around.reaching("over", match))
    if vague or (over and others):
        return Status("unknown", bool(others))
    answer = _answered(match, run, around, denied, over=over)
    if not others:
        return Status(answer)
    positive = match.key.kind == "yes"
    own = {run[at] for at in range(match.start, match.end) if match.literals >> at & 1}
    free = answer == "no" and not (positive and not CUES.denials.isdisjoint(own))  # "She's not making no sense."
    present = exceptions.is_there_now(run, others)
    return Status("unknown", foreign=True, here=present and positive and not denied, free=present and free)


def _answered(
    match: Match[FindingKey], run: tuple[str, ...], around: cues.Scopes, denied: int, *, over: bool
) -> Answer | None:
    """Return the status of a match whose experiencer is the speaker, given the negations whose scope covers it."""
    key = match.key
    state = key.finding in KINDS.states
    normal = key.finding in KINDS.places and not denied and _called_normal(match, run, around)
    if normal or (state and over and cues.says("not_now", run)):  # "Pregnant last year, not now."
        denied |= 1 << match.start
    was_once = key.kind == "yes" and run[max(0, match.start - 1)] in CUES.was_once
    if state and was_once and not denied:
        return "unknown"  # "I was pregnant when it began" is about another time.
    if key.kind == "topic" and over and not (denied and state):
        return "unknown"
    if key.finding in KINDS.places and denied and not _is_adjacent(denied, match, run):
        return None
    if key.kind == "topic":
        return "no" if denied or _called_normal(match, run, around) else None
    if key.kind == "no":
        # A "no" of its own is followed by the next item of a list: "no bleeding, no waters".
        end = match.start if run[match.start] in CUES.denials else match.end
        denied &= around.on("denied", 1 << match.literals.bit_length() - 1) & ~_negations_of_other_nouns(match, run)
        near = any(denied >> at & 1 and _negates(at, match, run) for at in range(max(0, match.start - 2), end))
        if "could" in run[match.start : match.end] or key.finding.startswith("side_"):
            return None  # A side denies no other side.
        return ("yes" if key.flag else None) if near else "no"
    if denied:
        return "no"
    return "unknown" if _is_over(key, run, over=over) else "yes"


def _negates(at: int, match: Match[FindingKey], run: tuple[str, ...]) -> bool:
    """
    Return whether only words of a phrase of health, and function words, separate it from the negation at `at`.

    "Wiping does not feel normal" is such a negation; in "not numb, wiping's normal" another word stands between.
    """
    end = match.start if at < match.start else match.literals.bit_length() - 1
    small = CUES.near_a_place | CUES.before_health
    return all(match.literals >> place & 1 or run[place] in small for place in range(at + 1, end))


def _is_over(key: FindingKey, run: tuple[str, ...], *, over: bool) -> bool:
    """Return whether what is told is no longer so; `over` if the words around it are about the past."""
    lasts = key.finding in KINDS.ever or (key.finding in KINDS.lasting and not cues.says("long_ago", run))
    healed = key.finding in KINDS.heals and cues.says("months_ago", run) and CUES.changed.isdisjoint(run)
    return healed or (over and not lasts)


def _negations_of_other_nouns(match: Match[FindingKey], run: tuple[str, ...]) -> int:
    """
    Return the positions of each "no" that can't negate a phrase of health.

    "No full control" can, as the "no" directly precedes the phrase; in "no numbness down there, all normal" it negates
    a noun.
    """
    whole = match.literals.bit_count() == match.end - match.start
    return sum(
        1 << at
        for at in range(match.end)
        if run[at] in _OF_NOUNS and not (whole and at == match.start - 1 and run[match.start] not in CUES.parts)
    )


_OF_NOUNS = frozenset("no nah nope without nor".split())


def _called_normal(match: Match[FindingKey], run: tuple[str, ...], around: cues.Scopes) -> bool:
    """Return whether a phrase of health follows directly: "bladder's normal", "feeling is fine"."""
    after = run[match.end : match.end + 4]
    if not after or after[0] not in CUES.before_normal:
        return False
    normal = next((at for at, word in enumerate(after) if word in CUES.called_normal), None)
    return normal is not None and not around.on("denied", 1 << match.end + normal)


def _is_adjacent(cues: int, match: Match[FindingKey], run: tuple[str, ...]) -> bool:
    """Return whether only function words separate a negation from its match; one side is not both."""
    if match.key.finding == "side_both" and "both" not in run[match.start : match.end]:
        return False
    return set(run[cues.bit_length() : match.start]) <= CUES.near_a_place
