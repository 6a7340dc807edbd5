"""
Entry point of the understanding: every free text, from every interface, goes through `hear`.

Order of decisions, first match wins: alarm, red flag, exact phrase, answer, classifier.
"""

from collections.abc import Sequence
from functools import cache
from itertools import dropwhile

from msgspec.structs import replace

from skill.cache import cached
from skill.content.loader import load
from skill.content.models import Answer, Content
from skill.understanding import (
    ages,
    alarms,
    asides,
    examples,
    findings,
    nearest_lines,
    omitted_subject,
    phrases,
    reply_answer,
    reply_asides,
    reply_findings,
    reply_kinds,
    second_listener,
    whereabouts,
    wordings,
)
from skill.understanding.experiencer import experiencer, reports_red_flag
from skill.understanding.finding_traits import KINDS
from skill.understanding.guess_checks import CONTROLS, QUESTIONS, TAKE_IN_ALL
from skill.understanding.guessing import MIN_UNASKED, Moment
from skill.understanding.heard import Heard
from skill.understanding.intents import IntentFinder
from skill.understanding.normalise import tokens, words
from skill.understanding.patterns import Table
from skill.understanding.reply_words import REPLY
from skill.understanding.suspicion import Judge, Tiers


def hear(text: str, locale: str = phrases.BASE, asks: Sequence[str] = (), awaiting: str | None = None) -> Heard:
    """
    Understand one utterance; never raises, whatever the text.

    `asks` are the findings that the coach has just asked about, `awaiting` the other kind of reply it waits for
    (`kind`, `posture`, `side`, `ready`, `did_help`, `offer`, `again` after an emergency advice, or `since` in a session
    that follows one).
    """
    return listener(locale).hear(text, asks, awaiting)


@cache
def content() -> Content:
    """Return the content; read once per process."""
    return load()


def listener(locale: str) -> "Listener":
    """Return the listener of a locale; built once per process and phrase file."""
    return _listener(phrases.nearest(locale))


@cache
def _listener(locale: str) -> "Listener":
    told = phrases.load(locale)
    patterns = cached("findings", Table, lambda: findings.table(content()))
    worked_out = cached(f"examples-{locale}", examples.Examples, lambda: examples.prepared(content(), told))
    return Listener(content(), told, patterns, worked_out, second_listener.trained())


def fill_cache() -> None:
    """Compute everything the cache holds, so that no start has to."""
    for locale in phrases.locales():
        listener(locale)


class Listener:
    """Understands utterances of one locale. Thread-safe."""

    def __init__(
        self,
        content: Content,
        told: phrases.Phrases,
        patterns: Table | None = None,
        worked_out: examples.Examples | None = None,
        second: second_listener.Trained | None = None,
    ) -> None:
        """
        Take the data precomputed from the content and the phrases, or compute it.

        Without a second listener, as in its training, whatever a pattern finds is heard and nothing is suspected.

        Raises:
            ContentError: A pattern or a phrase can't be read.
        """
        self._content = content
        self._findings = findings.FindingsReader(content, patterns or findings.table(content))
        self._intents = IntentFinder(told, worked_out or examples.prepared(content, told))
        self._judge = Judge(content, second) if second else None
        self._names = {
            name: frozenset(" ".join(words(each)) for each in finding.heard.named)
            for name, finding in content.findings.items()
        }
        self._flags = {name for name, finding in content.findings.items() if finding.group == "red_flag"}

    def hear(self, text: str, asks: Sequence[str] = (), awaiting: str | None = None) -> Heard:
        """Understand one utterance, as the module's `hear` does."""
        awaiting = awaiting or ("finding" if asks else None)
        told = self._without_question(text, asks, awaiting)
        heard = self._heard(self._request_behind(told) if asks else told, asks, awaiting)
        reported = omitted_subject.reported(heard, asks, self._findings, self._content)
        if reported and len(asks) > 1:
            # It is not certain which of the things that were asked about is meant.
            heard = replace(heard, suspected=tuple(filter(self.is_flag, reported)))
        elif reported and (whole := self._heard(reported[asks[0]], asks, awaiting)).answer == "yes":
            heard = whole
        return replace(heard, text=text)

    def _without_question(self, text: str, asks: Sequence[str], awaiting: str | None) -> str:
        """Return a reply without what it asks back or repeats of the question."""
        told = reply_asides.without_asked_back(text) if asks or awaiting == "kind" else text
        rest = reply_asides.without_repeated(told) if asks else told
        if rest == told or wordings.first("question repeated", tokens(told)):
            return rest
        # "Have I had a stroke?" repeats nothing, "did you say chest pain?" does.
        return told if alarms.find(told, asked=True) else rest

    def _request_behind(self, text: str) -> str:
        """Return the request behind a yes or no that may belong to it, otherwise the text: "yeah, set a timer"."""
        said = tokens(text)
        *_, (anew, _) = reply_kinds.attempts(said)
        for begin in (1, anew) if not _ANSWERS.isdisjoint(said[:1]) else ():
            rest = " ".join(dropwhile(_AROUND_ANSWER.__contains__, said[begin:]))
            if self._intents.exact(rest) in _NEVER_ANSWERS:
                return rest
            if rest and said[0] in REPLY.yes and self._heard(rest, (), None).intent in _REQUESTS:
                return rest
        return text

    def _heard(self, text: str, asks: Sequence[str], awaiting: str | None) -> Heard:
        meant = asks and asides.meaning(words(text), alone=True)
        alarmed = None if meant else alarms.find(text, asked=bool(asks))
        alarm = alarmed.alarm if alarmed else None
        # "It's just the same" may tell of the sign that was asked about.
        control = self._intents.exact(text) in (CONTROLS - {"DidHelp", "DidNotHelp"} if asks else CONTROLS)
        nothing = control or meant or (asks and wordings.first("question repeated", tokens(text)))
        reading = findings.Reading(tokens(text), {}) if nothing else self._read(text, replies=bool(asks))
        bare = reply_kinds.by_itself(reading.said)
        answers = awaiting and not meant and self._intents.exact(text) not in _NEVER_ANSWERS
        answered = reply_answer.Replied(bare, {})
        if answers:
            answered = reply_answer.answer(reading, asks, self._names, self._flags, self._judge)
        found = reply_answer.found(reading, answered, asks)
        flags = tuple(name for name, answer in found.items() if answer == "yes" and self.is_flag(name))
        aside = {name for name in asks if reply_findings.is_seldom_theirs(reading, name)}
        theirs = reading.theirs - aside - {name for name in found if found[name] == "yes"}
        of = experiencer(reading, theirs, flags, alarm_of_other=alarmed is not None and alarmed.of_other)
        moment = Moment(
            reading.said,
            found,
            awaiting,
            alarm=alarm,
            reported=reports_red_flag(flags, theirs, of, awaiting, self._content),
            doubted=not flags and any(self.is_flag(name) for name in found),
            answer=answered.answer,
            bare=bare and answered.answer,
            asks=asks,
            of=of,
            foreign=bool(reading.mentions) and all(it.foreign and not it.here for it in reading.mentions),
        )
        intent, score, step = self._intents.find(moment)
        asked_too = self._asked_too(reading, awaiting) if asks and answered.answer == "no" and not flags else None
        if asked_too:
            intent, score, step = asked_too.intent, asked_too.score, "a question behind the no"
        # What equals a sample phrase, denies what was asked, or is clearly a wish or a question, needs no second
        # listener unless a pattern found a sign.
        denied = bool(asks) and answered.answer == "no"
        whole = step != "phrase" or len(words(text)) <= _SHORT or self._intents.exact(text) is not None
        plain = denied or (whole and step in _PLAIN_STEPS) or (intent not in TAKE_IN_ALL and score >= MIN_UNASKED)
        certain = alarm or (of == "other" and flags) or (plain and not flags)
        judged = Tiers(heard=flags)
        if self._judge and not certain:
            complains = intent in {"StopCramp", "TwitchHelp", "ItHurtsMore"} or found.get("painful_cramp") == "yes"
            unclear = len(asks) > 1 and not bare and answered.answer in {None, "unknown"}
            unclear = unclear and not reply_kinds.asks_back(reading.said)
            judged = self._judge.tiers(
                reading, found, flags, asks=asks, unclear=unclear, complains=complains, of_other=of == "other"
            )
        if answered.open and len(asks) > 1 and answered.answer != "unknown" and not flags:
            judged = judged._replace(suspected=tuple(filter(self.is_flag, answered.open)))
        # What is asked about is not denied.
        found = {name: answer for name, answer in found.items() if answer != "no" or name not in judged.suspected}
        about = flags or sorted(theirs)
        slots = dict(asked_too.slots) if asked_too else self._slots(intent, text, awaiting, about, asks)
        limited = not reply_kinds.EXCEPTING.isdisjoint(reading.said)  # "No, except when wiping."
        if awaiting == "finding" and answered.answer in {None, "unknown"} and not limited:
            slots.update({"denies": "yes"} if reply_kinds.says_no(reading.said) else {})
        of_stretch = None if alarm or judged.heard else _of_stretch(words(text), awaiting)
        if of_stretch and (of_stretch.slots or step != "phrase" or intent == "DidHelp"):
            intent, step = of_stretch.intent, "of the stretch"
            slots = {**self._slots(intent, text, awaiting, (), asks), **of_stretch.slots}
        guessed = step == "classifier"
        named = not slots.keys().isdisjoint(("condition", "worry", "remedy")) or ("subject" in slots and not guessed)
        if beside := asides.aside(words(text), intent, answered.answer, awaiting, named=named, guessed=guessed):
            intent, step = beside.intent, "beside the question"
            slots = {**slots, **beside.slots}
            of = "other" if beside.of == "other" else of
        steps = (
            ("words", " ".join(reading.said)),
            ("alarm", alarm),
            ("findings", ", ".join(f"{name}: {value}" for name, value in found.items())),
            ("theirs", ", ".join(sorted(reading.theirs))),
            ("answer", answered.answer),
            (step, f"{intent} {score:.2f}"),
        )
        return Heard(
            text=text,
            intent=intent,
            slots=slots,
            score=round(score, 3),
            alarm=alarm,
            findings=found,
            red_flags=judged.heard,
            suspected=judged.suspected,
            theirs=theirs,
            of=of,
            answer=answered.answer,
            steps=tuple((name, result or "none") for name, result in steps),
        )

    def _asked_too(self, reading: findings.Reading, awaiting: str | None) -> Heard | None:
        """Return the question to the coach behind a no: "no, can I take ibuprofen?"."""
        said = reading.said
        begin = next((at for at in range(1, len(said)) if reply_kinds.ends_at(said, at, REPLY.asks_coach)), None)
        heard = self.hear(" ".join(said[begin:]), awaiting=awaiting) if begin else None
        return heard if heard and heard.intent in _ASKS_COACH else None

    def _slots(
        self, intent: str, text: str, awaiting: str | None, flags: Sequence[str], asks: Sequence[str]
    ) -> dict[str, str]:
        """Return the slots of the intent and, for any intent, where the speaker is, what they fear, and ages."""
        slots, plain = self._intents.slots(intent, text, flags), words(text)
        facts = {intent, awaiting or "nothing", *(("new",) if len(asks) == 1 and asks[0] in KINDS.news else ())}
        more = {
            "where": whereabouts.where(text),
            "worry": None if "condition" in slots else self._intents.worry(text),
            **wordings.slots("help", plain, facts),
            **wordings.slots("slots", plain, facts),
            **ages.slots(text, asks, awaiting),
        }
        if intent == "TakeBack":  # "I got the wee question wrong."
            more["about"] = next((it for it in sorted(self._flags) if reply_kinds.holds(plain, self._names[it])), None)
        return {**slots, **{name: value for name, value in more.items() if value}}

    def reply(self, text: str, asks: Sequence[str]) -> Sequence[str]:
        """Return the words of a reply as the second listener reads them."""
        return self._words(self._without_question(text, asks, "finding"))

    def told(self, said: Sequence[str], asks: Sequence[str]) -> tuple[findings.Reading, dict[str, Answer]]:
        """Return what the patterns find in the words of a reply, and what it tells of what was asked."""
        reading = self._findings.read(said)
        return reading, reply_findings.told_of(reading, asks, self._names)

    def why(self, text: str, heard: Heard) -> list[dict[str, str]]:
        """Return the steps that decided on a text, in order, with each matching pattern, its file and its words."""
        steps = [{"step": step, "result": result} for step, result in heard.steps]
        said = self._words(text, replies=False)
        patterns = (*alarms.reasons(text), *self._findings.reasons(self._read(text)))
        opinion = list(self._judge.reasons(said, heard.findings)) if self._judge and said else []
        near = nearest_lines.reasons(text) if opinion else ()
        return [steps[0], *patterns, *steps[1:], *opinion, *near]

    def _words(self, text: str, *, replies: bool = True) -> Sequence[str]:
        return reply_kinds.apart(reply_asides.without_imagined(tokens(text)) if replies else tokens(text))

    def _read(self, text: str, *, replies: bool = True) -> findings.Reading:
        return self._findings.read(self._words(text, replies=replies), replies=replies)

    def is_flag(self, name: str) -> bool:
        """Return whether a finding is a red flag."""
        return name in self._flags


_NEVER_ANSWERS = frozenset("Pause Repeat SlowDown HowLongLeft QuietMode NormalVoice".split())
"""Commands that hold words of an answer: "one second" is not the second part of a question."""
_ANSWERS = REPLY.yes | REPLY.no
_AROUND_ANSWER = _ANSWERS | REPLY.fillers | REPLY.vocatives
_REQUESTS = frozenset("SetHeatTimer SetReminder StartStretch MyHistory DeleteMyData ListReminders CancelTimer".split())
"""Requests behind a yes that may only tell that the coach was heard."""
_ASKS_COACH = QUESTIONS | {"AskWhy", "HowLongLeft"}
_PLAIN_STEPS = frozenset(("phrase", "wish", "answer", "no words"))
_SHORT = 2
"""Words up to which a phrase leaves nothing else to hear; "same, can't stand" tells more than the effect."""


def _of_stretch(plain: Sequence[str], awaiting: str | None) -> wordings.Wording | None:
    """Return what is asked or told of a stretch, with what can't be done in it."""
    now = awaiting or "nothing"
    limits = [row.slots["cannot"] for row in wordings.fitting("limits", plain, {now})]
    row = wordings.first("of the stretch", plain, {now, "limited"} if limits else {now})
    return replace(row, slots={**row.slots, "cannot": " ".join(limits)}) if row and limits else row
