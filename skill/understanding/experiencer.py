"""Tell whose signs a text reports, and whether a report needs care by itself."""

from collections.abc import Iterable, Sequence
from typing import Literal

from skill.content.models import Content
from skill.understanding import wordings
from skill.understanding.findings import Reading

Experiencer = Literal["me", "other"]

_OURS = frozenset("site_buttock site_hip site_low_back painful_cramp twitch_main worse_walking".split())


def experiencer(reading: Reading, theirs: frozenset[str], flags: Sequence[str], *, alarm_of_other: bool) -> Experiencer:
    """Return the experiencer: another person who is present, and not the speaker as well, or the speaker."""
    mine = flags or any(answer == "yes" and name not in theirs for name, answer in reading.findings.items())
    return "other" if (theirs or alarm_of_other or wordings.first("for whom", reading.said)) and not mine else "me"


def reports_red_flag(
    flags: Sequence[str], theirs: frozenset[str], of: Experiencer, awaiting: str | None, content: Content
) -> bool:
    """
    Return whether a red flag that needs care by itself is reported, of the speaker (`flags`) or of another (`theirs`).

    An emergency of another person always counts; a lesser red flag ("my kid has a fever") only with a cramp, or as an
    answer to a question.
    """
    others = _levels(theirs, content) if of == "other" else set()
    concerns_us = awaiting == "finding" or not _OURS.isdisjoint(theirs)
    return bool(_levels(flags, content)) or "emergency" in others or (bool(others) and concerns_us)


def _levels(names: Iterable[str], content: Content) -> set[str | None]:
    """Return the care that red flags need by themselves; a `modifier` only affects other rules."""
    findings = (content.findings[name] for name in names)
    return {it.level for it in findings if it.group == "red_flag" and it.level != "modifier"}
