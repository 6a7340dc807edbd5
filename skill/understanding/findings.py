"""Extract findings of the user from free text, each with yes, no or unknown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from skill.content.models import Answer, Content
from skill.errors import ContentError
from skill.understanding import assertion, cues, exceptions, modality, statements, times
from skill.understanding.assertion import FindingKey, Kind
from skill.understanding.context_words import CUES
from skill.understanding.files import read
from skill.understanding.finding_traits import KINDS
from skill.understanding.from_numbers import derived, placed
from skill.understanding.matching import Match
from skill.understanding.mentions import Mention, covers, revised, with_answer
from skill.understanding.normalise import bases
from skill.understanding.patterns import Compiler, Patterns, Spec, Table, compiled
from skill.understanding.statements import Runs


@dataclass(frozen=True, slots=True)
class Reading:
    """All findings of a text, with their positions."""

    said: Sequence[str]
    """Plain words, with stops and commas."""
    findings: dict[str, Answer]
    """Findings of the speaker: `yes` (now), `no` (denied) or `unknown`."""
    theirs: frozenset[str] = frozenset()
    """Findings of another person who is present."""
    mentions: Sequence[Mention] = ()
    replies: Sequence[Mention] = ()
    """
    Mentions that count only if the text answers a question about the finding: bare names, and the patterns `reply_yes`
    and `reply_no`.
    """


def table(content: Content) -> Table:
    """
    Compile the patterns of the content.

    Raises:
        ContentError: A pattern can't be read.
    """
    return compiled(content.words, _specs(content))


def problems(content: Content) -> Iterator[str]:
    """Yield each syntax error in a pattern, with its file and the pattern."""
    compiler = Compiler(content.words)
    for pattern, _, where, _ in _specs(content):
        try:
            compiler.add(pattern, where)
        except ContentError as error:
            yield str(error)


_KINDS: tuple[Kind, ...] = ("yes", "no", "never", "reply_yes", "reply_no")


def _specs(content: Content) -> list[Spec[FindingKey]]:
    """Return every pattern of the content, and the names under which findings are denied."""
    specs: list[Spec[FindingKey]] = []
    for name, finding in content.findings.items():
        for kind in _KINDS:
            key = FindingKey(name, kind, finding.group == "red_flag")
            patterns = getattr(finding.heard, kind)
            specs += [(pattern, key, f"findings/{name}.yaml", kind == "never") for pattern in patterns]
    denials = read("en/denials.yaml", dict[str, dict[str, tuple[str, ...]]])["words"]
    for name in sorted(content.findings.keys() & denials.keys()):
        key = FindingKey(name, "topic", content.findings[name].group == "red_flag")
        specs += [(pattern, key, "denials.yaml", False) for pattern in denials[name]]
    return specs


class FindingsReader:
    """Extracts findings from free text with the patterns of the content."""

    def __init__(self, content: Content, patterns: Table) -> None:
        """Take the patterns of the content, as `table` compiles them."""
        self._patterns = Patterns(patterns, _specs(content))

    def reasons(self, reading: Reading) -> Iterator[dict[str, str]]:
        """Yield each mention with its words, and with the pattern that matched if it was one."""
        for mention in (*reading.mentions, *reading.replies):
            said = " ".join(word for at, word in enumerate(reading.said) if mention.literals >> at & 1)
            source = self._patterns.source(mention.place) if mention.place >= 0 else {}
            told = {"finding": mention.finding, "answer": mention.answer, "words": said}
            yield {"step": "pattern", **told, **source}

    def read(self, said: Sequence[str], *, replies: bool = True) -> Reading:
        """Return all findings of plain words, with their positions; `replies` if they may answer a question."""
        said = tuple(said)
        runs = statements.split(said)
        across = self._spanning_matches(said, runs) if len(runs) > 1 else []
        mentions = [mention for mention, kind in across if kind == "yes"]
        hidden = [mention for mention, kind in across if kind == "never"]
        found: dict[str, Answer] = {}
        chronic: set[str] = set()
        told = self._statement_mentions(said, runs, mentions)
        old, usual = modality.old_story(said), modality.old_story(said, usual=True)
        news = reduce(or_, (mention.literals for mention in told if mention.finding in KINDS.news), 0)
        if any(mention.finding in KINDS.complaints and mention.literals & old & ~news for mention in told):
            old = 0  # Only the pain is old: "a bad back for years wet myself in bed".
        for mention in told:
            if mention.finding in KINDS.news and mention.answer == "yes" and not mention.literals & ~old:
                found.setdefault(mention.finding, "no")
            elif mention.finding in KINDS.chronic and mention.answer == "yes" and not mention.literals & ~usual:
                chronic.add(mention.finding)
            elif not any(other.finding == mention.finding and other.literals & mention.literals for other in hidden):
                found[mention.finding] = "yes" if found.get(mention.finding) == "yes" else mention.answer
        found |= {name: "unknown" for name in chronic if found.get(name) != "yes"}
        for one, other in map(str.split, KINDS.kin.listed):
            if found.get(one) == "yes" and found.get(other) == "no":
                del found[other]
        if cues.says("not_quite", said):
            found |= {it.finding: "unknown" for it in told if it.flag and found.get(it.finding) == "no"}
        found = placed(said, {**found, **derived(said, found)})
        cured = KINDS.cured if modality.is_cured(said) else frozenset[str]()
        doubted = cured if times.says_when(said) else cured | KINDS.dated
        found |= {name: "unknown" for name in doubted & found.keys() if found[name] == "yes"}
        theirs = frozenset(mention.finding for mention in told if mention.here) - cured
        return Reading(said, found, theirs, told, list(self._replies(runs)) if replies else [])

    def _statement_mentions(self, said: tuple[str, ...], runs: Runs, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions of consecutive statements after `mentions`; later ones may retract earlier ones."""
        last, about = 0, 0
        named: tuple[tuple[str, ...], int] | None = None
        """Last statement that named a part of the body, and the position of its name."""
        before: tuple[str, ...] = ()
        for begin, run in runs:
            mentions = revised(mentions, last, about, run)
            if exceptions.is_news(before, run):
                mentions = mentions[:last] + [with_answer(mention, "no", "yes") for mention in mentions[last:]]
            last, about, before = len(mentions), begin + statements.clauses(run)[-1][0], run
            if begin and (first := statements.correction(said, begin - 1)):
                # "Not that I can't pee, it's that I can't feel it": "it" refers to the first half.
                behind = ((1 << len(run)) - 1) << begin
                joined = self._mentions(said[first : begin + len(run)], first)
                mentions += [it for it in joined if it.flag and it.answer == "yes" and it.literals & behind]
            mentions += self._mentions(run, begin)
            if named and run[0] in CUES.goes_on and not cues.read(named[0]).on("others", 1 << named[1]):
                mentions += self._mentions((named[0][named[1]], *run[1:]), begin)
            at = next((at for at in reversed(range(len(run))) if CUES.body_parts.intersection(bases(run[at]))), None)
            named = named if at is None else (run, at)
        return mentions

    def _spanning_matches(self, said: tuple[str, ...], runs: Runs) -> list[tuple[Mention, Kind]]:
        """Return the matches of patterns that span the boundary of two statements: "i need to go but it won't"."""
        joints = sum(1 << at for at in range(len(said)) if statements.is_cut(said, at) and said[at] != ".")
        if not joints:
            return []
        around = cues.whole(said)
        within = [((1 << len(run)) - 1) << begin for begin, run in runs]
        return [
            (Mention(match.key.finding, "yes", match.literals, match.key.flag), match.key.kind)
            for match in self._patterns.find(said)
            if match.literals & joints
            or (match.key.finding in KINDS.spanning and all(match.literals & ~own for own in within))
            if not any(around.reaching(effect, match) for effect in _UNCLEAR)
        ]

    def _mentions(self, run: tuple[str, ...], begin: int) -> list[Mention]:
        """Return the mentions in one segment; `begin` is its position in the text."""
        around = cues.read(run)
        matches = self._patterns.find(run)
        if not matches:
            return []
        hides = (cue for cue in cues.found(run) if cue.does == "denied_never")
        doubled = [cue.reach for cue in hides if cue.reach != (cue.start, cue.end)]
        # A negated pseudo-trigger hides nothing: "I've lost weight without trying".
        never = [it for it in matches if it.key.kind == "never" and not around.reaching("denied", it)]
        foreign_to_yes = cues.says("not_mine", run)
        mentions: list[Mention] = []
        for match in matches:
            finding, kind, flag = match.key
            if kind in _NO_MENTIONS:
                continue
            if kind == "no":  # "It's not that it doesn't hurt" does not deny pain.
                hidden = any(begun < match.end and match.start < ended for begun, ended in doubled)
            else:
                hidden = any(_hides(other, match) for other in never)
            status = assertion.status(match, around, run)
            if hidden or not status.answer:
                continue
            answer: Answer = "no" if status.foreign and foreign_to_yes else status.answer
            here = status.here and not foreign_to_yes
            literals = match.literals << begin
            mentions.append(Mention(finding, answer, literals, flag, status.foreign, here, status.free, match.place))
        # A more specific mention covers another with the same words.
        return [it for it in mentions if not any(covers(other, it) for other in mentions)]

    def _replies(self, runs: Runs) -> Iterable[Mention]:
        """Yield the mentions of a text that answers a question; a bare name means yes."""
        for begin, run in runs:
            matches, around = self._patterns.find(run), cues.read(run)
            never = [match for match in matches if match.key.kind == "never"]
            for match in matches:
                finding, kind, flag = match.key
                before = run[max(0, match.start - _BARE) : match.start]
                if kind == "reply_no":
                    told = CUES.no_ease.isdisjoint(before)  # "I can't hold it easily."
                else:
                    told = kind in {"reply_yes", "topic"} and not any(_hides(other, match) for other in never)
                # In "not cold, not swollen" each "not" denies its own word.
                denies = kind == "reply_no" and run[match.start] in CUES.denials
                effects = (effect for effect in cues.EFFECTS[:-1] if not (denies and effect == "denied"))
                free = kind == "reply_no" and assertion.status(match, around, run).free
                if told and (free or not any(around.reaching(effect, match) for effect in effects)):
                    answer: Answer = "no" if kind == "reply_no" else "yes"
                    literals, topic = match.literals << begin, kind == "topic"
                    yield Mention(finding, answer, literals, flag, place=match.place, topic=topic)


_NO_MENTIONS = frozenset(("never", "reply_yes", "reply_no"))
_UNCLEAR: tuple[cues.Effect, ...] = ("supposed", "others", "unsure", "denied")


_BARE = 5
"""Words before a reply pattern in which a word may take its denial back."""


def _hides(never: Match[FindingKey], match: Match[FindingKey]) -> bool:
    """Return whether a pseudo-trigger hides a match: they share words."""
    return never.key.finding == match.key.finding and (
        never.literals & match.literals != 0 or (never.start < match.end and match.start < never.end)
    )
