"""Find the intent of an utterance: the first decider that has one, corrected by what was found."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from skill.content.models import Answer, Content
from skill.understanding import ages, cues, relevance, reply_context, slots, stops, stretch_replies
from skill.understanding.alarms import Alarm
from skill.understanding.examples import Examples, Learned
from skill.understanding.files import Lists, WordList
from skill.understanding.finding_traits import KINDS
from skill.understanding.guessing import FALLBACK, GRAVE, MIN_UNASKED, Guesser
from skill.understanding.normalise import STOPS, words
from skill.understanding.phrases import Phrases


class _Lists(Lists):
    """Lists of intents.yaml, where each is described."""

    needs: Mapping[str, WordList]


_WORDS = _Lists("en/intents.yaml")

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
_ENDS = frozenset("Stop Cancel NavigateHome".split())
_OTHER_CASE = frozenset(("TwitchHelp", "GiveKind", "Child"))
"""Intents that would change the complaint or the person during the conversation."""
_QUESTIONS = frozenset("AskCauses AskCondition AskRelief AskPrevention WhenToSeeDoctor AskTopic".split())
TAKE_IN_ALL = frozenset(("DescribeSymptom", "StopCramp", "TwitchHelp", FALLBACK)) | GRAVE
"""Intents under which all findings of a report are accepted."""
_ANSWERS: Mapping[Answer, str] = {"yes": "Yes", "no": "No", "unknown": "NotSure"}
_ALARMS: Mapping[Alarm, str] = {"crisis": "Crisis", "emergency": "Emergency"}

_HEALTH_QUESTIONS = frozenset("kind finding did_help".split())
_AT_WORK = frozenset(("finding", "did_help"))
"""Questions at which the complaint is already known."""
_AFTER_A_HOLD = frozenset("did_help ready offer".split())
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
_COMPLAINT = "cramp"
"""Condition that brings people here: "it's a cramp" is no fear."""


class Moment(Struct, frozen=True):
    """What is known of an utterance before its intent."""

    said: Sequence[str]
    """Plain words, with stops and commas."""
    found: Mapping[str, Answer]
    awaiting: str | None = None
    alarm: Alarm | None = None
    reported: bool = False
    """Whether a red flag that needs care by itself is reported."""
    doubted: bool = False
    """Whether red flags are mentioned, but none as the speaker's now."""
    answer: Answer | None = None
    """Answer to the question that was asked."""
    bare: Answer | None = None
    """Answer that the utterance is by itself, apart from function words."""
    asks: Sequence[str] = ()
    """Findings about which was asked."""
    of: Literal["me", "other"] = "me"
    foreign: bool = False
    """Whether all findings are those of a person who is not present."""


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


def _wish(plain: Sequence[str], moment: Moment) -> str | None:
    """Return the intent of wishes with free wording: to stop, to undo the last answer, to state an age."""
    of_thing = ages.are_of_things(moment.said, moment.asks)
    if not of_thing and (age := ages.alone(moment.said)) is not None:
        return "Child" if age < ages.GROWN_UP and moment.of == "me" else "DescribeSymptom"
    mine = ages.told(plain).mine
    if mine is not None and mine < ages.GROWN_UP and plain[0] in _WORDS.corrects:
        return "Child"  # "No wait, I'm only nine."
    asked, lacking = bool(moment.asks), not KINDS.lacks.isdisjoint(moment.asks)
    if not moment.found and (stops.says_goodbye(moment.said) or stops.wants_to_stop(moment.said, asked=asked)):
        return "Stop"
    if not moment.found and (wish := reply_context.bids(plain, moment.awaiting)):
        return wish
    if moment.awaiting in _AT_WORK | {None} and reply_context.is_over(plain, lacking=lacking):
        return "DidHelp"
    if not (asked and moment.answer) and stretch_replies.denies_relief(plain):
        return "DidNotHelp"
    if moment.awaiting in _AFTER_A_HOLD and stretch_replies.refuses(plain):
        return "CantDo"
    explained = moment.awaiting == "again" and reply_context.explains_away(plain)
    taken_back = reply_context.takes_back(plain) and "yes" not in moment.found.values()
    return "TakeBack" if explained or taken_back else None


def _is_no_command(intent: str, plain: Sequence[str], moment: Moment) -> bool:
    """Return whether a guessed command lacks its object, or comes with words that may answer a question."""
    if intent == "Child":
        if ages.are_of_things(moment.said, moment.asks):
            return True  # "It's ten years old", of a new hip.
        mine = ages.told(moment.said).mine
        return _WORDS.of_children.isdisjoint(plain) if mine is None else mine >= ages.GROWN_UP
    asked_when = intent == "SetReminder" and moment.awaiting == "offer"
    if not asked_when and intent in _WORDS.needs and _WORDS.needs[intent].isdisjoint(plain):
        return True  # "On Tuesday" alone sets a reminder only where the time was asked for.
    ends = moment.asks and intent in _ENDS and stops.names_more(moment.said)  # "Standing, forget it."
    return ends or _is_time_of_pain(intent, plain, moment)


def _is_time_of_pain(intent: str | None, plain: Sequence[str], moment: Moment) -> bool:
    """Return whether a time of day says when it hurts, after a question about the body: "in the morning"."""
    return intent == "SetReminder" and moment.awaiting in _AT_WORK and _WORDS.asks_to_remind.isdisjoint(plain)


def _is_feared(plain: tuple[str, ...], at: int) -> bool:
    """Return whether what is named at a position is feared, or asked about directly before."""
    return any(
        (cue.does == "feared" and cue.end <= at < cue.reach[1])
        or (cue.does == "guessed" and cue.end <= at and _WORDS.small.issuperset(plain[cue.end : at]))
        for cue in cues.found(plain)
    )


def _disturbs(it: Guessed) -> bool:
    """
    Return whether a weak guess would answer a safety question, end it, lead away from it, or change the case.

    After an emergency advice it would end the listening: "I don't think I'm all right" is no command.
    """
    away = it.moment.awaiting == "finding" and (it.intent in _DISTURBING or it.score < MIN_UNASKED)
    other_case = it.moment.awaiting in _AT_WORK and it.intent in _OTHER_CASE
    ends = it.moment.awaiting == "again" and it.intent not in _QUESTIONS
    if it.intent in _COMMANDS - {"CantDo"} and it.score < (_LEAST_COMMAND if it.moment.awaiting else _LEAST_OPENING):
        return True
    return it.score < _SURE_COMMAND and (away or other_case or ends)


def _is_no_request(it: Guessed) -> bool:
    """Return whether a command is none: its words report findings, and do not begin as its phrases do."""
    if it.intent not in _COMMANDS:
        return False
    if it.opens or " ".join(it.plain[:2]) in _WORDS.wishes:
        return bool(it.told & KINDS.hurts) and it.plain[0] in _WORDS.subjects
    states = it.plain[0] in _WORDS.subjects and not _WORDS.states.isdisjoint(it.plain[1:4])
    return bool(it.told - _LENGTHS_AND_SIDES) or (states and it.intent in _NEVER_STATED)


def _is_statement(it: Guessed) -> bool:
    """Return whether a guess is a question or a reply to one, but the words only report findings."""
    if it.intent in _QUESTIONS:
        no_doctor = it.intent == "WhenToSeeDoctor" and _WORDS.doctors.isdisjoint(it.plain)
        states = no_doctor and it.plain[0] in _WORDS.subjects
        asks = reply_context.asks(it.plain) or not _WORDS.question_words.isdisjoint(it.plain[-_SHORT // 2 :])
        replies = bool(it.told) or not it.moment.found.keys().isdisjoint(it.moment.asks)
        return not asks and (states or (replies and _WORDS.seeks.isdisjoint(it.plain)))
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
    answers = bool(it.told) and it.moment.awaiting in _HEALTH_QUESTIONS
    ours = not it.moment.found or not _OF_OURS.isdisjoint(it.moment.found)
    names = (it.moment.of == "other" and ours) or ages.told(it.moment.said).mine is not None
    return it.intent == FALLBACK and (answers or names)


def _is_report(it: Guessed) -> bool:
    """Return whether an opening reports findings first, whatever it asks, so that the screen comes first."""
    if it.intent in TAKE_IN_ALL or it.moment.awaiting is not None or len(it.plain) < _REPORT_WORDS:
        return False
    asked = reply_context.asks(it.plain) or it.opens
    return bool(it.told & (KINDS.graver if asked else KINDS.hurts))


def _wishes_posture(it: Guessed) -> bool:
    """Return whether words guessed to tell of something impossible wish for it: "no, something lying down"."""
    named = not reply_context.POSTURES.isdisjoint(it.plain)
    return (
        it.intent == "CantDo" and named and stretch_replies.wishes_another([word for word in it.plain if word != "no"])
    )


_TOLD = ""
"""Stands for a description of findings, if there are any, otherwise for what is out of scope."""
CORRECTIONS: tuple[tuple[str, Callable[[Guessed], bool], str], ...] = (
    ("no sure command", _disturbs, _TOLD),
    ("no request", _is_no_request, _TOLD),
    ("a wish for a posture", _wishes_posture, "GivePosture"),
    ("told, not asked", _is_statement, "DescribeSymptom"),
    ("told of somebody who is not there", _is_of_others, FALLBACK),
    ("told in answer, or of whom", _answers, "DescribeSymptom"),
    ("a story", _is_report, "DescribeSymptom"),
)
"""What speaks against a guess, in order: a name, a condition, and the intent that it is instead."""


class IntentFinder:
    """Finds intents and fills slots, for one locale."""

    def __init__(self, content: Content, phrases: Phrases, examples: Examples) -> None:
        """Take the content, the phrases of the locale, and the data derived from both."""
        self._content = content
        self._phrases = phrases
        self._learned = Learned(examples)
        self._guesser = Guesser(self._learned)
        self._openings = cache(self._openings_of)

    def exact(self, text: str) -> str | None:
        """Return the intent whose sample equals the text; None if there is none."""
        return self._learned.exact.get(" ".join(words(text)))

    def slots(self, intent: str, text: str, flags: Sequence[str]) -> dict[str, str]:
        """Return the slot values of an intent in a text."""
        if intent == "DescribeSymptom":
            return {"symptom": text}
        if intent == "ReportRedFlag" and flags:
            return {"red_flag": flags[0]}
        if intent == FALLBACK and relevance.names_neighbour(words(text)):
            intent = "AskTopic"  # Answer for a neighbouring muscle, although no topic covers it.
        told = self._phrases.intents.get(intent)
        filled = slots.fill(told.slots, text, self._learned.finders) if told else {}
        # "Seated figure four" names a stretch and no wish to sit.
        return {name: value for name, value in filled.items() if name != "posture" or "stretch" not in filled}

    def worry(self, text: str) -> str | None:
        """Return the condition that a text fears or asks about."""
        plain, finder = words(text), self._learned.finders["Condition"]
        feared = next((place for place in finder.places(plain) if _is_feared(plain, place[0])), None)
        named = finder.find(plain[slice(*feared)]) if feared else None
        return named if named != _COMPLAINT else None

    def find(self, moment: Moment) -> tuple[str, float, str]:
        """Return the intent of an utterance, its score, and the step that decided."""
        plain = tuple(word for word in moment.said if word not in STOPS)
        if decided := self._decided(plain, moment):
            return decided
        intent, score = self._guesser.guess(plain, moment.found, moment.awaiting, answered=moment.answer is not None)
        if _is_no_command(intent, plain, moment):
            intent = FALLBACK
        told = {name for name, answer in moment.found.items() if answer == "yes"}
        guessed = Guessed(intent, score, plain, moment, told, opens=plain[0] in self._openings(intent))
        for step, speaks_against, instead in CORRECTIONS:
            if speaks_against(guessed):
                return instead or ("DescribeSymptom" if told else FALLBACK), score, step
        return intent, score, "classifier"

    def _decided(self, plain: tuple[str, ...], moment: Moment) -> tuple[str, float, str] | None:
        """Return what needs no guess; the first that fits decides."""
        if moment.alarm:
            return _ALARMS[moment.alarm], 1.0, "alarm"
        if moment.reported and self._may_report(plain):
            return "ReportRedFlag", 0.95, "red flag"
        if not plain:
            return FALLBACK, 0.0, "no words"
        if phrase := self._phrase(plain, moment):
            return *phrase, "phrase"
        if wish := _wish(plain, moment):
            return wish, 0.9, "wish"
        if moment.bare:
            return _ANSWERS[moment.bare], 0.95, "answer"
        return ("DescribeSymptom", 0.95, "answer in other words") if moment.asks and moment.answer else None

    def _may_report(self, plain: tuple[str, ...]) -> bool:
        """Return whether words may report a red flag: no sample of another intent equals them."""
        # "I'm scared it's an infected injection site."
        named = self._learned.finders["RedFlag"].find(plain)
        sample = self._learned.exact.get(" ".join(plain)) if named else self._learned.intent_of(plain)
        return sample in {None, "ReportRedFlag", "DescribeSymptom"}

    def _phrase(self, plain: tuple[str, ...], moment: Moment) -> tuple[str, float] | None:
        """Return the intent of an exact phrase, or of a short reply to what the coach awaits."""
        intent = reply_context.intent_for(plain, moment.awaiting) or self._learned.intent_of(plain)
        if not intent or _is_time_of_pain(intent, plain, moment):
            return None
        # A sample must not report what the text denies, or says of another person.
        if intent in GRAVE and moment.doubted:
            return "DescribeSymptom", 1.0
        # "Okay" may only mean that the user listens.
        unclear = intent == "Yes" and moment.asks and moment.answer is None
        return (FALLBACK, 0.0) if unclear else (intent, 1.0)

    def _openings_of(self, intent: str) -> AbstractSet[str]:
        """Return the words with which the phrases of an intent begin, without subjects."""
        phrases = self._phrases.intents.get(intent)
        said = (*phrases.samples, *phrases.everyday) if phrases else ()
        begun = {phrase.split(maxsplit=1)[0] for phrase in said}  # Each beginning is read once, however many share it.
        return {first for begin in begun for first in words(begin)[:1]} - _WORDS.subjects
