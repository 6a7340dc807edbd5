"""Finds what a person says of their own body in free text: each finding with yes, no or unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from skill.content.models import Answer, Content
from skill.understanding import built, cues, kinds, scopes, shades
from skill.understanding.derived import derived, placed
from skill.understanding.files import read
from skill.understanding.matching import Match
from skill.understanding.normalise import bases, tokens

_Kind = Literal["yes", "no", "never", "topic"]
"""Patterns of the content, and the bare names that count only when they are denied."""


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
    foreign: bool = False
    """Told of somebody else."""


def keep(content: Content, folder: Path) -> Path:
    """
    Write the file of the compiled patterns.

    Raises:
        ContentError: A pattern can't be read.
    """
    return built.keep_patterns("findings", content.words, _specs(content), folder)


def _specs(content: Content) -> list[built.Spec[_Key]]:
    """Every pattern of the content, and what findings are called when they are denied."""
    specs: list[built.Spec[_Key]] = []
    for name, finding in content.findings.items():
        heard = finding.heard
        lists: tuple[tuple[_Kind, tuple[str, ...]], ...] = (
            ("yes", heard.yes), ("no", heard.no), ("never", heard.never),
        )  # fmt: skip
        for kind, patterns in lists:
            key = _Key(name, kind, finding.group == "red_flag")
            specs += [(pattern, key, f"findings/{name}.yaml", kind == "never") for pattern in patterns]
    denials = read("denials.yaml", _Denials)
    for name in sorted(content.findings.keys() & denials.words.keys()):
        key = _Key(name, "topic", content.findings[name].group == "red_flag")
        specs += [(pattern, key, "denials.yaml", False) for pattern in denials.words[name]]
    return specs


class FindingsReader:
    """Reads findings out of free text, by the patterns of the content."""

    def __init__(self, content: Content) -> None:
        """
        Compile the patterns of all findings.

        Raises:
            ContentError: A pattern can't be read.
        """
        self._patterns = built.patterns("findings", content.words, _specs(content))

    def find(self, text: str) -> dict[str, Answer]:
        """Each finding that is told, with `yes` (of the speaker, now), `no` (denied) or `unknown`."""
        said = tokens(text)
        runs = list(scopes.segments(said))
        across = self._across(said, runs) if len(runs) > 1 else []
        mentions = [mention for mention, kind in across if kind == "yes"]
        hidden = [mention for mention, kind in across if kind == "never"]
        found: dict[str, Answer] = {}
        for mention in self._in_turn(said, runs, mentions, questions="?" in text):
            if not any(other.finding == mention.finding and other.literals & mention.literals for other in hidden):
                found[mention.finding] = _merged(found.get(mention.finding), mention.answer)
        for one, other in kinds.KIN:
            if found.get(one) == "yes" and found.get(other) == "no":
                del found[other]
        if shades.is_old_story(said):
            found |= {name: "no" for name in kinds.NEWS & found.keys() if found[name] == "yes"}
        return placed(said, {**found, **derived(said, found)})

    def _in_turn(
        self,
        said: Sequence[str],
        runs: Sequence[tuple[int, Sequence[str]]],
        mentions: list[_Mention],
        *,
        questions: bool,
    ) -> list[_Mention]:
        """What the statements tell one after the other, beyond `mentions`; a later one may take back or answer."""
        noun, asked = "", 0
        earlier: Sequence[str] = ()
        for begin, run in runs:
            if questions and _answers_no(earlier, run):
                mentions[asked:] = self._mentions(["no", *earlier], begin)
            if run[-1] != "asked":  # "They asked" stands between a question and its answer.
                asked, earlier = len(mentions), run
            if mentions and said[begin - 1] != "then" and shades.takes_back(run):
                mentions = [_over(mention) for mention in mentions]
            if shades.is_not_me(run):
                mentions = [replace(mention, answer="no") if mention.foreign else mention for mention in mentions]
            mentions += self._mentions(run, begin)
            if noun and run[0] in _PRONOUNS:
                mentions += self._mentions([noun, *run[1:]], begin)
            noun = next((word for word in reversed(run) if _BODY.intersection(bases(word))), noun)
        return mentions

    def _across(self, said: Sequence[str], runs: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[_Mention, _Kind]]:
        """What patterns find that name the joint between two statements themselves: "i need to go but it won't"."""
        joints = sum(1 << at for at in range(len(said)) if scopes.is_cut(said, at) and said[at] != ".")
        if not joints:
            return []
        touched, within = 0, []
        for begin, run in runs:
            around = scopes.read(run)
            within.append(((1 << len(run)) - 1) << begin)
            for at in range(len(run)):
                if around.supposed[at] or around.others[at] or around.unsure[at] or around.denied[at]:
                    touched |= 1 << (begin + at)
        return [
            (_Mention(match.key.finding, "yes", match.literals, match.key.flag), match.key.kind)
            for match in self._patterns.find(said, self._patterns.units(said))
            if match.literals & joints
            or (match.key.finding in kinds.SPANNING and all(match.literals & ~own for own in within))
            if not match.literals & touched
        ]

    def _mentions(self, run: Sequence[str], begin: int) -> list[_Mention]:
        """What one segment tells; `begin` is its place in the whole."""
        matches = self._patterns.find(run, self._patterns.units(run))
        if not matches:
            return []
        doubled = [(first, last + _BARE) for first, last in shades.places(run, 0, len(run), cues.DOUBLE)]
        around = scopes.read(run)
        never = [match for match in matches if match.key.kind == "never"]
        foreign_to_yes = shades.is_not_me(run)
        mentions: list[_Mention] = []
        for match in matches:
            if match.key.kind == "never" or (match.key.kind != "no" and any(_hides(other, match) for other in never)):
                continue
            if match.key.kind == "no" and any(begun < match.end and match.start < ended for begun, ended in doubled):
                continue  # "It's not that it doesn't hurt" denies no pain.
            answer, foreign = _answer(match, around, run)
            if answer:
                told: Answer = "no" if foreign and foreign_to_yes else answer
                mentions.append(
                    _Mention(match.key.finding, told, match.literals << begin, match.key.flag, foreign=foreign)
                )
        return list(_without_swallowed(mentions))


_PRONOUNS = frozenset("it they that".split())
_BODY = frozenset("foot leg toe calf thigh knee ankle bladder bowel chest skin rash lump".split())
"""What "it" may stand for in the next statement: "my foot is numb and it drags"."""


def _answers_no(question: Sequence[str], run: Sequence[str]) -> bool:
    """ "Fever? Nope", "fever? They asked, I said no": a bare question, and a denial that opens or ends the answer."""
    if not question or len(question) > _BARE or cues.TELLS & set(question):
        return False
    parts = [" ".join(word for word in run[begin:end] if word != ",") for begin, end in scopes.clauses(run)]
    return parts[0] in cues.CLOSING_DENIALS or (len(run) <= 2 * _BARE and parts[-1] in cues.CLOSING_DENIALS)


_BARE = 5
"""A question of no more words than this names a finding and tells nothing."""


def _over(mention: _Mention) -> _Mention:
    """The same mention once it is said to be over."""
    if mention.answer == "yes" and mention.finding not in kinds.LASTING | kinds.COURSE:
        return replace(mention, answer="unknown")
    return mention


def _hides(never: Match[_Key], match: Match[_Key]) -> bool:
    """A look-alike hides what it shares words with."""
    return never.key.finding == match.key.finding and (
        never.literals & match.literals != 0 or (never.start < match.end and match.start < never.end)
    )


def _answer(match: Match[_Key], around: scopes.Scopes, run: Sequence[str]) -> tuple[Answer | None, bool]:
    """
    What the surrounding words make of a match, and whether it is told of somebody else.

    No answer: it says nothing about the finding. A cue that the match names itself ("can't tell when") is no cue.
    """
    cues_of = [0, 0, 0, 0, 0]
    masks = (around.denied, around.over, around.supposed, around.others, around.unsure)
    for at in range(match.start, match.end):
        if match.literals >> at & 1:
            for which, mask in enumerate(masks):
                cues_of[which] |= mask[at]
    denied, over, supposed, others, unsure = [reached & ~match.literals for reached in cues_of]
    if supposed or others or unsure:
        return "unknown", bool(others)
    return _answered(match, run, around, denied, over=bool(over)), False


def _answered(
    match: Match[_Key], run: Sequence[str], around: scopes.Scopes, denied: int, *, over: bool
) -> Answer | None:
    """The answer of a match that is told of the speaker, by the denials that reach it."""
    key = match.key
    if _is_no_more(match, run, around, denied, over=over):
        denied |= 1 << match.start
    if key.kind == "topic" and over and not (denied and key.finding in kinds.STATES):
        return "unknown"
    if key.finding in kinds.PLACES and denied and not _at_hand(denied, match, run):
        return None
    if key.kind == "topic":
        return "no" if denied or _called_normal(match, run, around) else None
    if key.kind == "no":
        # A "no" of its own is followed by the next item of a list: "no bleeding, no waters".
        end = match.start if run[match.start] in cues.DENIALS else match.end
        near = denied >> max(0, match.start - 2) & ((1 << (end - max(0, match.start - 2))) - 1)
        return None if "could" in run[match.start : match.end] else _opposite(key, denied=bool(near))
    if denied:
        return "no"
    if over and (key.finding not in kinds.LASTING or (key.finding not in kinds.EVER and cues.LONG_AGO & set(run))):
        return "unknown"
    return "yes"


def _is_no_more(match: Match[_Key], run: Sequence[str], around: scopes.Scopes, denied: int, *, over: bool) -> bool:
    """ "Pregnant last year, not now", "the hip itself is fine": denied without a "no" that reaches it."""
    if match.key.finding in kinds.STATES:
        return over and next(shades.places(run, 0, len(run), cues.NOT_NOW), None) is not None
    return match.key.finding in kinds.PLACES and not denied and _called_normal(match, run, around)


def _opposite(key: _Key, *, denied: bool) -> Answer | None:
    """What words that deny a finding mean, also when they are denied themselves; "the right one" denies no left."""
    if key.finding.startswith("side_"):
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
    return normal is not None and not around.denied[match.end + normal]


_IS = frozenset(
    "is are was feels seems been has works working still all both completely totally fine normal okay itself".split()
)
_NORMAL = frozenset("fine normal normally okay good great usual perfect regular grand right okay".split())


def _at_hand(cues: int, match: Match[_Key], run: Sequence[str]) -> bool:
    """Whether nothing but small words stands between the denial and what it denies; one side is not both."""
    if match.key.finding == "side_both" and "both" not in run[match.start : match.end]:
        return False
    return set(run[cues.bit_length() : match.start]) <= kinds.NEAR


def _without_swallowed(mentions: Sequence[_Mention]) -> Iterable[_Mention]:
    """Drop what a narrower mention has already told with the same words."""
    for mention in mentions:
        swallowed = any(_swallows(other, mention) for other in mentions)
        if not swallowed:
            yield mention


def _swallows(narrow: _Mention, wide: _Mention) -> bool:
    if narrow.finding == wide.finding or wide.literals & narrow.literals == 0:
        return False
    if wide.finding in kinds.NARROWER.get(narrow.finding, ()):
        return True
    if wide.answer == narrow.answer == "no" and wide.finding in kinds.DENIED_ALONG.get(narrow.finding, ()):
        return True
    inside = wide.literals & ~narrow.literals == 0 and wide.literals != narrow.literals
    if narrow.literals.bit_length() - (narrow.literals & -narrow.literals).bit_length() > _ONE_PHRASE:
        return False
    if narrow.finding == "both_legs":
        return False
    return inside and narrow.flag and wide.finding in kinds.WIDE and wide.answer == narrow.answer == "no"


_ONE_PHRASE = 5
"""Words further apart than this are two things told, not one: "no numbness, and both legs are strong"."""


def _merged(before: Answer | None, now: Answer) -> Answer:
    """A yes wins over all; between no and unknown the later word counts."""
    return "yes" if "yes" in {before, now} else now
