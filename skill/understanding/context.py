"""Interpret an utterance in its context: short replies to the coach's question, and what its findings suggest."""

from collections.abc import Mapping, Sequence

from skill.content.models import Answer
from skill.understanding import numbers

REPLIES = {
    "GiveSide": "side", "GivePosture": "posture", "GiveKind": "kind", "Ready": "ready",
}  # fmt: skip
"""Intent -> the question (`awaiting`) that it answers."""

_SITTING = frozenset(
    "sitting sit sat seated chair desk sofa couch car driving toilet bench stool office bus plane".split()
)
_LYING = frozenset("lying lie laying lay bed floor back tummy stomach mattress carpet reclining flat recliner".split())
_STANDING = frozenset("standing stand stood feet upright walking".split())
_READY = frozenset("ready set go done there begin start okay position".split())
_SMALL = frozenset(
    "a bit little much lot way so slightly somewhat still it is that feels feeling now i am the on my one side "
    "in at is was just think mostly more than of down up right yeah yes actually all both me".split()
)
_BETTER = frozenset(
    "better looser easier easing eased relaxed gone helped improved good great lovely calmer less".split()
)
_WORSE = frozenset("worse sharper stronger".split())
_SAME = frozenset("same nothing unchanged".split())


def intent_for(plain: Sequence[str], awaiting: str | None) -> str | None:
    """Return the intent of a short reply to the coach's question; None if it is not one."""
    said = set(plain)
    if awaiting == "side" and len(plain) <= 8 and numbers.side(" ".join(plain)):
        return "GiveSide"
    if awaiting == "posture" and len(plain) <= 8 and said & (_SITTING | _LYING | _STANDING):
        return "GivePosture"
    if awaiting == "ready" and len(plain) <= 5 and said & _READY and "not" not in said:
        return "Ready"
    if awaiting == "kind" and len(plain) <= 5:
        return _kind(said)
    if awaiting == "did_help" and len(plain) <= 7:
        return _did_help(plain, said)
    return None


def takes_back(plain: Sequence[str]) -> bool:
    """Return whether words retract the last answer: "I misheard", "no wait, I meant no", "that was wrong"."""
    said = " ".join(plain)
    return any(f" {cue} " in f" {said} " for cue in _TAKES_BACK) or (
        tuple(plain[-2:]) in _MEANT or (tuple(plain[:2]) in {("wait", "no"), ("no", "wait")} and len(plain) <= _FEW)
    )


_TAKES_BACK = (
    "misheard", "mis heard", "miss heard", "misunderstood", "heard you wrong", "heard it wrong", "heard that wrong",
    "wrong answer", "answered wrong", "answer was wrong", "take that back", "take it back", "change that answer",
    "change my answer", "change my last answer", "not mean that", "not mean yes", "not mean no", "not mean to say yes",
    "not mean to say no", "not what i meant", "was a mistake", "made a mistake", "my mistake", "i was wrong",
    "that was wrong", "said that wrong", "got that wrong", "got it wrong", "slip of the tongue", "should have said no",
    "should have said yes", "undo that", "correct that", "correct my answer", "i lied",
)  # fmt: skip
_MEANT = {("meant", "no"), ("meant", "yes"), ("mean", "no"), ("mean", "yes")}
_FEW = 3


def _kind(said: set[str]) -> str | None:
    if said & {"twitch", "twitching", "twitches", "flutter", "fluttering", "flicker", "jumping"}:
        return "TwitchHelp"
    if said & {"cramp", "cramping", "spasm", "cramps", "squeeze", "seized"}:
        return "StopCramp"
    if said & {"ache", "aching", "sore", "soreness", "pain"}:
        return "DescribeSymptom"
    return None


def _did_help(plain: Sequence[str], said: set[str]) -> str | None:
    if "not" in said or "no" in said or said & {"still", "same", "nothing"}:
        return "DidNotHelp" if said & (_BETTER | _SAME | {"still", "change", "really"}) else None
    if said & _WORSE:
        return "ItHurtsMore"
    if said & _BETTER or tuple(plain) in (("a", "bit"), ("a", "little"), ("a", "little", "bit"), ("somewhat",)):
        return "DidHelp"
    return None


def asks(plain: Sequence[str]) -> bool:
    """Return whether words are a question or a request, not a statement."""
    return (
        bool(set(plain[:3]) & _ASKING - _AUX)
        or plain[0] in _AUX
        or tuple(plain[:2]) in _ASKS_OF_SELF
        or plain[-1] == "info"
    )


def _named_leanings(plain: Sequence[str], named: Mapping[str, str]) -> dict[str, float]:
    """Return the intents that a mentioned remedy, condition or stretch suggests, each with a weight."""
    lean: dict[str, float] = {}
    said = set(plain[:3])
    if "Remedy" in named and said & _ASKING - {"set", "start", "tell", "remind", "when"}:
        lean["AskRelief"] = 0.2
    asks_of_self = tuple(plain[:2]) in _ASKS_OF_SELF
    asking = said & _ASKING - {"set", "start", "remind"} or asks_of_self
    if "Condition" in named and (asking or len(plain) <= _FEW or plain[-1] == "that"):
        lean["AskCondition"] = 0.2
    if "Stretch" in named and not said & {"why", "is", "does", "how", "should"}:
        lean["StartStretch"] = 0.4 if said & _DO and len(plain) <= _SHORT else 0.15
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
        and _ENDED & set(plain)
        and not asking
        and not {"not", "if", "when", "will"} & set(plain)
    ):
        lean["DidHelp"] = 0.45
    body = bool(said_all & _OURS or found)
    if body and (said & _WHY or tuple(plain[:2]) in _WHY_PAIRS) and not said_all & {"do", "should"} & said:
        lean["AskCauses"] = 0.3
    if body and asking and said_all & _AVOID:
        lean["AskPrevention"] = 0.3
    told = [name for name in found if not name.startswith(("site_", "side_")) and name not in _MAIN]
    if _WORSE_WITH & found.keys() and {"when", "whenever", "if"} & said_all and not asking:
        lean["ItHurtsMore"] = -0.3  # It describes a symptom, not pain during a stretch.
    if told and not asking and not lean.keys() & {"StartStretch", "AskCauses", "AskPrevention"}:
        lean["DescribeSymptom"] = 0.2 + 0.1 * min(len(told), 3) + (0.1 if answered else 0.0)
    return lean


_OURS = frozenset(
    "butt buttock bum glute backside cheek arse ass rear behind tush cramp cramps spasm twitch twitching hip bottom it "
    "this pain".split()
)
_DO = frozenset("do start begin run guide teach lets play try give take".split())
_WHY = frozenset("why reason reasons cause causes".split())
_WHY_PAIRS = (("how", "come"), ("what", "makes"), ("what", "sets"), ("what", "triggers"), ("what", "brings"))
_AVOID = frozenset("prevent preventing avoid avoiding".split())
_ENDED = frozenset("gone stopped stop passed eased settled quit over cleared released vanished".split())
_SHORT, _FEW = 6, 4
_ASKING = frozenset(
    "why what how when should can could would is are do does did will where which set start stop give show remind tell "
    "explain info whats hows".split()
)
_AUX = frozenset("is are do does did should can could would will".split())
"""These ask only where they come first: "it's a dull ache" holds one as well."""
_ASKS_OF_SELF = frozenset((("have", "i"), ("am", "i"), ("has", "it"), ("has", "my"), ("have", "my")))
_WORSE_WITH = frozenset("worse_cough_sneeze worse_sitting worse_walking worse_stairs".split())
_MAIN = frozenset("painful_cramp twitch_main severe".split())
"""What StopCramp and TwitchHelp are about themselves."""
