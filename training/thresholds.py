"""Thresholds of the second listener, and how well it does on authors that it was not trained on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from skill.understanding.hearing import content
from skill.understanding.second_listener import Opinion, Settings, weighed
from skill.understanding.suspicion import Tiers, needed, tiers
from training.learning import Line, Scored, joint_model

SPOKEN, ASKED = 0.05, 0.19
"""Shares of the hard harmless lines on which advice may be spoken at once, and one question asked."""


class Judged(Struct, frozen=True):
    """A line and the judgement of models that have not seen its author."""

    scored: Scored
    opinion: Opinion

    @property
    def line(self) -> Line:
        """The line."""
        return self.scored.line


def judged(scored: Sequence[Scored], before: Settings) -> list[Judged]:
    """Return the lines that the patterns have not seen, judged by joint models of the other authors."""
    results: list[Judged] = []
    for author in sorted({each.line.author for each in scored}):
        joint = joint_model([each for each in scored if each.line.author != author], before)
        results += [
            Judged(each, weighed(each.claim, each.topics, each.evidence, joint))
            for each in scored
            if each.line.author == author
        ]
    return results


def with_thresholds(lines: Sequence[Judged], before: Settings) -> Settings:
    """Return the settings with the lowest thresholds that keep to the shares `SPOKEN` and `ASKED`."""
    hard = [each for each in lines if each.line.group == "hard"]
    known = replace(before, high=1.0, low=1.0)
    for threshold in sorted({round(each.opinion.score, 3) for each in hard if each.scored.flags}, reverse=True):
        if Shares.of(hard, replace(known, high=threshold)).spoken > SPOKEN:
            break
        known = replace(known, high=threshold)
    for threshold in sorted({round(each.opinion.score, 3) for each in hard}, reverse=True):
        if Shares.of(hard, replace(known, low=threshold)).asked > ASKED:
            break
        known = replace(known, low=threshold)
    return known


class Shares(Struct, frozen=True):
    """Shares of lines whose warning sign is spoken of at once, and asked about."""

    lines: int
    spoken: float
    asked: float

    @classmethod
    def of(cls, lines: Iterable[Judged], known: Settings) -> "Shares":
        """Return the shares of these lines with these thresholds."""
        results = [_tiers(each, known) for each in lines]
        count = len(results) or 1
        return cls(
            len(results),
            sum(bool(result.heard) for result in results) / count,
            sum(bool(result.suspected) for result in results) / count,
        )

    def __str__(self) -> str:
        """Return the shares in percent."""
        raised = self.spoken + self.asked
        return f"{self.lines:5d} lines  spoken {self.spoken:6.1%}  asked {self.asked:6.1%}  together {raised:6.1%}"


def _tiers(each: Judged, known: Settings) -> Tiers:
    found, flags, least = each.scored.found, each.scored.flags, needed(each.line.clues)
    return tiers(each.opinion, found, flags, known, content=content(), least=least)


def report(lines: Sequence[Judged], known: Settings) -> Iterator[str]:
    """Yield the rows of the report: by group, author, kind and warning sign."""
    yield f"thresholds of {known.trained}: high {known.high}, low {known.low}"
    for title, key in (("", "group"), ("by author", "author"), ("by kind", "kind"), ("by warning sign", "topic")):
        rows: dict[str, list[Judged]] = defaultdict(list)
        for each in lines:
            if key != "group" and each.line.group == "sample":
                continue
            name = each.line.group if key == "group" else str(getattr(each.line.written, key))
            if key == "author":
                rows[f"{name} {each.line.group}"].append(each)
            elif key != "topic" or each.line.claimed:
                rows[name].append(each)
        if title:
            yield title
        for name, members in sorted(rows.items()):
            yield f"  {name:24s}{Shares.of(members, known)}"
