"""Listens to one utterance: what is asked, what is told, and how it answers what the coach has asked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct, field

from skill.content.models import Answer, Content
from skill.understanding import context, gate, slots
from skill.understanding.classify import ELSEWHERE, Classifier, Features
from skill.understanding.crisis import AlarmReader
from skill.understanding.files import read
from skill.understanding.findings import FindingsReader
from skill.understanding.normalise import words
from skill.understanding.phrases import Phrases, slot_types

FALLBACK = "AMAZON.FallbackIntent"
_ALARMS = {"crisis": "CrisisIntent", "emergency": "EmergencyIntent"}
_SLOT = re.compile(r"\{(\w+)\}")

_OUT_OF_TURN = 0.4
"""How much a reply to a question counts that the coach has not asked."""

_LEAN_OPENS = 9.0
"""How far what is told opens the gate."""

_TELLING = frozenset(("DescribeSymptomIntent", "StopCrampIntent", "TwitchHelpIntent"))
"""Intents that may carry a red flag along: their own phrases stay with them."""

_Heard = tuple[str, float]
"""An intent and how sure."""

_NAMED = ("Condition", "Remedy", "Stretch")
"""Types whose names in an utterance speak for an intent."""

_SPOKEN = {
    "AMAZON.DURATION": ("thirty seconds", "fifteen minutes", "a minute"),
    "AMAZON.TIME": ("nine", "seven thirty", "eight in the morning"),
    "AMAZON.SearchQuery": ("a sharp pain in my left cheek", "numb down my leg", "worse when i sit", "sore after a run"),
    "AMAZON.NUMBER": ("thirty", "ten"),
}
"""Example values for Alexa's own slot types, to learn the phrases around them."""

_EXAMPLES = 2
"""Values that are put into each sample with a slot."""


class Understood(Struct, frozen=True, kw_only=True):
    """What was made of one utterance."""

    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    score: float = 0.0
    findings: dict[str, Answer] = field(default_factory=dict)
    red_flags: tuple[str, ...] = ()
    """Red-flag findings said of the speaker now."""
    answer: Answer | None = None
    """How the utterance begins, when it begins with an answer: "no but my foot drags"."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the classifier learns from."""

    examples: tuple[tuple[tuple[str, ...], str], ...]
    """Words and intent of every phrase, and of what is none of the coach's business."""
    concepts: Mapping[str, list[str]]

    @classmethod
    def build(cls, content: Content, phrases: Phrases) -> "Learned":
        """
        Collect the examples from the phrases.

        Raises:
            ContentError: A file of examples can't be read.
        """
        inside = dict(reversed(list(_examples(phrases, slot_types(content, phrases)))))
        outside = ((words(line), ELSEWHERE) for line in read("out_of_scope.yaml", list[str]))
        examples = [*inside.items(), *(pair for pair in outside if pair[0] not in inside)]
        return cls(tuple(pair for pair in examples if pair[0]), read("concepts.yaml", dict[str, list[str]]))

    def classifier(self, examples: Iterable[tuple[tuple[str, ...], str]]) -> Classifier:
        """A classifier that knows these examples."""
        return Classifier(examples, Features(self.concepts))


class Listener:
    """Understands utterances of one locale; built once, used for every turn."""

    def __init__(self, content: Content, phrases: Phrases) -> None:
        """
        Build everything from the content and the phrases.

        Raises:
            ContentError: A pattern or a phrase can't be read.
        """
        self._content = content
        self._phrases = phrases
        self._alarms = AlarmReader()
        self._findings = FindingsReader(content)
        types = slot_types(content, phrases)
        self._finders = {kind: slots.SlotFinder(values) for kind, values in types.items()}
        learned = Learned.build(content, phrases)
        self._exact = {plain: intent for plain, intent in reversed(learned.examples) if intent != ELSEWHERE}
        self._classifier = learned.classifier(learned.examples)

    def findings(self, text: str) -> dict[str, Answer]:
        """What free text tells of the speaker."""
        return self._findings.find(text)

    def understand(self, utterance: str, awaiting: str | None = None) -> Understood:
        """The intent of an utterance and all that it tells; never raises."""
        plain = words(utterance)
        found = self._findings.find(utterance)
        flags = tuple(name for name, answer in found.items() if answer == "yes" and self._is_flag(name))
        answer, rest = context.leading_answer(utterance)
        intent, score = self._alarm(utterance) or self._reported(plain, flags) or self._replied(plain, awaiting)
        if not intent:
            intent, score = self._classified(plain, found, awaiting, rest if answer else None)
        return Understood(
            intent=intent,
            slots=self._slots(intent, utterance, flags),
            score=round(score, 3),
            findings=found,
            red_flags=flags,
            answer=answer,
        )

    def _slots(self, intent: str, utterance: str, flags: tuple[str, ...]) -> dict[str, str]:
        if intent == "DescribeSymptomIntent":
            return {"symptom": utterance}
        if intent == "ReportRedFlagIntent" and flags:
            return {"red_flag": flags[0]}
        told = self._phrases.intents.get(intent)
        return slots.fill(told.slots, utterance, self._finders) if told else {}

    def _is_flag(self, name: str) -> bool:
        finding = self._content.findings.get(name)
        return finding is not None and finding.group == "red_flag"

    def _alarm(self, utterance: str) -> _Heard | None:
        alarm = self._alarms.hear(utterance)
        return (_ALARMS[alarm], 1.0) if alarm else None

    def _reported(self, plain: tuple[str, ...], flags: tuple[str, ...]) -> _Heard | None:
        """A red flag said of the speaker now comes before all else; what only changes other rules does not."""
        if not any(self._content.findings[name].level not in {None, "modifier"} for name in flags):
            return None
        if self._exact.get(plain) in _TELLING:
            return None
        return "ReportRedFlagIntent", 0.95

    def _replied(self, plain: tuple[str, ...], awaiting: str | None) -> _Heard:
        """Exact words, and short replies to what the coach asked; an empty intent where it is neither."""
        if not plain:
            return FALLBACK, 0.0
        in_context = context.intent_for(plain, awaiting)
        exact = self._exact.get(plain)
        if in_context or exact:
            return in_context or exact or FALLBACK, 1.0
        return context.bare_answer(plain) or "", 0.95

    def _classified(
        self, plain: tuple[str, ...], found: Mapping[str, Answer], awaiting: str | None, rest: str | None
    ) -> tuple[str, float]:
        if gate.closed(plain, found) and self._finders["Condition"].find(plain) is None:
            return FALLBACK, 0.0
        named = {kind: value for kind in _NAMED if (value := self._finders[kind].find(plain))}
        lean = context.leanings(plain, found, named, rest)
        guesses = self._classifier.guess(plain)
        scores = {guess.intent: guess.score for guess in guesses if guess.intent != ELSEWHERE}
        for name in context.REPLIES.keys() & scores.keys():
            if context.REPLIES[name] != awaiting:
                scores[name] *= _OUT_OF_TURN
        for name, bonus in lean.items():
            scores[name] = scores.get(name, 0.0) + bonus
        intent, score = max(scores.items(), key=lambda entry: entry[1], default=(FALLBACK, 0.0))
        opens = gate.openness(plain, guesses, self._classifier.strangeness(plain), named=bool(named))
        if opens + _LEAN_OPENS * lean.get(intent, 0.0) <= 0:
            return FALLBACK, score
        return intent, min(score, 1.0)


def _examples(
    phrases: Phrases, types: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every phrase, with example values where it has slots; the values change from sample to sample."""
    turn = 0
    for intent, told in phrases.intents.items():
        for sample in (*told.everyday, *told.samples):
            names = _SLOT.findall(sample)
            for _ in range(_EXAMPLES if names else 1):
                filled = sample
                for name in names:
                    kind = told.slots.get(name, "")
                    values = _spoken_values(kind, types)
                    filled = filled.replace(f"{{{name}}}", values[turn % len(values)])
                    turn += 7
                yield words(filled), intent


def _spoken_values(kind: str, types: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[str, ...]:
    if kind in types:
        return tuple(name for names in types[kind].values() for name in names[:6]) or ("it",)
    return _SPOKEN.get(kind, ("it",))
