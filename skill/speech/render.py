"""A reply as Alexa plays it: SSML, or one APL-for-audio document that holds all speech of the turn."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from skill.content.models import Content, Locale, Number
from skill.conversation.reply import Reply
from skill.speech import apla
from skill.speech.apla import Document
from skill.speech.limits import APLA_VERSION
from skill.speech.markup import escaped, pace_of, pause, pieces, plain, speak
from skill.speech.timetable import Timetable, timetable
from skill.speech.timing import speech_seconds


class Spoken(Struct, frozen=True):
    """The sound of one reply."""

    ssml: str
    """Empty when the document speaks."""
    reprompt: str
    document: Document | None = None
    """APL for audio, in which every beat is exact."""
    lead_seconds: float = 0.0
    """From the beginning of the reply to the beginning of its hold."""
    table: Timetable | None = None
    """What a guided hold was timed by."""


def render(reply: Reply, content: Content, locale: str, *, countdown: str = "apla") -> Spoken:
    """
    Turn a reply into sound, by its timetable if it guides a hold.

    `countdown` is `apla` (exact beats) or `ssml` (breaks as long as the beat minus the estimated words).
    """
    voice = Voice(_numbers(content.locale(locale)), reply.session.pace, reply.session.quiet)
    reprompt = voice.say(reply.reprompt) if reply.reprompt else ""
    if reply.guide is None:
        return _words(reply, voice, reprompt, countdown)
    stretch = content.stretches[reply.guide.stretch]
    table = timetable(
        reply.guide, stretch, content.lines, lead=reply.say, pace=voice.pace, brief=reply.brief, sparse=voice.quiet
    )
    if countdown == "ssml":
        return Spoken(as_ssml(table, reply.ask, voice), reprompt, lead_seconds=table.hold_at, table=table)
    return Spoken("", reprompt, as_document(table, reply.ask, voice), table.hold_at, table)


def _words(reply: Reply, voice: "Voice", reprompt: str, countdown: str) -> Spoken:
    """Plain words; where the coach waits in between, silence of exactly that length."""
    if reply.silence and countdown == "apla":
        wait = {"type": "Silence", "duration": round(reply.silence * 1000)}
        return Spoken("", reprompt, _document([_speech(reply.say, voice), wait, _speech(reply.ask, voice)]))
    if reply.silence:
        inner = f"{escaped(reply.say, voice.numbers)}{pause(reply.silence)}{escaped(reply.ask, voice.numbers)}"
        return Spoken(speak(inner, pace=voice.pace, quiet=voice.quiet), reprompt)
    words = " ".join(part for part in (reply.say, reply.ask) if part)
    return Spoken(voice.say(words) if words else "", reprompt)


class Voice(Struct, frozen=True):
    """How words are spoken: numbers digit by digit, slower or whispered if asked for."""

    numbers: tuple[Number, ...] = ()
    pace: float = 1.0
    quiet: bool = False

    def say(self, text: str) -> str:
        """A text as one piece of SSML."""
        return speak(escaped(text, self.numbers), pace=self.pace, quiet=self.quiet)


def _numbers(locale: Locale) -> tuple[Number, ...]:
    return (*((locale.emergency,) if locale.emergency else ()), *locale.numbers)


_PLAIN = Voice()


def as_document(table: Timetable, closing: str, voice: Voice = _PLAIN) -> Document:
    """
    The timetable as APL for audio.

    Each cue but the last is a Mixer of its words and a Silence that lasts until the next cue: the Mixer is as long as
    its longest part, so the next cue begins on the beat as long as the words are shorter than the gap.
    """
    items: list[Document] = []
    for cue, following in zip(table.cues, table.cues[1:], strict=False):
        silence = {"type": "Silence", "duration": round((following.at - cue.at) * 1000)}
        items.append({"type": "Mixer", "items": [_speech(cue.say, voice), silence]})
    items.append(_speech(f"{table.cues[-1].say} {closing}".strip(), voice))
    return _document(items)


def _document(items: list[Document]) -> Document:
    return {
        "type": "APLA",
        "version": APLA_VERSION,
        "mainTemplate": {"parameters": ["payload"], "items": [{"type": "Sequencer", "items": items}]},
    }


def _speech(text: str, voice: Voice) -> Document:
    return {"type": "Speech", "contentType": "SSML", "content": voice.say(text)}


def as_ssml(table: Timetable, closing: str, voice: Voice = _PLAIN) -> str:
    """The timetable as SSML: after each cue a break of the beat minus the words' estimated length."""
    parts: list[str] = []
    for cue, following in zip(table.cues, table.cues[1:], strict=False):
        parts.append(escaped(cue.say, voice.numbers))
        parts.append(pause(following.at - cue.at - speech_seconds(cue.say, voice.pace)))
    parts.append(escaped(f"{table.cues[-1].say} {closing}".strip(), voice.numbers))
    return speak("".join(parts), pace=voice.pace, quiet=voice.quiet)


def heard(ssml: str, document: Document | None) -> str:
    """All that is spoken, as plain text."""
    texts = [plain(ssml)] if ssml else []
    texts += [plain(item["content"]) for item in walk(document or {}) if item.get("type") == "Speech"]
    return " ".join(text for text in texts if text)


def seconds(ssml: str, document: Document | None) -> float:
    """The estimated length of a reply."""
    length = ssml_seconds(ssml)
    if document:
        length = apla.play(document, length, lambda inner, at: at + ssml_seconds(inner))
    return round(length, 1)


def ssml_seconds(ssml: str) -> float:
    """Estimated words plus exact breaks; a sentence that a break follows has no pause of its own."""
    pace = pace_of(ssml)
    return sum(speech_seconds(plain(words), pace) + silence for words, silence in pieces(ssml))


def walk(item: Any) -> Iterator[Document]:
    """Every object within a document, outermost first."""
    if isinstance(item, dict):
        yield item
        for value in item.values():
            yield from walk(value)
    elif isinstance(item, list):
        for value in item:
            yield from walk(value)
