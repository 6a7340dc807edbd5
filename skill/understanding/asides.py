"""Find what is said beside an open question: a plea, a refusal to tell, a worry, or a cramp next to the buttock."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from skill.content.models import Answer
from skill.understanding import wordings
from skill.understanding.files import Lists, WordList
from skill.understanding.wordings import Wording


class _Lists(Lists):
    """Lists of meanings.yaml, where each is described."""

    meanings: Mapping[str, WordList]


_WORDS = _Lists("en/meanings.yaml")

_MAY_BE_MORE = frozenset(
    "Fallback DescribeSymptom StopCramp ItHurtsMore GiveKind Help Repeat AskTopic AskRelief AskCauses HowLongLeft "
    "No".split()
)
"""Intents that may miss what was said beside the question; any other was said in so many words."""
_GRAVE = frozenset("Crisis Emergency ReportRedFlag Child".split())
"""Intents that come before anything that is said beside them."""


def aside(
    plain: Sequence[str], intent: str, answer: Answer | None, awaiting: str | None, *, named: bool, guessed: bool
) -> Wording | None:
    """
    Return what a text says beside the open question, if it is no answer to it.

    "No, it's my foot" is no answer to a question about the body either. As first words it is only found that another
    part cramps, or that somebody else is in pain. What names a condition or a remedy (`named`) asks about that. A
    merely `guessed` intent gives way.
    """
    asked, talks = awaiting == "finding", awaiting in _TALKS
    if talks and answer is None and intent not in _GRAVE and (of_other := wordings.first("of others", plain)):
        return of_other
    if not (guessed or intent in _MAY_BE_MORE) or answer in {"yes", "unknown"}:
        return None
    if talks and wordings.first("a limb cramps", plain, {awaiting or "nothing"}):
        # As first words it stays out of scope: this coach is not the one to open for a foot.
        unasked = awaiting is None and intent == "Fallback"
        return Wording(intent=intent if unasked else "AskTopic", slots=wordings.slots("limbs", plain))
    # "No. Will it stop or not" declines an offer, and asks.
    declines = answer == "no" and (awaiting == "offer" or (awaiting == "did_help" and guessed))
    complains = awaiting == "kind" or (awaiting is None and wordings.first("cramps", plain))
    if complains and answer is None and (plea := wordings.first("pleas", plain)):
        return plea
    if not plain or (answer is not None and not declines) or awaiting in {None, "for_whom"}:
        return None
    if asked and (explained := meaning(plain)):
        return Wording(intent="AskTopic", slots={"subject": explained})
    beside = None if named else wordings.first("beside", plain)
    return beside or (wordings.first("beside a question", plain) if asked else None)


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
