"""Listens to one utterance: what is asked, what is told, and how it answers what the coach has asked."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from skill.content.models import Answer, Content
from skill.understanding import context, gate, slots, sounds
from skill.understanding.classify import ELSEWHERE, Guess
from skill.understanding.crisis import AlarmReader
from skill.understanding.examples import Learned
from skill.understanding.findings import FindingsReader
from skill.understanding.normalise import words
from skill.understanding.phrases import BASE, Phrases

FALLBACK = "Fallback"
_HEALTH_QUESTIONS = ("kind", "finding", "did_help")
_ALARMS = {"crisis": "Crisis", "emergency": "Emergency"}

_OUT_OF_TURN = 0.4
"""How much a reply to a question counts that the coach has not asked."""

_CLEAR = 0.35
"""Below this score a reply that the coach has not asked for is none."""

_UNHEARD_FLAG = 0.6
"""How much a red flag counts that only the classifier hears."""

_CONTROLS = frozenset(
    "HowLongLeft LongerHold SlowDown SwitchSides TellMore QuietMode "
    "MyHistory DeleteMyData SetReminder ListReminders CancelReminder "
    "SetHeatTimer DidHelp DidNotHelp AskWhy "
    "Yes No Help Stop Cancel NavigateHome Repeat Pause Resume Next Previous StartOver".split()
)
"""Intents whose own phrases tell nothing of the body, whatever a pattern makes of them: "other leg now"."""

_PUT_RIGHT = 0.9
"""The score of a phrase in which a name was misheard."""

_SOUND_BEATS = 0.35
"""A guess below this score gives way to a phrase that sounds the same."""

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

    @cached_property
    def _learned(self) -> Learned:
        """Made for the first whole utterance: on Alexa, where only free text is read, nobody waits for it."""
        return Learned.load(BASE, self._content, self._phrases)

    def _exact(self, plain: Sequence[str]) -> str | None:
        """The intent of the phrase that these very words are."""
        return self._learned.exact.get(" ".join(plain))

    def findings(self, text: str) -> dict[str, Answer]:
        """What free text tells of the speaker."""
        return self._findings.find(text)

    def answer(self, text: str) -> Answer | None:
        """The yes, no or not sure that free text begins with."""
        return context.leading_answer(text)[0]

    def understand(self, utterance: str, awaiting: str | None = None) -> Understood:
        """The intent of an utterance and all that it tells; never raises."""
        plain = words(utterance)
        exact = self._exact(plain) or ""
        control = exact in _CONTROLS
        found = {} if control else self._findings.find(utterance)
        flags = tuple(name for name, answer in found.items() if answer == "yes" and self._is_flag(name))
        answer, rest = context.leading_answer(utterance)
        intent, score = self._alarm(utterance) or self._reported(plain, flags) or self._replied(plain, awaiting)
        if not intent:
            intent, score = self._classified(plain, found, awaiting, rest if answer else None)
        if intent == FALLBACK and awaiting in _HEALTH_QUESTIONS and "yes" in found.values():
            # Whoever is asked about their body and tells of it is not beside the point: "argh, my arse".
            intent = "DescribeSymptom"
        return Understood(
            intent=intent,
            slots=self._slots(intent, utterance, flags),
            score=round(score, 3),
            findings=found,
            red_flags=flags,
            answer=answer,
        )

    def _slots(self, intent: str, utterance: str, flags: tuple[str, ...]) -> dict[str, str]:
        if intent == "DescribeSymptom":
            return {"symptom": utterance}
        if intent == "ReportRedFlag" and flags:
            return {"red_flag": flags[0]}
        told = self._phrases.intents.get(intent)
        return slots.fill(told.slots, utterance, self._learned.finders) if told else {}

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
        exact = self._exact(plain)
        if exact is None and self._learned.finders["RedFlag"].place(plain) is None:
            exact = self._learned.templates.intent(plain)  # "Is this an infected injection site" asks.
        return ("ReportRedFlag", 0.95) if exact in {None, "ReportRedFlag"} else None

    def _replied(self, plain: tuple[str, ...], awaiting: str | None) -> _Heard:
        """Exact words, and short replies to what the coach asked; an empty intent where it is neither."""
        if not plain:
            return FALLBACK, 0.0
        in_context = context.intent_for(plain, awaiting)
        exact = in_context or self._exact(plain) or self._learned.templates.intent(plain)
        if exact:
            return exact, 1.0
        return context.bare_answer(plain) or "", 0.95

    def _classified(
        self, plain: tuple[str, ...], found: Mapping[str, Answer], awaiting: str | None, rest: str | None
    ) -> tuple[str, float]:
        if gate.closed(plain, found) and not self._asks_of_condition(plain):
            return FALLBACK, 0.0
        sounding = self._sounding(plain)
        named, meant = self._named(plain)
        if meant != plain and (intent := self._exact(meant) or self._learned.templates.intent(meant)):
            return intent, _PUT_RIGHT
        plain = meant
        lean = context.leanings(plain, found, named, rest)
        guesses = self._learned.classifier.guess(plain)
        scores = self._weighed(guesses, found, awaiting)
        if "Stretch" in named and not gate.HEAT & set(plain):
            scores.pop("SetHeatTimer", None)  # "Do the warm up" is a routine.
        for name, bonus in lean.items():
            scores[name] = scores.get(name, 0.0) + bonus
        intent, score = max(scores.items(), key=lambda entry: entry[1], default=(FALLBACK, 0.0))
        view = gate.View(
            plain,
            guesses,
            self._learned.classifier.strangeness(plain),
            named=bool(named),
            unknown=self._learned.classifier.unknown(plain),
            elsewhere=plain in self._elsewhere,
            lean=lean.get(intent, 0.0),
        )
        shut = gate.serves_another(intent, plain) or gate.openness(view) <= 0
        if sounding and (shut or score < _SOUND_BEATS):
            return sounding, _SOUND_BEATS
        return (FALLBACK, score) if shut else (intent, min(score, 1.0))

    def _asks_of_condition(self, plain: tuple[str, ...]) -> bool:
        """ "Could this stomach cramp be sciatica" asks; "I have a stomach cramp" names the plain cramp, and tells."""
        return self._learned.finders["Condition"].find(plain) not in {None, "cramp"} and context.asks(plain)

    def _sounding(self, plain: tuple[str, ...]) -> str | None:
        """The intent of the short phrase that this sounds like, if it is spelled alike as well."""
        said = " ".join(plain)
        candidates = self._learned.sounds.get(sounds.of(plain), ()) if plain not in self._elsewhere else ()
        best, meant = max(((sounds.likeness(said, each), each) for each in candidates), default=(0.0, ""))
        return self._learned.exact.get(meant) if best >= sounds.ALIKE else None

    def _named(self, plain: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
        """The stretch, remedy or condition that is named, and the words with a misheard name put right."""
        finders = self._learned.finders
        named = {kind: value for kind in _NAMED if (value := finders[kind].find(plain))}
        heard = None if named else slots.misheard(plain, self._learned.name_sounds)
        if heard is None:
            return named, plain
        begin, end, name = heard
        return self._named((*plain[:begin], *name.split(), *plain[end:]))

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
            scores["ReportRedFlag"] = _UNHEARD_FLAG * scores.get("ReportRedFlag", 0.0)
        return scores
