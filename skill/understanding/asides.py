"""Find what is said beside an open question: a plea, a refusal to tell, a worry, or a cramp next to the buttock."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import limbs
from skill.understanding.files import Lists, WordList
from skill.understanding.statements import places


class _Lists(Lists):
    """Lists of asides.yaml, where each is described."""

    asked: Mapping[str, WordList]


_WORDS = _Lists("en/asides.yaml")

_MAY_BE_MORE = frozenset(
    "Fallback DescribeSymptom StopCramp ItHurtsMore GiveKind Help Repeat AskTopic AskRelief AskCauses No".split()
)
"""Intents that may miss what was said beside the question; any other was said in so many words."""


_GRAVE = frozenset("Crisis Emergency ReportRedFlag Child".split())
"""Intents that come before anything that is said beside them."""


class Aside(NamedTuple):
    """The intent of what is said beside a question, with its topic if it asks for one."""

    intent: str
    slots: Mapping[str, str]
    of_other: bool = False


def aside(plain: Sequence[str], intent: str, answer: Answer | None, *, asked: bool, opened: bool) -> Aside | None:
    """
    Return what a text says beside a question about the body, if one was asked and it is no answer to it.

    "No, it's my foot" is no answer either. Without a question it is only found that another part cramps, or that
    somebody else is in pain.
    """
    if answer is None and intent not in _GRAVE and _holds(plain, _WORDS.groans) and not _WORDS.others.isdisjoint(plain):
        return Aside("StopCramp", {}, of_other=True)
    if intent not in _MAY_BE_MORE or answer in {"yes", "unknown"}:
        return None
    if limb := limbs.limb(plain, asked=asked):
        # As first words it stays out of scope: this coach is not the one to open for a foot.
        return Aside("AskTopic" if opened or intent != "Fallback" else intent, {"subject": limb})
    return _beside_a_question(plain) if asked and answer is None else None


def _beside_a_question(plain: Sequence[str]) -> Aside | None:
    if _holds(plain, _WORDS.asks):
        for topic, names in _WORDS.asked.items():
            if _holds(plain, names):
                return Aside("AskTopic", {"subject": topic})
    if _holds(plain, _WORDS.too_quiet):
        return Aside("NormalVoice", {})
    if _holds(plain, _WORDS.private):
        return Aside("AskWhy", {})
    if _holds(plain, _WORDS.pleas):
        return Aside("StopCramp", {})
    return Aside("AskTopic", {"subject": "sleepless"}) if _holds(plain, _WORDS.sleepless) else None


def _holds(plain: Sequence[str], phrases: WordList) -> bool:
    return any(places(plain, 0, len(plain), phrases))
