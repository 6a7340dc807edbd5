"""Find the intent of an utterance: alarms and red flags first, then exact phrases, answers, and the classifier."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from msgspec import Struct

from skill.content.models import Answer, Content
from skill.understanding import ages, phonetics, relevance, reply_context, slots, stops, worries
from skill.understanding.alarms import Alarm
from skill.understanding.classify import ELSEWHERE, Guess
from skill.understanding.examples import Examples, Learned
from skill.understanding.files import Lists
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import STOPS, words
from skill.understanding.phrases import Phrases

_WORDS = Lists("en/intents.yaml")


FALLBACK = "Fallback"
"""Intent of out-of-scope utterances."""

CONTROLS = frozenset(
    "HowLongLeft LongerHold SlowDown SwitchSides TellMore QuietMode "
    "MyHistory DeleteMyData SetReminder ListReminders CancelReminder CancelTimer "
    "SetHeatTimer DidHelp DidNotHelp AskWhy TakeBack CantDo "
    "Yes No Help Stop Cancel NavigateHome Repeat Pause Resume Next Previous StartOver".split()
)
"""Intents whose phrases never report a finding, even if a pattern matches: "other leg now"."""

_GRAVE = frozenset("ReportRedFlag Emergency Crisis".split())
_NEVER_GUESSED = _GRAVE | {"Yes", "No", "TakeBack"}
"""Intents that the classifier alone never yields."""
_HEALTH_QUESTIONS = frozenset("kind finding did_help".split())
_ASKS_TO_REMIND = frozenset("remind reminder reminders schedule set alarm".split())
_AT_WORK = frozenset(("finding", "did_help"))
"""Questions at which the complaint is already known."""
_ANSWERS: Mapping[Answer, str] = {"yes": "Yes", "no": "No", "unknown": "NotSure"}
_ALARMS: Mapping[Alarm, str] = {"crisis": "Crisis", "emergency": "Emergency"}

_UNASKED_FACTOR = 0.4
"""Factor for replies to a question that was not asked."""
_MIN_UNASKED = 0.35
"""Score below which a reply to a question that was not asked is rejected."""
_SURE_COMMAND = 0.6
"""Minimum score of a command during a safety question: "I told you" deletes nothing."""
_UNHEARD_FLAG = 0.6
"""Factor for a red flag that only the classifier detects."""
_CORRECTED_SCORE = 0.9
"""Score of a phrase with a corrected misrecognised name."""
_SOUND_BEATS = 0.35
"""Score below which a guess yields to a phrase that sounds the same."""
_REPORT_WORDS = 11
"""Minimum words of an opening that counts as a report if it contains findings, whatever it asks."""

_COMMANDS = CONTROLS - {"DidHelp", "DidNotHelp", "Yes", "No"} | {"StartStretch"}
"""Intents that are only requests, never statements about the body: "my leg goes numb after five minutes"."""
_DISTURBING = _COMMANDS - {"StartStretch", "Next", "Help", "Repeat", "AskWhy", "TellMore"}
"""Commands that lead away from a safety question."""
_ENDS = frozenset("Stop Cancel NavigateHome".split())
_TIMERS = frozenset("timer timers countdown countdowns alarm clock".split())
_CHILD = frozenset(
    "kid kids child children school grade year class teacher mom mother dad father parent parents nan grandma grandpa "
    "granny grown adult young little old".split()
)
"""A child's statement about itself contains one of these, or a young age."""
_OTHER_CASE = frozenset(("TwitchHelp", "GiveKind", "Child"))
"""Intents that would change the complaint or the person during the conversation."""
_WISHES = frozenset(
    (first, second)
    for first in ("i", "we")
    for second in ("want", "need", "would", "wish", "could", "can", "should", "will", "am", "have")
)
"""Openings of a wish whose subject is "I"; the findings decide whether it is one."""
_QUESTIONS = frozenset("AskCauses AskCondition AskRelief AskPrevention WhenToSeeDoctor AskTopic".split())
_SHORT, _LONG = 7, 10
_NEVER_STATED = frozenset("StartStretch StartOver SetHeatTimer SetReminder HowLongLeft DeleteMyData MyHistory".split())
"""Commands that no statement expresses; "that is enough" or "it is too fast" may well be one."""
_LENGTHS_AND_SIDES = frozenset("brief_seconds_minutes side_left side_right side_both".split())
_TAKE_IN_ALL = frozenset(("DescribeSymptom", "StopCramp", "TwitchHelp", FALLBACK)) | _GRAVE
"""Intents under which all findings of a report are accepted."""
_COMPLAINT = "cramp"
"""Condition that brings people here: "it's a cramp" is no fear."""
_NAMED = ("Condition", "Remedy", "Stretch")
"""Slot types whose names in an utterance suggest an intent."""

_Found = tuple[str, float, str]
"""An intent, its score, and the step that decided."""


_OF_OURS = frozenset(("site_buttock", "fall_or_injury"))
"""Findings with which a report about another person concerns this coach."""


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
    asked: bool = False
    """Whether a question about findings was asked."""
    lacking: bool = False
    """Whether that question is about something that may be lacking, such as feeling."""
    of: Literal["me", "other"] = "me"
    foreign: bool = False
    """Whether all findings are those of a person who is not present."""


def _names_patient(moment: Moment) -> bool:
    """Return whether words say whom to help, or their age: "it's for my mom", "I'm eighty-two"."""
    elsewhere = "leg" in moment.said and "site_buttock" not in moment.found
    asks = reply_context.asks([word for word in moment.said if word not in STOPS])
    ours = not moment.found or (bool(_OF_OURS & moment.found.keys()) and not elsewhere and not asks)
    return (moment.of == "other" and ours) or ages.told(moment.said).mine is not None


def _wish(plain: Sequence[str], moment: Moment) -> str | None:
    """Return the intent of wishes with free wording: to stop, to undo the last answer, to state an age."""
    if (age := ages.alone(moment.said)) is not None:
        return "Child" if age < ages.GROWN_UP and moment.of == "me" else "DescribeSymptom"
    mine = ages.told(plain).mine
    if mine is not None and mine < ages.GROWN_UP and plain[0] in {"no", "wait", "but", "sorry"}:
        return "Child"  # "No wait, I'm only nine."
    if not moment.found and stops.wants_to_stop(moment.said, asked=moment.asked):
        return "Stop"
    if not moment.found and (wish := reply_context.bids(plain, moment.awaiting)):
        return wish
    if moment.awaiting in _AT_WORK | {None} and reply_context.is_over(plain, lacking=moment.lacking):
        return "DidHelp"
    if moment.awaiting == "again" and reply_context.explains_away(plain):
        return "TakeBack"
    return "TakeBack" if reply_context.takes_back(plain) and "yes" not in moment.found.values() else None


def _is_no_command(intent: str, plain: Sequence[str], moment: Moment) -> bool:
    """Return whether a guessed command lacks its object, or comes with words that may answer a question."""
    if intent == "Child":
        mine = ages.told(moment.said).mine
        return _CHILD.isdisjoint(plain) if mine is None else mine >= ages.GROWN_UP
    if intent == "CancelTimer":
        return _TIMERS.isdisjoint(plain)
    ends = moment.asked and intent in _ENDS and stops.names_more(moment.said)  # "Standing, forget it."
    return ends or _is_time_of_pain(intent, plain, moment)


def _is_time_of_pain(intent: str | None, plain: Sequence[str], moment: Moment) -> bool:
    """Return whether a time of day says when it hurts, after a question about the body: "in the morning"."""
    return intent == "SetReminder" and moment.awaiting in _AT_WORK and _ASKS_TO_REMIND.isdisjoint(plain)


class IntentFinder:
    """Finds intents and fills slots, for one locale."""

    def __init__(self, content: Content, phrases: Phrases, examples: Examples) -> None:
        """Take the content, the phrases of the locale, and the data derived from both."""
        self._content = content
        self._phrases = phrases
        self._elsewhere = relevance.Elsewhere()
        self._learned = Learned.of(examples)

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
        feared = worries.worry(words(text), self._learned.finders["Condition"])
        return feared if feared != _COMPLAINT else None

    def find(self, moment: Moment) -> _Found:
        """Return the intent of an utterance, its score, and the step that decided."""
        plain = tuple(word for word in moment.said if word not in STOPS)
        if moment.alarm:
            return _ALARMS[moment.alarm], 1.0, "alarm"
        if moment.reported and self._may_report(plain):
            return "ReportRedFlag", 0.95, "red flag"
        if not plain:
            return FALLBACK, 0.0, "no words"
        if intent := self._phrase(plain, moment):
            # "Okay" may only mean that the user listens.
            unclear = intent == "Yes" and moment.asked and moment.answer is None
            return (FALLBACK, 0.0, "no clear yes") if unclear else (intent, 1.0, "phrase")
        if wish := _wish(plain, moment):
            return wish, 0.9, "wish"
        if moment.bare:
            return _ANSWERS[moment.bare], 0.95, "answer"
        if moment.asked and moment.answer:
            return "DescribeSymptom", 0.95, "answer in other words"
        intent, score = self._classified(plain, moment)
        return self._checked(intent, score, plain, moment)

    def _may_report(self, plain: Sequence[str]) -> bool:
        """Return whether a red flag may count: not in a sample that asks, "is this an infected injection site"."""
        exact = self._learned.exact.get(" ".join(plain))
        if exact is None and self._learned.finders["RedFlag"].place(plain) is None:
            exact = self._learned.templates.intent(plain)
        return exact in {None, "ReportRedFlag", "DescribeSymptom"}

    def _phrase(self, plain: Sequence[str], moment: Moment) -> str | None:
        """Return the intent of an exact phrase, or of a short reply to what the coach awaits."""
        intent = (
            reply_context.intent_for(plain, moment.awaiting)
            or self._learned.exact.get(" ".join(plain))
            or self._learned.templates.intent(plain)
        )
        if _is_time_of_pain(intent, plain, moment):
            return None
        # A sample must not report what the text denies, or says of another person.
        if intent in _GRAVE and moment.doubted:
            return "DescribeSymptom"
        return intent

    def _checked(self, intent: str, score: float, plain: Sequence[str], moment: Moment) -> _Found:
        """Correct a guess that the findings contradict."""
        told = {name for name, answer in moment.found.items() if answer == "yes"}
        if _is_no_command(intent, plain, moment):
            intent = FALLBACK
        # A weak guess must not answer a safety question, end it or lead away from it.
        disturbs = moment.awaiting == "finding" and (intent in _DISTURBING or score < _MIN_UNASKED)
        if score < _SURE_COMMAND and (disturbs or (moment.awaiting in _AT_WORK and intent in _OTHER_CASE)):
            return ("DescribeSymptom" if told else FALLBACK), score, "no sure command"
        if intent in _COMMANDS and not self._is_request(intent, plain, told):
            return ("DescribeSymptom" if told else FALLBACK), score, "no request"
        if self._is_statement(intent, plain, told, moment):
            return "DescribeSymptom", score, "told, not asked"
        if intent == FALLBACK and told and moment.awaiting in _HEALTH_QUESTIONS:
            return "DescribeSymptom", score, "told in answer to a question"
        if moment.foreign and intent == "DescribeSymptom" and moment.awaiting != "finding":
            return FALLBACK, score, "told of somebody who is not there"
        if intent == FALLBACK and _names_patient(moment):
            return "DescribeSymptom", score, "tells of whom"
        if intent not in _TAKE_IN_ALL and self._is_report(intent, plain, told, moment):
            return "DescribeSymptom", score, "a story"
        return intent, score, "classifier"

    def _is_request(self, intent: str, plain: Sequence[str], told: AbstractSet[str]) -> bool:
        """Return whether words can be a command: they report no finding, or begin as its phrases do."""
        if plain[0] in self._openings(intent) or tuple(plain[:2]) in _WISHES:
            return not (told & KINDS.hurts and plain[0] in _WORDS.subjects)
        states = plain[0] in _WORDS.subjects and not _WORDS.states.isdisjoint(plain[1:4])
        return not told - _LENGTHS_AND_SIDES and not (states and intent in _NEVER_STATED)

    def _is_report(self, intent: str, plain: Sequence[str], told: AbstractSet[str], moment: Moment) -> bool:
        """Return whether an opening reports findings first, whatever it asks, so that the screen comes first."""
        if moment.awaiting is not None or len(plain) < _REPORT_WORDS:
            return False
        asked = reply_context.asks(plain) or plain[0] in self._openings(intent)
        return bool(told & (KINDS.graver if asked else KINDS.hurts))

    def _is_statement(self, intent: str, plain: Sequence[str], told: AbstractSet[str], moment: Moment) -> bool:
        """Return whether a guess is a question or a reply to one, but the words only report findings."""
        if intent in _QUESTIONS:
            states = intent == "WhenToSeeDoctor" and plain[0] in _WORDS.subjects and _WORDS.doctors.isdisjoint(plain)
            asks = reply_context.asks(plain) or not _WORDS.question_words.isdisjoint(plain[-_SHORT // 2 :])
            return not asks and (states or (bool(told) and not _WORDS.seeks & set(plain)))
        if intent == "DidHelp":
            more = bool(moment.found.keys() - {"painful_cramp", "severe"}) or len(plain) > _LONG
            return more and moment.awaiting in {None, "kind"}
        if intent == "ItHurtsMore":
            placed = any(name.startswith(("site_", "side_", "spreads_")) for name in told)
            return placed and moment.awaiting is None and len(plain) >= _LONG and "when" not in plain
        return intent == "GiveSide" and moment.awaiting != "side" and len(plain) >= _REPORT_WORDS and bool(told)

    def _openings(self, intent: str) -> AbstractSet[str]:
        """Return the words with which the phrases of an intent begin, without subjects."""
        phrases = self._phrases.intents.get(intent)
        said = (*phrases.samples, *phrases.everyday) if phrases else ()
        return {first for phrase in said for first in words(phrase)[:1]} - _WORDS.subjects

    def _classified(self, plain: tuple[str, ...], moment: Moment) -> tuple[str, float]:
        if relevance.closed(plain, moment.found) and not self._asks_of_condition(plain):
            return FALLBACK, 0.0
        sounding = self._sounding(plain)
        named, meant = self._named(plain)
        if meant != plain:
            intent = self._learned.exact.get(" ".join(meant)) or self._learned.templates.intent(meant)
            if intent and intent not in _NEVER_GUESSED:
                return intent, _CORRECTED_SCORE
        lean = reply_context.leanings(meant, moment.found, named, answered=moment.answer is not None)
        guesses = self._learned.classifier.guess(meant)
        scores = self._weighed(guesses, moment)
        if "Stretch" in named and not relevance.HEAT & set(meant):
            scores.pop("SetHeatTimer", None)  # "Do the warm up" is a routine.
        for name, bonus in lean.items():
            scores[name] = scores.get(name, 0.0) + bonus
        intent, score = max(scores.items(), key=lambda entry: entry[1], default=(FALLBACK, 0.0))
        view = relevance.View(
            meant,
            guesses,
            self._learned.classifier.strangeness(meant),
            named=bool(named),
            unknown=self._learned.classifier.unknown(meant),
            elsewhere=meant in self._elsewhere,
            lean=lean.get(intent, 0.0),
        )
        shut = relevance.serves_another(intent, meant) or relevance.openness(view) <= 0
        if sounding and (shut or score < _SOUND_BEATS):
            return sounding, _SOUND_BEATS
        if shut and relevance.tells_of_ours(moment.found, meant) and not relevance.serves_another(intent, meant):
            return "DescribeSymptom", min(score, 1.0)
        return (FALLBACK, score) if shut else (intent, min(score, 1.0))

    def _asks_of_condition(self, plain: tuple[str, ...]) -> bool:
        """
        Return whether a condition is asked about.

        "Could this stomach cramp be sciatica" asks; "I have a stomach cramp" is a statement about a plain cramp.
        """
        return self._learned.finders["Condition"].find(plain) not in {None, "cramp"} and reply_context.asks(plain)

    def _sounding(self, plain: tuple[str, ...]) -> str | None:
        """Return the intent of the short phrase that sounds the same and is spelled similarly."""
        said = " ".join(plain)
        candidates = self._learned.sounds.get(phonetics.of(plain), ()) if plain not in self._elsewhere else ()
        best, meant = max(((phonetics.likeness(said, each), each) for each in candidates), default=(0.0, ""))
        intent = self._learned.exact.get(meant) if best >= phonetics.ALIKE else None
        return intent if intent not in _NEVER_GUESSED else None

    def _named(self, plain: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the stretch, remedy or condition that is named, and the words with a misrecognised name corrected."""
        finders = self._learned.finders
        named = {kind: value for kind in _NAMED if (value := finders[kind].find(plain))}
        heard = None if named else slots.misheard(plain, self._learned.name_sounds)
        if heard is None:
            return named, plain
        begin, end, name = heard
        return self._named((*plain[:begin], *name.split(), *plain[end:]))

    def _weighed(self, guesses: Sequence[Guess], moment: Moment) -> dict[str, float]:
        """Return the classifier's scores, reduced where rules or context contradict an intent."""
        scores = {guess.intent: guess.score for guess in guesses if guess.intent != ELSEWHERE}
        # A red flag that only the classifier detects is a description, not a report.
        if max(scores, key=lambda name: scores[name], default="") == "ReportRedFlag":
            unheard = _UNHEARD_FLAG * scores["ReportRedFlag"]
            scores["DescribeSymptom"] = max(scores.get("DescribeSymptom", 0.0), unheard)
        scores = {name: score for name, score in scores.items() if name not in _NEVER_GUESSED}
        for name in reply_context.REPLIES.keys() & scores.keys():
            if reply_context.REPLIES[name] != moment.awaiting:
                scores[name] *= _UNASKED_FACTOR if scores[name] >= _MIN_UNASKED else 0.0
        return scores
