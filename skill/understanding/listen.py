"""Listens to one utterance: what is asked, what is told, and how it answers what the coach has asked."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from skill.content.models import Answer, Content
from skill.understanding import context, gate, slots
from skill.understanding.classify import ELSEWHERE, Classifier, Guess
from skill.understanding.crisis import AlarmReader
from skill.understanding.examples import SLOT, Learned
from skill.understanding.findings import FindingsReader
from skill.understanding.normalise import words
from skill.understanding.phrases import BASE, Phrases, slot_types

FALLBACK = "AMAZON.FallbackIntent"
_HEALTH_QUESTIONS = ("kind", "finding", "did_help")
_ALARMS = {"crisis": "CrisisIntent", "emergency": "EmergencyIntent"}

_OUT_OF_TURN = 0.4
"""How much a reply to a question counts that the coach has not asked."""

_CLEAR = 0.35
"""Below this score a reply that the coach has not asked for is none."""

_UNHEARD_FLAG = 0.6
"""How much a red flag counts that only the classifier hears."""

_LEAN_OPENS = 9.0
"""How far what is told opens the gate."""

_CONTROLS = frozenset(
    "HowLongLeftIntent LongerHoldIntent SlowDownIntent SwitchSidesIntent TellMoreIntent QuietModeIntent "
    "MyHistoryIntent DeleteMyDataIntent SetReminderIntent ListRemindersIntent CancelReminderIntent "
    "SetHeatTimerIntent DidHelpIntent DidNotHelpIntent AskWhyIntent".split()
)
"""Intents whose own phrases tell nothing of the body, whatever a pattern makes of them: "other leg now"."""

_SURE_ALARM = 0.4
"""An alarm that only the classifier hears must be this sure: the rules have heard the rest."""

_Heard = tuple[str, float]
"""An intent and how sure."""

_NAMED = ("Condition", "Remedy", "Stretch")
"""Types whose names in an utterance speak for an intent."""


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
        self._elsewhere = gate.Elsewhere()
        self._findings = FindingsReader(content)
        types = slot_types(content, phrases)
        self._finders = {kind: slots.SlotFinder(values) for kind, values in types.items()}

    @cached_property
    def _learnt(self) -> tuple[Learned, Classifier]:
        """Made for the first whole utterance: on Alexa, where only free text is read, nobody waits for it."""
        return Learned.load(BASE, self._content, self._phrases)

    @property
    def _classifier(self) -> Classifier:
        return self._learnt[1]

    @property
    def _learned(self) -> Learned:
        return self._learnt[0]

    @cached_property
    def _exact(self) -> Mapping[tuple[str, ...], str]:
        return {plain: intent for plain, intent in reversed(self._learned.examples) if intent != ELSEWHERE}

    @cached_property
    def _templates(self) -> Mapping[tuple[str, ...], str]:
        """Samples with one slot of a type of our own, by their words with the type in its place."""
        found: dict[tuple[str, ...], str] = {}
        for intent, told in self._phrases.intents.items():
            for sample in told.samples:
                pieces = SLOT.split(sample)
                kind = told.slots.get(pieces[1], "") if len(pieces) == 3 else ""
                if kind in self._finders:
                    found.setdefault((*words(pieces[0]), kind, *words(pieces[2])), intent)
        return found

    def _templated(self, plain: tuple[str, ...]) -> str | None:
        """The intent of a sample that this is, with any value in its slot."""
        for kind, finder in self._finders.items():
            place = finder.place(plain)
            if place and (intent := self._templates.get((*plain[: place[0]], kind, *plain[place[1] :]))):
                return intent
        return None

    def findings(self, text: str) -> dict[str, Answer]:
        """What free text tells of the speaker."""
        return self._findings.find(text)

    def understand(self, utterance: str, awaiting: str | None = None) -> Understood:
        """The intent of an utterance and all that it tells; never raises."""
        plain = words(utterance)
        control = self._exact.get(plain, "") in _CONTROLS or self._exact.get(plain, "").startswith("AMAZON.")
        found = {} if control else self._findings.find(utterance)
        flags = tuple(name for name, answer in found.items() if answer == "yes" and self._is_flag(name))
        answer, rest = context.leading_answer(utterance)
        intent, score = self._alarm(utterance) or self._reported(plain, flags) or self._replied(plain, awaiting)
        if not intent:
            intent, score = self._classified(plain, found, awaiting, rest if answer else None)
        if intent == FALLBACK and awaiting in _HEALTH_QUESTIONS and "yes" in found.values():
            # Whoever is asked about their body and tells of it is not beside the point: "argh, my arse".
            intent = "DescribeSymptomIntent"
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
        if self._exact.get(plain, "ReportRedFlagIntent") != "ReportRedFlagIntent":
            return None
        return "ReportRedFlagIntent", 0.95

    def _replied(self, plain: tuple[str, ...], awaiting: str | None) -> _Heard:
        """Exact words, and short replies to what the coach asked; an empty intent where it is neither."""
        if not plain:
            return FALLBACK, 0.0
        in_context = context.intent_for(plain, awaiting)
        exact = in_context or self._exact.get(plain) or self._templated(plain)
        if exact:
            return exact, 1.0
        return context.bare_answer(plain) or "", 0.95

    def _classified(
        self, plain: tuple[str, ...], found: Mapping[str, Answer], awaiting: str | None, rest: str | None
    ) -> tuple[str, float]:
        if gate.closed(plain, found) and self._finders["Condition"].find(plain) is None:
            return FALLBACK, 0.0
        named = {kind: value for kind in _NAMED if (value := self._finders[kind].find(plain))}
        lean = context.leanings(plain, found, named, rest)
        guesses = self._classifier.guess(plain)
        scores = self._weighed(guesses, found, awaiting)
        if "Stretch" in named and not gate.HEAT & set(plain):
            scores.pop("SetHeatTimerIntent", None)  # "Do the warm up" is a routine.
        for name, bonus in lean.items():
            scores[name] = scores.get(name, 0.0) + bonus
        intent, score = max(scores.items(), key=lambda entry: entry[1], default=(FALLBACK, 0.0))
        opens = gate.openness(
            plain,
            guesses,
            self._classifier.strangeness(plain),
            named=bool(named),
            unknown=self._classifier.unknown(plain),
        )
        if plain in self._elsewhere:
            opens -= gate.ELSEWHERE_WEIGHS
        if gate.serves_another(intent, plain) or opens + _LEAN_OPENS * lean.get(intent, 0.0) <= 0:
            return FALLBACK, score
        return intent, min(score, 1.0)

    def _weighed(self, guesses: Sequence[Guess], found: Mapping[str, Answer], awaiting: str | None) -> dict[str, float]:
        """The scores of the classifier, less where the rules or the moment speak against an intent."""
        scores = {guess.intent: guess.score for guess in guesses if guess.intent != ELSEWHERE}
        for alarm in _ALARMS.values():
            if scores.get(alarm, 0.0) < _SURE_ALARM:
                scores.pop(alarm, None)
        for name in context.REPLIES.keys() & scores.keys():
            if context.REPLIES[name] != awaiting:
                scores[name] *= _OUT_OF_TURN if scores[name] >= _CLEAR else 0.0
        if not any(self._is_flag(name) for name in found):
            scores["ReportRedFlagIntent"] = _UNHEARD_FLAG * scores.get("ReportRedFlagIntent", 0.0)
        return scores
