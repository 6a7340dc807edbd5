"""Tell which intents are suggested by an utterance's findings, and by what it names: rows of en/leanings.yaml."""

from collections.abc import Mapping, Sequence

from skill.content.models import Answer
from skill.understanding import wordings


def asks(plain: Sequence[str]) -> bool:
    """Return whether words are a question or a request, not a statement."""
    return wordings.first("questions", plain) is not None


def leanings(
    plain: Sequence[str], found: Mapping[str, Answer], named: Mapping[str, str], *, answered: bool
) -> dict[str, float]:
    """Return bonuses for the classifier's scores by intent, which follow from findings and named things."""
    asking = asks(plain)
    known = {*named, *wordings.slots("forms", plain), "asks" if asking else "tells"}
    known |= {"found"} if found else set()
    known |= {"over"} if found.get("painful_cramp") == "unknown" else set()
    known |= {"worse"} if not _WORSE_WITH.isdisjoint(found) else set()
    rows = tuple(wordings.fitting("leanings", plain, known))
    lean = {row.intent: row.score for row in reversed(rows)}
    told = [name for name in found if not name.startswith(("site_", "side_")) and name not in _MAIN]
    if told and not asking and not lean.keys() & {"StartStretch", "AskCauses", "AskPrevention"}:
        lean["DescribeSymptom"] = 0.2 + 0.1 * min(len(told), 3) + (0.1 if answered else 0.0)
    return lean


_WORSE_WITH = frozenset("worse_cough_sneeze worse_sitting worse_walking".split())
_MAIN = frozenset("painful_cramp twitch_main severe".split())
"""Findings that are the subject of StopCramp and TwitchHelp themselves."""
