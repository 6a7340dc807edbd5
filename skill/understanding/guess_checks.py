"""What speaks against a guessed intent, and what the utterance is instead."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from skill.understanding import ages, leanings
from skill.understanding.files import Lists
from skill.understanding.finding_traits import KINDS
from skill.understanding.guessing import FALLBACK, GRAVE, MIN_UNASKED, Moment

INTENT_WORDS = Lists("en/intents.yaml")

CONTROLS = frozenset(
    "HowLongLeft LongerHold SlowDown SwitchSides TellMore QuietMode "
    "MyHistory DeleteMyData SetReminder ListReminders CancelReminder CancelTimer "
    "SetHeatTimer DidHelp DidNotHelp AskWhy TakeBack CantDo "
    "Yes No Help Stop Cancel NavigateHome Repeat Pause Resume Next Previous StartOver".split()
)
"""Intents whose phrases never report a finding, even if a pattern matches: "other leg now"."""
_COMMANDS = CONTROLS - {"DidHelp", "DidNotHelp", "Yes", "No"} | {"StartStretch"}
"""Intents that are only requests, never statements about the body: "my leg goes numb after five minutes"."""
_DISTURBING = _COMMANDS - {"StartStretch", "Next", "Help", "Repeat", "AskWhy", "TellMore"}
"""Commands that lead away from a safety question."""
_NEVER_STATED = frozenset("StartStretch StartOver SetHeatTimer SetReminder HowLongLeft DeleteMyData MyHistory".split())
"""Commands that no statement expresses; "that is enough" or "it is too fast" may well be one."""
_OTHER_CASE = frozenset(("TwitchHelp", "GiveKind", "Child"))
"""Intents that would change the complaint or the person during the conversation."""
QUESTIONS = frozenset("AskCauses AskCondition AskRelief AskPrevention WhenToSeeDoctor AskTopic".split())
"""Intents that ask about the body."""
TAKE_IN_ALL = frozenset(("DescribeSymptom", "StopCramp", "TwitchHelp", FALLBACK)) | GRAVE
"""Intents under which all findings of a report are accepted."""
AT_WORK = frozenset(("finding", "did_help"))
"""Questions at which the complaint is already known."""
_LEAST_COMMAND = 0.2
"""Minimum score of a command while any question is open: "am I doing it right" changes no side."""
_LEAST_OPENING = 0.1
"""Minimum score of a command as first words: "give me a fun fact" begins no stretch."""
_SURE_COMMAND = 0.6
"""Minimum score of a command during a safety question: "I told you" deletes nothing."""
_REPORT_WORDS = 11
"""Minimum words of an opening that counts as a report if it contains findings, whatever it asks."""
_SHORT, _LONG = 7, 10
_LENGTHS_AND_SIDES = frozenset("brief_seconds_minutes side_left side_right side_both".split())
_OF_OURS = frozenset(("site_buttock", "fall_or_injury"))
"""Findings with which a report about another person concerns this coach."""


class Guessed(NamedTuple):
    """A guess, and what may speak against it."""

    intent: str
    score: float
    plain: Sequence[str]
    moment: Moment
    told: AbstractSet[str]
    """Findings that the speaker has."""
    opens: bool
    """Whether the words begin as phrases of the intent do."""


def _disturbs(it: Guessed) -> bool:
    """
    Return whether a weak guess would answer a safety question, end it, lead away from it, or change the case.

    After an emergency advice it would end the listening: "I don't think I'm all right" is no command.
    """
    away = it.moment.awaiting == "finding" and (it.intent in _DISTURBING or it.score < MIN_UNASKED)
    other_case = it.moment.awaiting in AT_WORK and it.intent in _OTHER_CASE
    ends = it.moment.awaiting == "again" and it.intent not in QUESTIONS
    if it.intent in _COMMANDS - {"CantDo"} and it.score < (_LEAST_COMMAND if it.moment.awaiting else _LEAST_OPENING):
        return True
    return it.score < _SURE_COMMAND and (away or other_case or ends)


def _is_no_request(it: Guessed) -> bool:
    """Return whether a command is none: its words report findings, and do not begin as its phrases do."""
    if it.intent not in _COMMANDS:
        return False
    if it.opens or " ".join(it.plain[:2]) in INTENT_WORDS.wishes:
        return bool(it.told & KINDS.hurts) and it.plain[0] in INTENT_WORDS.subjects
    states = it.plain[0] in INTENT_WORDS.subjects and not INTENT_WORDS.states.isdisjoint(it.plain[1:4])
    return bool(it.told - _LENGTHS_AND_SIDES) or (states and it.intent in _NEVER_STATED)


def _is_statement(it: Guessed) -> bool:
    """Return whether a guess is a question or a reply to one, but the words only report findings."""
    if it.intent in QUESTIONS:
        no_doctor = it.intent == "WhenToSeeDoctor" and INTENT_WORDS.doctors.isdisjoint(it.plain)
        states = no_doctor and it.plain[0] in INTENT_WORDS.subjects
        asks = leanings.asks(it.plain) or not INTENT_WORDS.question_words.isdisjoint(it.plain[-_SHORT // 2 :])
        replies = bool(it.told) or not it.moment.found.keys().isdisjoint(it.moment.asks)
        return not asks and (states or (replies and INTENT_WORDS.seeks.isdisjoint(it.plain)))
    if it.intent == "DidHelp":
        more = bool(it.moment.found.keys() - {"painful_cramp", "severe"}) or len(it.plain) > _LONG
        return more and it.moment.awaiting in {None, "kind"}
    if it.intent == "ItHurtsMore":
        placed = any(name.startswith(("site_", "side_", "spreads_")) for name in it.told)
        return placed and it.moment.awaiting is None and len(it.plain) >= _LONG and "when" not in it.plain
    return it.intent == "GiveSide" and len(it.plain) >= _REPORT_WORDS and bool(it.told)


def _is_of_others(it: Guessed) -> bool:
    return it.moment.foreign and it.intent == "DescribeSymptom" and it.moment.awaiting != "finding"


def _answers(it: Guessed) -> bool:
    """Return whether words answer, or say whom to help, or their age: "it's for my mom", "I'm eighty-two"."""
    answers = bool(it.told) and it.moment.awaiting in {"kind", "finding", "did_help"}
    ours = not it.moment.found or not _OF_OURS.isdisjoint(it.moment.found)
    names = (it.moment.of == "other" and ours) or "age" in ages.told(it.moment.said)
    return it.intent == FALLBACK and (answers or names)


def _is_report(it: Guessed) -> bool:
    """Return whether an opening reports findings first, whatever it asks, so that the screen comes first."""
    if it.intent in TAKE_IN_ALL or it.moment.awaiting is not None or len(it.plain) < _REPORT_WORDS:
        return False
    asked = leanings.asks(it.plain) or it.opens
    return bool(it.told & (KINDS.graver if asked else KINDS.hurts))


_TOLD = ""
"""Stands for a description of findings, if there are any, otherwise for what is out of scope."""
CHECKS: tuple[tuple[str, Callable[[Guessed], bool], str], ...] = (
    ("no sure command", _disturbs, _TOLD),
    ("no request", _is_no_request, _TOLD),
    ("told, not asked", _is_statement, "DescribeSymptom"),
    ("told of somebody who is not there", _is_of_others, FALLBACK),
    ("told in answer, or of whom", _answers, "DescribeSymptom"),
    ("a story", _is_report, "DescribeSymptom"),
)
"""What speaks against a guess, in order: a name, a condition, and the intent that it is instead."""
