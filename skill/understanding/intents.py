"""Find the intent of an utterance: the first decider that has one, corrected by what was found."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from skill.content.models import Answer
from skill.understanding import ages, clock, cues, numbers, relevance, slots, stops, wordings
from skill.understanding.alarms import Alarm
from skill.understanding.examples import Examples, Learned
from skill.understanding.finding_traits import KINDS
from skill.understanding.guess_checks import CHECKS, INTENT_WORDS, Guessed
from skill.understanding.guessing import FALLBACK, GRAVE, Moment, guess
from skill.understanding.normalise import STOPS, words
from skill.understanding.phrases import Phrases

_ENDS = frozenset("Stop Cancel NavigateHome".split())
_ANSWERS: Mapping[Answer, str] = {"yes": "Yes", "no": "No", "unknown": "NotSure"}
_GIVES_WAY = frozenset(("DidHelp", "DescribeSymptom", FALLBACK))
"""Guesses that give way to the answer with which a reply to an offer begins."""
_ALARMS: Mapping[Alarm, str] = {"crisis": "Crisis", "emergency": "Emergency"}

_COMPLAINT = "cramp"
"""Condition that brings people here: "it's a cramp" is no fear."""


def _facts(plain: Sequence[str], moment: Moment) -> frozenset[str]:
    """Return what is so now, by the names that replies.yaml describes above its groups."""
    facts = {
        moment.awaiting or "nothing": True,
        "found": bool(moment.found),
        "told": "yes" in moment.found.values(),
        "answered": bool(moment.asks and moment.answer),
        "lacking": not KINDS.lacks.isdisjoint(moment.asks),
        "sided": moment.awaiting == "side" and bool(numbers.side(plain)),
        "timed": moment.awaiting == "offer" and bool(numbers.duration(plain)),
        "clocked": moment.awaiting == "offer" and bool(clock.time(plain)),
    }
    return frozenset(name for name, so in facts.items() if so)


def _wish(plain: Sequence[str], moment: Moment) -> str | None:
    """Return the intent of wishes with free wording: to stop, to undo the last answer, to state an age."""
    of_thing = ages.are_of_things(moment.said, moment.asks)
    if not of_thing and (age := ages.alone(moment.said)) is not None:
        return "Child" if age < ages.GROWN_UP and moment.of == "me" else "DescribeSymptom"
    if ages.told(plain).get("age", ages.OLD) < ages.GROWN_UP and plain[0] in INTENT_WORDS.corrects:
        return "Child"  # "No wait, I'm only nine."
    if not moment.found and stops.wants_to_stop(moment.said, asked=bool(moment.asks)):
        return "Stop"
    return wordings.intent("wishes", plain, _facts(plain, moment))


def _is_no_command(intent: str, plain: Sequence[str], moment: Moment) -> bool:
    """Return whether a guess tells a grown-up's age, or ends what words that may answer a question go on with."""
    if intent == "Child":
        if ages.are_of_things(moment.said, moment.asks):
            return True  # "It's ten years old", of a new hip.
        mine = ages.told(moment.said).get("age")
        grown = mine if mine is not None else max((it.value for it in numbers.numbers(plain)), default=0)
        return grown >= ages.GROWN_UP or (mine is None and INTENT_WORDS.of_children.isdisjoint(plain))
    return bool(moment.asks) and intent in _ENDS and stops.names_more(moment.said)  # "Standing, forget it."


def _is_feared(plain: tuple[str, ...], at: int) -> bool:
    """Return whether what is named at a position is feared, or asked about directly before."""
    return any(
        (cue.does == "feared" and cue.end <= at < cue.reach[1])
        or (cue.does == "guessed" and cue.end <= at and INTENT_WORDS.small.issuperset(plain[cue.end : at]))
        for cue in cues.found(plain)
    )


class IntentFinder:
    """Finds intents and fills slots, for one locale."""

    def __init__(self, phrases: Phrases, examples: Examples) -> None:
        """Take the phrases of the locale, and the data derived from them and the content."""
        self._phrases = phrases
        self._learned = Learned(examples)
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
        filled = slots.fill(told.slots, words(text), self._learned.finders) if told else {}
        # "Seated figure four" names a stretch and no wish to sit.
        return {name: value for name, value in filled.items() if name != "posture" or "stretch" not in filled}

    def worry(self, text: str) -> str | None:
        """Return the condition that a text fears or asks about."""
        plain = words(text)
        named = self._learned.finders["Condition"].places(plain)
        feared = next((value for begin, _, value in named if _is_feared(plain, begin)), None)
        return feared if feared != _COMPLAINT else None

    def find(self, moment: Moment) -> tuple[str, float, str]:
        """Return the intent of an utterance, its score, and the step that decided."""
        plain = tuple(word for word in moment.said if word not in STOPS)
        if decided := self._decided(plain, moment):
            return decided
        intent, score = guess(self._learned, plain, moment)
        if _is_no_command(intent, plain, moment):
            intent = FALLBACK
        intent = wordings.intent("guesses", plain, {*_facts(plain, moment), intent}) or intent
        if moment.awaiting == "offer" and moment.answer and intent in _GIVES_WAY:
            return _ANSWERS[moment.answer], score, "answer to an offer"  # "Yes, fifteen, go."
        told = {name for name, answer in moment.found.items() if answer == "yes"}
        guessed = Guessed(intent, score, plain, moment, told, opens=plain[0] in self._openings(intent))
        for step, speaks_against, instead in CHECKS:
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
        facts = _facts(plain, moment)
        intent = wordings.intent("short replies", plain, facts) or self._learned.intent_of(plain)
        if not intent or wordings.first("no samples", plain, {*facts, intent}):
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
        return {first for begin in begun for first in words(begin)[:1]} - INTENT_WORDS.subjects
