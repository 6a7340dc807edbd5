"""
Play the dialogue with simulated users and measure every prompt that it composes.

Each text is the longest variant of any locale or platform, so that a prompt that fits here fits everywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from msgspec.structs import asdict
from msgspec.structs import replace as with_fields

from skill.content.locale import Locale
from skill.content.models import Answer, Content
from skill.content.spoken_words import words
from skill.conversation.events import Event, Launched, Platform, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Hold, Place, Session
from skill.conversation.topics import ASKED_BY_INTENT

MOST_WORDS = 45
"""Maximum words of a prompt (our own rule), except guided stretches."""

_LONGEST_TALK = 40
_INTENT_OF: Mapping[Answer, str] = {"yes": "Yes", "no": "No", "unknown": "NotSure"}
_IN_BETWEEN = (
    "Fallback Help Next Stop Pause AskWhy "
    "AskCauses StartStretch SlowDown QuietMode NormalVoice SetHeatTimer "
    "SetReminder CancelTimer MyHistory DeleteMyData HowLongLeft TellMore ItHurtsMore "
    "GivePosture"
).split()
"""Intents that users say instead of an answer."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that the coach says without interruption."""

    text: str
    reprompt: bool
    """Whether it is the reprompt, which the device speaks after silence."""

    @property
    def size(self) -> int:
        """Length in words."""
        return len(words(self.text))


def problems(met: list[Prompt], content: Content) -> Iterator[str]:
    """Yield prompts that are too long, with the files that their sentences come from."""
    for prompt in met:
        if prompt.size > MOST_WORDS:
            kind = "reprompt" if prompt.reprompt else "reply"
            yield (
                f"{_made_of(prompt.text, content)}: together they make a {kind} of {prompt.size} words, and at most "
                f"{MOST_WORDS} fit in one breath; shorten one of them: {prompt.text!r}"
            )


def report(met: list[Prompt]) -> str:
    """Summarise the lengths of the replies in one line."""
    sizes = [prompt.size for prompt in met if not prompt.reprompt]
    return f"{len(sizes)} different prompts have a median of {median(sizes):g} words and a maximum of {max(sizes)}."


def prompts(content: Content, platforms: Sequence[Platform] = (Platform(),)) -> list[Prompt]:
    """Return every prompt that the simulated users hear, each once, without guided stretches."""
    longest, platform = with_fields(content, locales={"en": _longest_locale(content)}), _longest_platform(platforms)
    met: dict[Prompt, None] = {}
    asked: set[tuple[object, ...]] = set()
    for first, truth, otherwise in _users(longest):
        for reply in _talk(first, truth, otherwise, longest, platform):
            _note(reply, met)
            turn = reply.session.turn
            place = (turn.awaiting, turn.about, tuple(turn.asks), turn.level)
            if reply.open and place not in asked:
                asked.add(place)
                for intent in _IN_BETWEEN:
                    _note(respond(Said(intent=intent, platform=platform), reply.session, longest), met)
    return list(met)


def _note(reply: Reply, met: dict[Prompt, None]) -> None:
    if reply.guide is None:
        met.setdefault(Prompt(f"{reply.say} {reply.ask}".strip(), reprompt=False))
    if reply.reprompt:
        met.setdefault(Prompt(reply.reprompt, reprompt=True))


def _longest_locale(content: Content) -> Locale:
    """Return a locale with the longest variant of each text."""
    known = list(content.locales.values())
    return with_fields(
        content.locales["en"],
        call_emergency=_longest([it.call_emergency for it in known]),
        urgent_line=_longest([it.urgent_line for it in known]),
        crisis_line=_longest([it.crisis_line for it in known]),
        words={name: _longest([it.words[name] for it in known]) for name in content.locales["en"].words},
    )


def _longest_platform(platforms: Sequence[Platform]) -> Platform:
    """Return a platform with the longest variant of each phrase."""
    known = [asdict(platform) for platform in platforms]
    return Platform(**{name: _longest([words[name] for words in known]) for name in Platform.__struct_fields__})


def _longest(texts: list[str]) -> str:
    return max(texts, key=lambda text: len(words(text)))


def _users(content: Content) -> Iterator[tuple[Event, Mapping[str, Answer], str]]:
    """Yield simulated users: their first event, their answers (else no), and their intent at other questions."""
    hold = Hold(next(iter(content.stretches)), "left", 20.0)
    yield Launched(), {}, "No"
    yield Launched(known=Profile(introduced=True)), {}, "NotSure"
    yield Launched(known=Profile(introduced=True, place=Place(hold=hold, at=0.0))), {}, "DidHelp"
    for intent in ("Crisis", "Emergency", *_IN_BETWEEN):
        yield Said(intent=intent), {}, "No"
    for name, finding in content.findings.items():
        matters = finding.level is not None or finding.stops_stretch
        for answer in ("yes", "unknown") if matters else ("yes",):
            yield Said(intent="StopCramp"), {name: answer}, "DidNotHelp"
        if matters:
            yield Said(intent="DescribeSymptom", findings={name: "yes"}), {name: "yes"}, "No"
            yield Said(intent="TwitchHelp"), {name: "yes"}, "No"
    for name, condition in content.conditions.items():
        signs: dict[str, Answer] = {sign: "yes" for sign, mark in condition.signs.items() if mark > 1}
        yield Said(intent="DescribeSymptom", findings=signs), signs, "DidHelp"
        yield Said(intent="AskCondition", slots={"condition": name}), {}, "Yes"
    for name in content.remedies:
        yield Said(intent="AskRelief", slots={"remedy": name}), {}, "Yes"
    for topic in content.topics.values():
        slot = ASKED_BY_INTENT.get(topic.intent)
        slots = {slot: topic.slot} if slot and topic.slot else {}
        yield Said(intent=topic.intent, slots=slots), {}, "Yes"
    for name in content.routines:
        yield Said(intent="StartStretch", slots={"stretch": name}), {}, "Yes"


def _talk(
    first: Event, truth: Mapping[str, Answer], otherwise: str, content: Content, platform: Platform
) -> Iterator[Reply]:
    session, event = Session(), first
    for _ in range(_LONGEST_TALK):
        reply = respond(with_fields(event, platform=platform), session, content)
        yield reply
        if not reply.open:
            return
        session = reply.session
        if session.turn.awaiting == "finding":
            answers = {truth.get(name, "no") for name in session.turn.asks}
            answer: Answer = "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"
            event = Said(intent=_INTENT_OF[answer])
        else:
            event = Said(intent="StopCramp" if session.turn.awaiting == "kind" else otherwise)


def _made_of(text: str, content: Content) -> str:
    """Return the files that a prompt's sentences come from, as text."""
    findings = {
        f"findings/{name}.yaml": (it.meaning, it.question, it.why, it.label) for name, it in content.findings.items()
    }
    conditions = {f"conditions/{name}.yaml": (it.do, it.name) for name, it in content.conditions.items()}
    found = [where for where, texts in (findings | conditions).items() if any(each and each in text for each in texts)]
    lines = [f"lines.yaml {name!r}" for name, line in content.lines.items() if _pattern(line).search(text)]
    return ", ".join(found + lines) or "lines.yaml"


def _pattern(line: str) -> re.Pattern[str]:
    """Return a pattern for a line with any values; it matches nothing if the line has at most one word of its own."""
    fixed = re.split(r"{\w+}", line)
    return re.compile(r"\b" + ".+?".join(re.escape(part) for part in fixed) if "".join(fixed).split()[1:] else r"(?!)")
