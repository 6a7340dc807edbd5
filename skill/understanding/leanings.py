"""Tell which intents are suggested by an utterance's findings, and by what it names."""

from collections.abc import Mapping, Sequence

from skill.content.models import Answer
from skill.understanding.files import Lists

_WORDS = Lists("en/leanings.yaml")


def asks(plain: Sequence[str]) -> bool:
    """Return whether words are a question or a request, not a statement."""
    return (
        bool(set(plain[:3]) & _WORDS.asking - _WORDS.aux)
        or plain[0] in _WORDS.aux
        or " ".join(plain[:2]) in _WORDS.asks_of_self
        or plain[-1] == "info"
    )


def _named_leanings(plain: Sequence[str], named: Mapping[str, str]) -> dict[str, float]:
    """Return the intents that a mentioned remedy, condition or stretch suggests, each with a weight."""
    lean: dict[str, float] = {}
    said = set(plain[:3])
    if "Remedy" in named and said & _WORDS.asking - {"set", "start", "tell", "remind", "when"}:
        lean["AskRelief"] = 0.2
    asks_of_self = " ".join(plain[:2]) in _WORDS.asks_of_self
    asking = said & _WORDS.asking - {"set", "start", "remind"} or asks_of_self
    if "Condition" in named and (asking or len(plain) <= _FEW or plain[-1] == "that"):
        lean["AskCondition"] = 0.2
    if "Stretch" in named and not said & {"why", "is", "does", "how", "should"}:
        lean["StartStretch"] = 0.4 if said & _WORDS.do and len(plain) <= _SHORT else 0.15
    return lean


def leanings(
    plain: Sequence[str], found: Mapping[str, Answer], named: Mapping[str, str], *, answered: bool
) -> dict[str, float]:
    """Return bonuses for the classifier's scores by intent, which follow from findings and named things."""
    lean = _named_leanings(plain, named)
    said, said_all = set(plain[:3]), set(plain)
    asking = asks(plain)
    if (
        found.get("painful_cramp") == "unknown"
        and _WORDS.ended & set(plain)
        and not asking
        and not {"not", "if", "when", "will"} & set(plain)
    ):
        lean["DidHelp"] = 0.45
    body = bool(said_all & _WORDS.ours or found)
    if (
        body
        and (said & _WORDS.why or " ".join(plain[:2]) in _WORDS.why_pairs)
        and not said_all & {"do", "should"} & said
    ):
        lean["AskCauses"] = 0.3
    if body and asking and said_all & _WORDS.avoid:
        lean["AskPrevention"] = 0.3
    told = [name for name in found if not name.startswith(("site_", "side_")) and name not in _MAIN]
    if _WORSE_WITH & found.keys() and {"when", "whenever", "if"} & said_all and not asking:
        lean["ItHurtsMore"] = -0.3  # It describes a symptom, not pain during a stretch.
    if told and not asking and not lean.keys() & {"StartStretch", "AskCauses", "AskPrevention"}:
        lean["DescribeSymptom"] = 0.2 + 0.1 * min(len(told), 3) + (0.1 if answered else 0.0)
    return lean


_SHORT, _FEW = 6, 4
_WORSE_WITH = frozenset("worse_cough_sneeze worse_sitting worse_walking".split())
_MAIN = frozenset("painful_cramp twitch_main severe".split())
"""Findings that are the subject of StopCramp and TwitchHelp themselves."""
