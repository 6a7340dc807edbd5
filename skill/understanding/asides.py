"""Find what is said beside an open question: a plea, a refusal to tell, a worry, or a cramp next to the buttock."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding.files import Lists, WordList
from skill.understanding.statements import has


class _Lists(Lists):
    """Lists of asides.yaml, where each is described."""

    asked: Mapping[str, WordList]
    said: Mapping[str, WordList]
    alone: Mapping[str, WordList]
    said_of_body: Mapping[str, WordList]
    means: Mapping[str, WordList]
    limbs: Mapping[str, WordList]
    meanings: Mapping[str, WordList]


_WORDS = _Lists("en/asides.yaml")

_MAY_BE_MORE = frozenset(
    "Fallback DescribeSymptom StopCramp ItHurtsMore GiveKind Help Repeat AskTopic AskRelief AskCauses HowLongLeft "
    "No".split()
)
"""Intents that may miss what was said beside the question; any other was said in so many words."""


_GRAVE = frozenset("Crisis Emergency ReportRedFlag Child".split())
"""Intents that come before anything that is said beside them."""
_NEAR = 2


class Aside(NamedTuple):
    """The intent of what is said beside a question, with its topic if it asks for one."""

    intent: str
    slots: Mapping[str, str]
    of_other: bool = False


def aside(
    plain: Sequence[str], intent: str, answer: Answer | None, awaiting: str | None, *, named: bool, guessed: bool
) -> Aside | None:
    """
    Return what a text says beside the open question, if it is no answer to it.

    "No, it's my foot" is no answer to a question about the body either. As first words it is only found that another
    part cramps, or that somebody else is in pain. What names a condition or a remedy (`named`) asks about that. A
    merely `guessed` intent gives way.
    """
    asked, talks = awaiting == "finding", awaiting in _TALKS
    if (
        talks
        and answer is None
        and intent not in _GRAVE
        and has(plain, _WORDS.groans)
        and not _WORDS.others.isdisjoint(plain)
    ):
        return Aside("StopCramp", {}, of_other=True)
    if not (guessed or intent in _MAY_BE_MORE) or answer in {"yes", "unknown"}:
        return None
    if talks and (limb := _limb(plain, asked=asked)):
        # As first words it stays out of scope: this coach is not the one to open for a foot.
        return Aside("AskTopic" if awaiting or intent != "Fallback" else intent, {"subject": limb})
    # "No. Will it stop or not" declines an offer, and asks.
    declines = answer == "no" and (awaiting == "offer" or (awaiting == "did_help" and guessed))
    complains = awaiting is None and not any(words.isdisjoint(plain) for words in (_WORDS.ours, _WORDS.cramps))
    if (awaiting == "kind" or complains) and answer is None and has(plain, _WORDS.means["StopCramp"]):
        return Aside("StopCramp", {})
    if not plain or (answer is not None and not declines) or awaiting in {None, "for_whom"}:
        return None
    if asked and (explained := meaning(plain)):
        return Aside("AskTopic", {"subject": explained})
    beside = None if named else _topic(plain, _WORDS.said) or _alone(plain)
    return beside or (_beside_a_question(plain) if asked and not declines else None)


_TALKS = frozenset((None, "kind", "finding", "offer"))
"""What the coach waits for, beside which other parts of the body and other people are told of."""


def meaning(plain: Sequence[str], *, alone: bool = False) -> str | None:
    """
    Return the topic that explains a word of the question whose meaning a text asks: "sorry, breathless is what".

    With `alone`, only if nothing else is said.
    """
    around = _WORDS.around_a_meaning | _WORDS.asks_meaning
    for topic, listed in _WORDS.meanings.items():
        for at, word in enumerate(plain):
            if word not in listed:
                continue
            before = list(takewhile(around.__contains__, reversed(plain[:at])))
            after = list(takewhile((around | listed).__contains__, plain[at + 1 :]))
            behind = plain[at + 1 + len(after) :]
            # "It's numb, what do I do?" asks for no meaning.
            asks = not _WORDS.asks_meaning.isdisjoint(before + after) and "i" not in behind[:1]
            if asks and (not alone or _WORDS.politely.issuperset((*plain[: at - len(before)], *behind))):
                return topic
    return None


def _beside_a_question(plain: Sequence[str]) -> Aside | None:
    """Return what a question about the body is put off with: a cry, a plea, a question, a moment to look."""
    if _WORDS.cries.issuperset(plain):
        return Aside("StopCramp", {})
    asked = _topic(plain, _WORDS.asked) if has(plain, _WORDS.asks) else None
    meant = (Aside(intent, _OF.get(intent, {})) for intent, phrases in _WORDS.means.items() if has(plain, phrases))
    return _topic(plain, _WORDS.said_of_body) or asked or next(meant, None)


_OF = {"HowLongLeft": {"of": "questions"}}
"""Slots of an intent that is meant: how many questions are left, and not how long a hold or a timer runs."""


def asks_for_own_case(plain: Sequence[str]) -> bool:
    """Return whether a question about a doctor is about the speaker now: "do I need a doctor"."""
    return "when" not in plain and has(plain, _WORDS.my_case)


def _alone(plain: Sequence[str]) -> Aside | None:
    """Return what a text says that consists of such words alone: "hello", "thank you ever so much"."""
    topics = (topic for topic, listed in _WORDS.alone.items() if listed.issuperset(plain))
    return next((Aside("AskTopic", {"subject": topic}) for topic in topics), None)


def _topic(plain: Sequence[str], topics: Mapping[str, WordList]) -> Aside | None:
    """Return the question that one of the phrases asks, by the first topic that has one."""
    return next((Aside("AskTopic", {"subject": name}) for name, phrases in topics.items() if has(plain, phrases)), None)


def _limb(plain: Sequence[str], *, asked: bool) -> str | None:
    """
    Return the part that cramps, by the name of the topic on it; None if the buttock is named too.

    After a question about the body (`asked`) a part alone may answer it, so that it must be told with the cramp, with
    a plea, or twice.
    """
    named = [(at, name) for at, word in enumerate(plain) for name, words in _WORDS.limbs.items() if word in words]
    if not named or any(_is_told(plain, at) for at, word in enumerate(plain) if word in _WORDS.ours):
        return None
    if not _WORDS.other_signs.isdisjoint(plain):
        return None
    cramps = any(_is_told(plain, at) for at, word in enumerate(plain) if word in _WORDS.cramps)
    alone = _WORDS.around.issuperset(word for word in plain if word not in {plain[at] for at, _ in named})
    insists = len(named) > 1 or not _WORDS.ours.isdisjoint(plain) or not _WORDS.insists.isdisjoint(plain)
    return named[0][1] if cramps or (alone and (insists or not asked)) else None


def _is_told(plain: Sequence[str], at: int) -> bool:
    """Return whether the word at a position is not denied: "not my bum, my calf"."""
    return _WORDS.denies.isdisjoint(plain[max(0, at - _NEAR) : at])
