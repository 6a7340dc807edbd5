"""Finds what a person says of their own body in free text: each finding with yes, no or unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from msgspec import Struct

from skill.content.models import Answer, Content
from skill.understanding import answers, past, scopes, shades
from skill.understanding.answers import FindingKey, Kind
from skill.understanding.cues import CUES
from skill.understanding.derived import derived, placed
from skill.understanding.files import read
from skill.understanding.kinds import KINDS
from skill.understanding.matching import Match
from skill.understanding.normalise import bases
from skill.understanding.patterns import Patterns, Spec, Table, compiled


class _Denials(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of denials.yaml."""

    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """One finding told in one place."""

    finding: str
    answer: Answer
    literals: int
    """Bit mask of the words that told it, by their places in the text."""
    flag: bool
    foreign: bool = False
    """Told of somebody else."""
    here: bool = False
    """Told of somebody else who is there now, and true of them."""
    place: int = -1
    """The pattern's place among those of the file; -1 where no single pattern told it."""
    topic: bool = False
    """A bare name of the finding, which tells nothing by itself."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a text tells, and where."""

    said: Sequence[str]
    """The plain words, with stops and commas."""
    findings: dict[str, Answer]
    """What is told of the speaker: `yes` (now), `no` (denied) or `unknown`."""
    theirs: frozenset[str] = frozenset()
    """What is told of somebody else who is there now."""
    mentions: Sequence[Mention] = ()
    replies: Sequence[Mention] = ()
    """What the words tell if they answer the question about it: names of findings, and `reply_yes`, `reply_no`."""

    @classmethod
    def of_nothing(cls, said: Sequence[str]) -> "Reading":
        """Return the reading of words that tell nothing of the body."""
        return cls(said, {})


def table(content: Content) -> Table:
    """
    Compile the patterns of a content.

    Raises:
        ContentError: A pattern can't be read.
    """
    return compiled(content.words, _specs(content))


def _specs(content: Content) -> list[Spec[FindingKey]]:
    """Every pattern of the content, and what findings are called when they are denied."""
    specs: list[Spec[FindingKey]] = []
    for name, finding in content.findings.items():
        heard = finding.heard
        lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("yes", heard.yes), ("no", heard.no), ("never", heard.never),
            ("reply_yes", heard.reply_yes), ("reply_no", heard.reply_no),
        )  # fmt: skip
        for kind, patterns in lists:
            key = FindingKey(name, kind, finding.group == "red_flag")
            specs += [(pattern, key, f"findings/{name}.yaml", kind == "never") for pattern in patterns]
    denials = read("en/denials.yaml", _Denials)
    for name in sorted(content.findings.keys() & denials.words.keys()):
        key = FindingKey(name, "topic", content.findings[name].group == "red_flag")
        specs += [(pattern, key, "denials.yaml", False) for pattern in denials.words[name]]
    return specs


class FindingsReader:
    """Reads findings out of free text, by the patterns of the content."""

    def __init__(self, content: Content, patterns: Table) -> None:
        """Take the patterns of the content, as `table` compiles them."""
        self._specs = _specs(content)
        self._patterns = Patterns(patterns, self._specs)
        self._flags = frozenset(name for name, finding in content.findings.items() if finding.group == "red_flag")

    def source(self, place: int) -> tuple[str, str]:
        """Return the pattern at a place and the file in which it stands."""
        pattern, _, where, _ = self._specs[place]
        return pattern, where

    def read(self, said: Sequence[str], *, questions: bool = False) -> Reading:
        """Return all that plain words tell of findings, and where; `questions`: there was a question mark."""
        runs = list(scopes.segments(said))
        across = self._across(said, runs) if len(runs) > 1 else []
        mentions = [mention for mention, kind in across if kind == "yes"]
        hidden = [mention for mention, kind in across if kind == "never"]
        found: dict[str, Answer] = {}
        told = self._in_turn(said, runs, mentions, questions=questions)
        old = shades.old_story(said)
        news = sum(1 << at for at in range(len(said)) if _tells_news(told, at))
        if any(mention.finding in KINDS.complaints and mention.literals & old & ~news for mention in told):
            old = 0  # It is the pain that is old: "a bad back for years wet myself in bed".
        for mention in told:
            if mention.finding in KINDS.news and mention.answer == "yes" and not mention.literals & ~old:
                found.setdefault(mention.finding, "no")
            elif not any(other.finding == mention.finding and other.literals & mention.literals for other in hidden):
                found[mention.finding] = _merged(found.get(mention.finding), mention.answer)
        for one, other in KINDS.kin:
            if found.get(one) == "yes" and found.get(other) == "no":
                del found[other]
        if next(past.places(said, 0, len(said), CUES.not_quite), None):
            found |= {name: "unknown" for name, answer in found.items() if answer == "no" and name in self._flags}
        found = placed(said, {**found, **derived(said, found)})
        theirs = frozenset(mention.finding for mention in told if mention.here)
        return Reading(said, found, theirs, told, list(self._replies(runs)))

    def _in_turn(
        self,
        said: Sequence[str],
        runs: Sequence[tuple[int, Sequence[str]]],
        mentions: list[Mention],
        *,
        questions: bool,
    ) -> list[Mention]:
        """What the statements tell one after the other, beyond `mentions`; a later one may take back or answer."""
        asked, last, about = 0, 0, 0
        named: tuple[Sequence[str], int] | None = None
        """The last statement that named a part of a body, and where."""
        earlier: Sequence[str] = ()
        before: Sequence[str] = ()
        for begin, run in runs:
            if questions and _answers_no(earlier, run):
                mentions[asked:] = self._mentions(["no", *earlier], begin)
            if run[-1] != "asked":  # "They asked" stands between a question and its answer.
                asked, earlier = len(mentions), run
            mentions = _revised(mentions, last, about, run, after=said[begin - 1] if begin else "")
            if shades.is_news(before, run):
                mentions = mentions[:last] + [_turned(mention, "no", "yes") for mention in mentions[last:]]
            last, about, before = len(mentions), begin + scopes.clauses(run)[-1][0], run
            if begin and (first := scopes.correction(said, begin - 1)):
                # "Not that I can't pee, it's that I can't feel it": what "it" is, the first half tells.
                behind = ((1 << len(run)) - 1) << begin
                joined = self._mentions(said[first : begin + len(run)], first)
                mentions += [it for it in joined if it.flag and it.answer == "yes" and it.literals & behind]
            mentions += self._mentions(run, begin)
            if named and run[0] in _PRONOUNS and not scopes.read(named[0]).others[named[1]]:
                mentions += self._mentions([named[0][named[1]], *run[1:]], begin)
            at = next((at for at in reversed(range(len(run))) if CUES.body_parts.intersection(bases(run[at]))), None)
            named = named if at is None else (run, at)
        return mentions

    def _across(self, said: Sequence[str], runs: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[Mention, Kind]]:
        """What patterns find that name the joint between two statements themselves: "i need to go but it won't"."""
        joints = sum(1 << at for at in range(len(said)) if scopes.is_cut(said, at) and said[at] != ".")
        if not joints:
            return []
        cues_at, within = [0] * len(said), []
        for begin, run in runs:
            around = scopes.read(run)
            within.append(((1 << len(run)) - 1) << begin)
            for at in range(len(run)):
                reached = around.supposed[at] | around.others[at] | around.unsure[at] | around.denied[at]
                cues_at[begin + at] = reached << begin
        return [
            (Mention(match.key.finding, "yes", match.literals, match.key.flag), match.key.kind)
            for match in self._patterns.find(said, self._patterns.units(said))
            if match.literals & joints
            or (match.key.finding in KINDS.spanning and all(match.literals & ~own for own in within))
            if not any(
                match.literals >> at & 1 and cues_at[at] & ~match.literals for at in range(match.start, match.end)
            )
        ]

    def _mentions(self, run: Sequence[str], begin: int) -> list[Mention]:
        """What one segment tells; `begin` is its place in the whole."""
        around = scopes.read(run)
        spoken = _as_of_me(run, around)
        matches = self._patterns.find(spoken, self._patterns.units(spoken))
        if not matches:
            return []
        doubled = [(first, last + _BARE) for first, last in past.places(run, 0, len(run), CUES.double)]
        # A look-alike that is denied itself hides nothing: "I've lost weight without trying".
        never = [it for it in matches if it.key.kind == "never" and not scopes.reaching(around.denied, it)]
        foreign_to_yes = shades.is_not_me(run)
        mentions: list[Mention] = []
        for match in matches:
            if match.key.kind == "never" or (match.key.kind != "no" and any(_hides(other, match) for other in never)):
                continue
            if match.key.kind == "no" and any(begun < match.end and match.start < ended for begun, ended in doubled):
                continue  # "It's not that it doesn't hurt" denies no pain.
            if match.key.kind in _REPLIES:
                continue
            answer, foreign = answers.answer(match, around, run)
            if answer:
                told: Answer = "no" if foreign and foreign_to_yes else answer
                mentions.append(
                    Mention(
                        match.key.finding,
                        told,
                        match.literals << begin,
                        match.key.flag,
                        foreign=foreign,
                        here=foreign and not foreign_to_yes and answers.is_here(match, around, run),
                        place=match.place,
                    )
                )
        return list(_without_swallowed(mentions))

    def _replies(self, runs: Sequence[tuple[int, Sequence[str]]]) -> Iterable[Mention]:
        """Yield what the words tell if they answer a question: the answer of a bare name is yes."""
        for begin, run in runs:
            matches = self._patterns.find(run, self._patterns.units(run))
            never = [match for match in matches if match.key.kind == "never"]
            told = [
                match
                for match in matches
                if match.key.kind in {*_REPLIES, "topic"} and not any(_hides(other, match) for other in never)
            ]
            around = scopes.read(run) if told else None
            for match in told:
                before = run[max(0, match.start - _BARE) : match.start]
                if match.key.kind == "reply_no" and not CUES.no_ease.isdisjoint(before):
                    continue  # "I can't hold it easily."
                if around and not any(scopes.reaching(mask, match) for mask in _weakening(around)):
                    answer: Answer = "no" if match.key.kind == "reply_no" else "yes"
                    literals, topic = match.literals << begin, match.key.kind == "topic"
                    yield Mention(match.key.finding, answer, literals, match.key.flag, place=match.place, topic=topic)


def _as_of_me(run: Sequence[str], around: scopes.Scopes) -> Sequence[str]:
    """Return a statement about somebody else in the words of the speaker, in which patterns are written."""
    if not any(around.others):
        return run
    persons = 0
    for mask in around.others:
        persons |= mask
    return [_AS_MINE.get(word, "i" if persons >> at & 1 else word) for at, word in enumerate(run)]


_AS_MINE = {
    "he": "i", "she": "i", "his": "my", "her": "my", "their": "my",
    "himself": "myself", "herself": "myself", "themselves": "myself",
}  # fmt: skip
_REPLIES = frozenset(("reply_yes", "reply_no"))


def _weakening(around: scopes.Scopes) -> tuple[Sequence[int], ...]:
    return around.denied, around.over, around.supposed, around.unsure, around.others


_PRONOUNS = frozenset("it they that".split())


def _answers_no(question: Sequence[str], run: Sequence[str]) -> bool:
    """ "Fever? Nope", "fever? They asked, I said no": a bare question, and a denial that opens or ends the answer."""
    if not question or len(question) > _BARE or CUES.tells & set(question):
        return False
    parts = [" ".join(word for word in run[begin:end] if word != ",") for begin, end in scopes.clauses(run)]
    return parts[0] in CUES.closing_denials or (len(run) <= 2 * _BARE and parts[-1] in CUES.closing_denials)


_BARE = 5
"""A question of no more words than this names a finding and tells nothing."""


def _revised(mentions: list[Mention], last: int, about: int, run: Sequence[str], after: str) -> list[Mention]:
    """
    What was told before, as the next statement leaves it.

    The statement before it told the mentions from `last` on, and its last clause begins at the place `about`: of
    warning signs, "but it's gone" takes back only what stands there.
    """
    if mentions and (after != "then" or shades.has_passed(run)) and shades.takes_back(run):
        whole = {"all", "everything"} & set(run)
        mentions = [
            _over(mention) if whole or not mention.flag or mention.literals >> about else mention
            for mention in mentions
        ]
    if past.persists(run):
        mentions = [_turned(mention, "unknown", "yes") for mention in mentions]
    if shades.turns_down(run):
        mentions = mentions[:last] + [_turned(mention, "unknown", "no") for mention in mentions[last:]]
    if shades.leaves_open(run):
        mentions = mentions[:last] + [replace(mention, answer="unknown") for mention in mentions[last:]]
    if shades.takes_up(run):
        mentions = [_turned(mention, "no", "yes") for mention in mentions]
    if shades.is_not_me(run):
        mentions = [replace(mention, answer="no") if mention.foreign else mention for mention in mentions]
    return mentions


def _turned(mention: Mention, before: Answer, now: Answer) -> Mention:
    """A mention of the speaker with another answer, where it had this one."""
    return replace(mention, answer=now) if mention.answer == before and not mention.foreign else mention


def _over(mention: Mention) -> Mention:
    """The same mention once it is said to be over."""
    if mention.answer == "yes" and mention.finding not in KINDS.lasting | KINDS.course:
        return replace(mention, answer="unknown")
    return mention


def _hides(never: Match[FindingKey], match: Match[FindingKey]) -> bool:
    """A look-alike hides what it shares words with."""
    return never.key.finding == match.key.finding and (
        never.literals & match.literals != 0 or (never.start < match.end and match.start < never.end)
    )


def _without_swallowed(mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Drop what a narrower mention has already told with the same words."""
    for mention in mentions:
        swallowed = any(_swallows(other, mention) for other in mentions)
        if not swallowed:
            yield mention


def _swallows(narrow: Mention, wide: Mention) -> bool:
    inside = wide.literals & ~narrow.literals == 0 and wide.literals != narrow.literals
    if inside and narrow.finding == wide.finding and (narrow.answer, wide.answer) == ("no", "yes"):
        return True  # "Bowel control is normal" names what it tells to be well.
    if narrow.finding == wide.finding or wide.literals & narrow.literals == 0:
        return False
    if wide.finding in KINDS.narrower.get(narrow.finding, ()):
        return True
    if wide.answer == narrow.answer == "no" and wide.finding in KINDS.denied_along.get(narrow.finding, ()):
        return True
    if narrow.literals.bit_length() - (narrow.literals & -narrow.literals).bit_length() > _ONE_PHRASE:
        return False
    if narrow.finding == "both_legs":
        return False
    return inside and narrow.flag and wide.finding in KINDS.wide and wide.answer == narrow.answer == "no"


_ONE_PHRASE = 5
"""Words further apart than this are two things told, not one: "no numbness, and both legs are strong"."""


def _tells_news(told: Sequence[Mention], at: int) -> bool:
    """Whether the word at a place belongs to a finding that only counts when it is new."""
    return any(mention.finding in KINDS.news and mention.literals >> at & 1 for mention in told)


def _merged(before: Answer | None, now: Answer) -> Answer:
    """A yes wins over all; between no and unknown the later word counts."""
    return "yes" if "yes" in {before, now} else now
