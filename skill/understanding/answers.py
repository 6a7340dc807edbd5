"""What a place where a finding is named says about it, by the words around: yes, no, unknown, or nothing at all."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from skill.content.models import Answer
from skill.understanding import past, scopes, shades
from skill.understanding.cues import CUES
from skill.understanding.kinds import KINDS
from skill.understanding.matching import Match
from skill.understanding.normalise import all_bases

Kind = Literal["yes", "no", "never", "topic", "reply_yes", "reply_no"]
"""Patterns of the content; the bare names that count only when they are denied; what only answers the question."""


class FindingKey(NamedTuple):
    """What a pattern means."""

    finding: str
    kind: Kind
    flag: bool = False
    """A red flag: "my bladder isn't right" must not be lost."""


def answer(match: Match[FindingKey], around: scopes.Scopes, run: Sequence[str]) -> tuple[Answer | None, bool]:
    """
    What the surrounding words make of a match, and whether it is told of somebody else.

    No answer: it says nothing about the finding. A cue that the match names itself ("can't tell when") is no cue.
    """
    if _is_image(match, around, run):
        return None, False
    masks = (around.denied, around.over, around.supposed, around.unsure)
    denied, over, supposed, unsure = (scopes.reaching(mask, match) for mask in masks)
    # Whoever it is told of may be named by the pattern: they stand in the place of "i".
    others = scopes.reaching(around.others, match, own=True)
    if supposed or others or unsure:
        return "unknown", bool(others)
    return _answered(match, run, around, denied, over=bool(over)), False


def _is_image(match: Match[FindingKey], around: scopes.Scopes, run: Sequence[str]) -> bool:
    """Return whether violence is only what the pain is likened to: "a stabbed in the back sort of pain"."""
    if match.key.finding != "major_trauma" or not scopes.reaching(around.likened, match):
        return False
    return bool(CUES.violence & all_bases(run[match.start : match.end]))


def is_here(match: Match[FindingKey], around: scopes.Scopes, run: Sequence[str]) -> bool:
    """Return whether what is told of somebody else is true of a person who is there now: "my wife can't pee"."""
    if match.key.kind != "yes":
        return False
    weakened = (around.denied, around.over, around.supposed, around.unsure)
    if any(scopes.reaching(mask, match) for mask in weakened):
        return False
    persons = scopes.reaching(around.others, match, own=True)
    return shades.is_there_now(run, persons)


def _answered(
    match: Match[FindingKey], run: Sequence[str], around: scopes.Scopes, denied: int, *, over: bool
) -> Answer | None:
    """The answer of a match that is told of the speaker, by the denials that reach it."""
    key = match.key
    if _is_no_more(match, run, around, denied, over=over):
        denied |= 1 << match.start
    if key.finding in KINDS.states and key.kind == "yes" and run[max(0, match.start - 1)] in _WAS_ONCE and not denied:
        return "unknown"  # "I was pregnant when it began" tells of another time.
    if key.kind == "topic" and over and not (denied and key.finding in KINDS.states):
        return "unknown"
    if key.finding in KINDS.places and denied and not _at_hand(denied, match, run):
        return None
    if key.kind == "topic":
        return "no" if denied or _called_normal(match, run, around) else None
    if key.kind == "no":
        # A "no" of its own is followed by the next item of a list: "no bleeding, no waters".
        end = match.start if run[match.start] in CUES.denials else match.end
        denied &= around.denied[match.literals.bit_length() - 1] & ~_of_another_noun(match, run)
        near = denied >> max(0, match.start - 2) & ((1 << (end - max(0, match.start - 2))) - 1)
        return None if "could" in run[match.start : match.end] else _opposite(key, denied=bool(near))
    if denied:
        return "no"
    if over and (key.finding not in KINDS.lasting or (key.finding not in KINDS.ever and past.long_ago(run))):
        return "unknown"
    return "yes"


def _is_no_more(
    match: Match[FindingKey], run: Sequence[str], around: scopes.Scopes, denied: int, *, over: bool
) -> bool:
    """ "Pregnant last year, not now", "the hip itself is fine": denied without a "no" that reaches it."""
    if match.key.finding in KINDS.states:
        return over and next(past.places(run, 0, len(run), CUES.not_now), None) is not None
    return match.key.finding in KINDS.places and not denied and _called_normal(match, run, around)


def _of_another_noun(match: Match[FindingKey], run: Sequence[str]) -> int:
    """
    The places of each "no" that can't turn a healthy word around.

    "No full control" can, for it stands right at the words; in "no numbness down there, all normal" it denies a noun.
    """
    whole = match.literals.bit_count() == match.end - match.start
    return sum(
        1 << at
        for at in range(match.end)
        if run[at] in {"no", "without", "nor"} and not (whole and at == match.start - 1)
    )


def _opposite(key: FindingKey, *, denied: bool) -> Answer | None:
    """What words that deny a finding mean, also when they are denied themselves; "the right one" denies no left."""
    if key.finding.startswith("side_"):
        return None
    if denied:
        return "yes" if key.flag else None
    return "no"


def _called_normal(match: Match[FindingKey], run: Sequence[str], around: scopes.Scopes) -> bool:
    """ "Bladder's normal", "feeling is fine": health said of the thing itself, right after it."""
    after = run[match.end : match.end + 4]
    if not after or after[0] not in CUES.before_normal:
        return False
    normal = next((at for at, word in enumerate(after) if word in CUES.called_normal), None)
    return normal is not None and not around.denied[match.end + normal]


_WAS_ONCE = frozenset("was were".split())


def _at_hand(cues: int, match: Match[FindingKey], run: Sequence[str]) -> bool:
    """Whether nothing but small words stands between the denial and what it denies; one side is not both."""
    if match.key.finding == "side_both" and "both" not in run[match.start : match.end]:
        return False
    return set(run[cues.bit_length() : match.start]) <= CUES.near_a_place
