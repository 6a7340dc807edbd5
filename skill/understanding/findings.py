"""Finds what a person says of their own body in free text: each finding with yes, no or unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from msgspec import Struct

from skill.content.models import Answer, Content
from skill.understanding import scopes
from skill.understanding.derived import derived
from skill.understanding.files import read
from skill.understanding.normalise import tokens
from skill.understanding.patterns import Match, Patterns

_Kind = Literal["yes", "no", "never", "topic"]
"""Patterns of the content, and the bare names that count only when they are denied."""

_LASTING = frozenset(
    "cancer_history recent_surgery hip_replacement major_trauma fall_or_injury recent_exercise long_sitting "
    "dehydrated_hot sudden_pop long_lie new_medicine starts_in_back stress_caffeine repetitive_sport "
    "tried_selfcare_no_help vascular_risk immune_steroid_ivdu weight_loss".split()
)
"""Findings that stay true of a person although they are told in the past: "I had cancer"."""

_PLACES = frozenset("site_buttock site_low_back site_hip side_left side_right side_both".split())
"""A "no" reaches these only when it stands right at them: "no numbness on the left" does not deny the left."""

_NEAR = frozenset(
    "no not the my a in on at of really it is pain ache side hurt hurting sore and or any nothing trouble problem "
    "problems neither nor from never with low lower left right issues cramp cramps without".split()
)

_NARROWER = {
    "saddle_numb": ("numbness", "tingling", "leg_numb_persistent", "both_legs"),
    "sexual_change": ("numbness",),
    "bladder_control_loss": ("pelvic_or_urinary",),
    "cannot_pee": ("pelvic_or_urinary",),
}
"""Findings that swallow wider ones told by the same words."""


_WIDE = frozenset(
    "numbness tingling quality_ache quality_sharp quality_burning painful_cramp twitch_main severe fall_or_injury "
    "at_night site_buttock site_low_back site_hip spreads_down_leg leg_weakness fever_chills".split()
)
"""Findings whose denial inside a narrower denial means nothing by itself: "no numbness in my groin"."""


class _Denials(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of denials.yaml."""

    words: dict[str, tuple[str, ...]]


class _Key(NamedTuple):
    finding: str
    kind: _Kind
    flag: bool = False
    """A red flag: "my bladder isn't right" must not be lost."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """One finding told in one place."""

    finding: str
    answer: Answer
    literals: int
    flag: bool


class FindingsReader:
    """Reads findings out of free text, by the patterns of the content."""

    def __init__(self, content: Content) -> None:
        """
        Compile the patterns of all findings.

        Raises:
            ContentError: A pattern can't be read.
        """
        self._patterns: Patterns[_Key] = Patterns(content.words)
        for name, finding in content.findings.items():
            heard = finding.heard
            lists: tuple[tuple[_Kind, tuple[str, ...]], ...] = (
                ("yes", heard.yes), ("no", heard.no), ("never", heard.never),
            )  # fmt: skip
            for kind, patterns in lists:
                for pattern in patterns:
                    self._patterns.add(
                        pattern,
                        _Key(name, kind, finding.group == "red_flag"),
                        f"findings/{name}.yaml",
                        strict=kind == "never",
                    )
        denials = read("denials.yaml", _Denials)
        for name in content.findings.keys() & denials.words.keys():
            for pattern in denials.words[name]:
                self._patterns.add(
                    pattern, _Key(name, "topic", content.findings[name].group == "red_flag"), "denials.yaml"
                )
        self._patterns.seal()

    def find(self, text: str) -> dict[str, Answer]:
        """Each finding that is told, with `yes` (of the speaker, now), `no` (denied) or `unknown`."""
        said = tokens(text)
        mentions: list[_Mention] = []
        for run in scopes.segments(said):
            if mentions and scopes.takes_back(run):
                mentions = [_over(mention) for mention in mentions]
            mentions += self._mentions(run)
        found: dict[str, Answer] = {}
        for mention in mentions:
            found[mention.finding] = _merged(found.get(mention.finding), mention.answer)
        return {**found, **derived(said, found)}

    def _mentions(self, run: Sequence[str]) -> list[_Mention]:
        """What one segment tells."""
        matches = self._patterns.find(run, self._patterns.units(run))
        if not matches:
            return []
        around = scopes.read(run)
        never = [match for match in matches if match.key.kind == "never"]
        mentions: list[_Mention] = []
        for match in matches:
            if match.key.kind == "never" or any(_hides(other, match) for other in never):
                continue
            answer = _answer(match, around, run)
            if answer:
                mentions.append(_Mention(match.key.finding, answer, match.literals, match.key.flag))
        return list(_without_swallowed(mentions))


def _over(mention: _Mention) -> _Mention:
    """The same mention once it is said to be over."""
    if mention.answer == "yes" and mention.finding not in _LASTING:
        return replace(mention, answer="unknown")
    return mention


def _hides(never: Match[_Key], match: Match[_Key]) -> bool:
    """A look-alike hides what it shares words with."""
    return never.key.finding == match.key.finding and (
        never.literals & match.literals != 0 or (never.start < match.end and match.start < never.end)
    )


def _answer(match: Match[_Key], around: scopes.Scopes, run: Sequence[str]) -> Answer | None:
    """What the surrounding words make of a match; None: it says nothing about the finding."""
    places = [at for at in range(match.start, match.end) if match.literals >> at & 1]
    if any(around.supposed[at] or around.others[at] or around.unsure[at] for at in places):
        return "unknown"
    if match.key.kind == "topic" and any(around.over[at] for at in places):
        return "unknown"
    cues = 0
    for at in places:
        cues |= around.denied_by[at]
    denied = cues & ~match.literals != 0
    if match.key.finding in _PLACES and denied and not _at_hand(cues, match, run):
        return None
    if match.key.kind == "topic":
        return "no" if denied or _called_normal(match, run, around) else None
    if match.key.kind == "no":
        return _opposite(match.key, denied=denied)
    if denied:
        return "no"
    if match.key.finding not in _LASTING and any(around.over[at] for at in places):
        return "unknown"
    return "yes"


def _opposite(key: _Key, *, denied: bool) -> Answer | None:
    """What words that deny a finding mean, also when they are denied themselves; "the right one" denies no left."""
    if key.finding in _PLACES:
        return None
    if denied:
        return "yes" if key.flag else None
    return "no"


def _called_normal(match: Match[_Key], run: Sequence[str], around: scopes.Scopes) -> bool:
    """ "Bladder's normal", "feeling is fine": health said of the thing itself, right after it."""
    after = run[match.end : match.end + 4]
    if not after or after[0] not in _IS:
        return False
    normal = next((at for at, word in enumerate(after) if word in _NORMAL), None)
    return normal is not None and not around.denied_by[match.end + normal]


_IS = frozenset(
    "is are was feels seems been has works working still all both completely totally fine normal okay".split()
)
_NORMAL = frozenset("fine normal normally okay good great usual perfect regular grand right okay".split())


def _at_hand(cues: int, match: Match[_Key], run: Sequence[str]) -> bool:
    """Whether nothing but small words stands between the denial and what it denies."""
    return set(run[cues.bit_length() : match.start]) <= _NEAR


def _without_swallowed(mentions: Sequence[_Mention]) -> Iterable[_Mention]:
    """Drop what a narrower mention has already told with the same words."""
    for mention in mentions:
        swallowed = any(_swallows(other, mention) for other in mentions)
        if not swallowed:
            yield mention


def _swallows(narrow: _Mention, wide: _Mention) -> bool:
    if narrow.finding == wide.finding or wide.literals & narrow.literals == 0:
        return False
    if wide.finding in _NARROWER.get(narrow.finding, ()):
        return True
    inside = wide.literals & ~narrow.literals == 0 and wide.literals != narrow.literals
    return inside and narrow.flag and wide.finding in _WIDE and wide.answer == narrow.answer == "no"


def _merged(before: Answer | None, now: Answer) -> Answer:
    """A yes stays a yes; between no and unknown the later word counts."""
    return "yes" if before == "yes" else now
