"""Interpret an utterance in its context: short replies to the coach's question, and what its findings suggest."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from skill.content.models import Answer
from skill.understanding import numbers
from skill.understanding.files import Lists

_WORDS = Lists("en/reply_context.yaml")


REPLIES = {
    "GiveSide": "side", "GivePosture": "posture", "GiveKind": "kind", "Ready": "ready",
}  # fmt: skip
"""Intent -> the question (`awaiting`) that it answers."""

POSTURES = _WORDS.sitting | _WORDS.lying | _WORDS.standing
"""Words that tell how somebody sits, lies or stands."""

_MINUTES = frozenset("minute minutes".split())
_WORSE = frozenset("worse sharper stronger".split())
_SAME = frozenset("same nothing unchanged".split())


def intent_for(plain: Sequence[str], awaiting: str | None) -> str | None:
    """Return the intent of a short reply to the coach's question; None if it is not one."""
    said = set(plain)
    if awaiting == "side" and len(plain) <= 8 and numbers.side(" ".join(plain)):
        return "GiveSide"
    if awaiting == "posture" and len(plain) <= 8 and said & (_WORDS.sitting | _WORDS.lying | _WORDS.standing):
        return "GivePosture"
    if awaiting == "ready" and {"not", "ready"} <= said:
        return "Pause"
    if awaiting == "ready" and said & _WORDS.ready and said <= _WORDS.ready | _WORDS.around_ready:
        return "Ready"
    if awaiting == "kind" and len(plain) <= 5:
        return _kind({word for before, word in pairwise(("", *plain)) if before != "not"})  # "Cramp, not twitch."
    if awaiting == "for_whom" and len(plain) <= 8:
        return _is_with_grown_up(said)
    if awaiting == "did_help" and len(plain) <= 10:
        return _did_help(plain, said)
    # "Twenty minutes", where fifteen were offered.
    length = awaiting == "offer" and len(plain) <= 5 and "in" not in said and not _MINUTES.isdisjoint(said)
    return "SetHeatTimer" if length and numbers.duration(plain) else None


def _is_with_grown_up(said: set[str]) -> str | None:
    """Return "Yes" if a grown-up is present ("mom is here", "I'm his dad"), "No" if not ("my parents are asleep")."""
    if said & {"not", "no", "nobody", "alone", "asleep", "out", "away", "work"}:
        return "No"
    return "Yes" if said & _WORDS.grown_ups and said & {"here", "with", "am", "yes", "is", "there"} else None


def takes_back(plain: Sequence[str]) -> bool:
    """Return whether words retract the last answer: "I misheard", "no wait, I meant no", "that was wrong"."""
    said = " ".join(plain)
    return any(f" {cue} " in f" {said} " for cue in _WORDS.takes_back) or (
        " ".join(plain[-2:]) in _WORDS.meant or (tuple(plain) in {("wait", "no"), ("no", "wait")})
    )


def bids(plain: Sequence[str], awaiting: str | None) -> str | None:
    """Return the intent of a wish about the conversation: to whisper, to wait, to hear no more questions, to go on."""
    said = set(plain)
    if len(plain) <= _LONGEST_BID and said & _WORDS.whispers and not said & {"no", "not", "stop"}:
        return "QuietMode"
    if awaiting in {"did_help", "ready"} and len(plain) <= _LONGEST_BID and _needs_a_moment(plain, said):
        return "Pause"
    if awaiting != "finding":
        return None
    if said & _WORDS.questions and said & _WORDS.no_more:
        return "Next"
    return "Resume" if said & _WORDS.goes_on and said <= _WORDS.goes_on | _WORDS.around_ready | {"okay", "so"} else None


_LONGEST_BID = 9


def _needs_a_moment(plain: Sequence[str], said: set[str]) -> bool:
    """Return whether somebody is not in place yet, or called away: "let me get comfy", "the phone's ringing"."""
    unready = "not" in said and bool(said & _WORDS.in_place)
    return unready or tuple(plain[:2]) == ("let", "me") or bool(said & _WORDS.calls_away)


def is_over(plain: Sequence[str], *, lacking: bool) -> bool:
    """
    Return whether words say just that the pain is over: "ok it went away already".

    After a question about something that may be lacking (`lacking`), "it went away" may be its answer: only the name of
    the pain, or "already", makes it one about the pain.
    """
    said = " ".join(plain)
    cue = next((cue for cue in _WORDS.let_go.listed if f" {cue} " in f" {said} "), None)
    if cue is None or (lacking and _WORDS.of_pain.isdisjoint(plain)):
        return False
    return set(f" {said} ".replace(f" {cue} ", " ").split()) <= _WORDS.around_let_go | _WORDS.of_pain


def explains_away(plain: Sequence[str]) -> bool:
    """Return whether words explain an advice away: "that's just when I cough", "I'm all right", "I said no"."""
    said = f" {' '.join(plain)} "
    if " not think " in said:
        return False  # "I don't think I'm all right."
    return len(plain) <= _LONGEST_EXCUSE and any(f" {cue} " in said for cue in _WORDS.explains_away)


def calls_old(plain: Sequence[str]) -> bool:
    """Return whether words tell that something is not new: "it's always been like that", "that was years ago"."""
    said = f" {' '.join(plain)} "
    return any(f" {cue} " in said for cue in _WORDS.calls_old)


_LONGEST_EXCUSE = 24


def _kind(said: set[str]) -> str | None:
    if said & {"twitch", "twitching", "twitches", "flutter", "fluttering", "flicker", "jumping"}:
        return "TwitchHelp"
    if said & {"cramp", "cramping", "spasm", "cramps", "squeeze", "seized"}:
        return "StopCramp"
    if said & {"ache", "aching", "sore", "soreness", "pain"}:
        return "DescribeSymptom"
    return None


def _did_help(plain: Sequence[str], said: set[str]) -> str | None:
    if any(f" {cue} " in f" {' '.join(plain)} " for cue in _WORDS.not_yet):
        return "DidNotHelp"
    if plain[-1:] == ("stop",) and said & _WORDS.better:
        return "Stop"  # "Yeah, it's gone. Stop."
    if {"as", "bad"} <= said:
        return "DidHelp" if "not" in said else "DidNotHelp"
    if "not" in said or "no" in said or said & {"still", "same", "nothing"}:
        return "DidNotHelp" if said & (_WORDS.better | _SAME | {"still", "change", "really"}) else None
    if said & _WORSE:
        return "ItHurtsMore"
    if said & _WORDS.better or tuple(plain) in (("a", "bit"), ("a", "little"), ("a", "little", "bit"), ("somewhat",)):
        return "DidHelp"
    return None


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
