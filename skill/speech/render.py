"""Render a reply as Alexa plays it: SSML, or one APL for Audio document with all speech of the turn."""

from msgspec import Struct

from skill.content.locale import Number
from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech.apla import Document
from skill.speech.limits import APLA_VERSION
from skill.speech.markup import escaped, pace_of, pause, pieces, plain, speak
from skill.speech.timetable import Timetable, of_reply
from skill.speech.timing import speech_seconds


class Spoken(Struct, frozen=True):
    """The rendered speech of one reply."""

    ssml: str
    """Empty if the speech is in `document`."""
    reprompt: str
    document: Document | None = None
    """APL for Audio, which times every cue exactly."""
    lead_seconds: float = 0.0
    """Time from the beginning of the reply to the beginning of its hold."""
    table: Timetable | None = None
    """Timetable of the guided hold, if there is one."""


def render(reply: Reply, content: Content, locale: str, *, countdown: str = "apla") -> Spoken:
    """
    Render a reply; a guided hold is rendered from its timetable.

    `countdown` is `apla` (exact timing) or `ssml` (breaks between cues, shortened by the estimated length of words).
    """
    voice = Voice(content.locale(locale).telephones, reply.session.pace, reply.session.quiet)
    reprompt = voice.say(reply.reprompt)
    table = of_reply(reply, content)
    if table is None:
        return _words(reply, voice, reprompt, countdown)
    if countdown == "ssml":
        return Spoken(as_ssml(table, reply.ask, voice), reprompt, lead_seconds=table.hold_at, table=table)
    return Spoken("", reprompt, as_document(table, reply.ask, voice), table.hold_at, table)


def _words(reply: Reply, voice: "Voice", reprompt: str, countdown: str) -> Spoken:
    """Render a reply without a hold; a pause for the user is silence of exactly that length."""
    if reply.silence and countdown == "apla":
        wait = {"type": "Silence", "duration": round(reply.silence * 1000)}
        return Spoken("", reprompt, _document([_speech(reply.say, voice), wait, _speech(reply.ask, voice)]))
    if reply.silence:
        inner = f"{escaped(reply.say, voice.numbers)}{pause(reply.silence)}{escaped(reply.ask, voice.numbers)}"
        return Spoken(speak(inner, pace=voice.pace, quiet=voice.quiet), reprompt)
    return Spoken(voice.say(f"{reply.say} {reply.ask}".strip()), reprompt)


class Voice(Struct, frozen=True):
    """How a text is spoken: telephone numbers, pace, and whether it is whispered."""

    numbers: tuple[Number, ...] = ()
    pace: float = 1.0
    quiet: bool = False

    def say(self, text: str) -> str:
        """Return a text as SSML; nothing for an empty text."""
        return speak(escaped(text, self.numbers), pace=self.pace, quiet=self.quiet) if text else ""


_PLAIN = Voice()


def as_document(table: Timetable, closing: str, voice: Voice = _PLAIN) -> Document:
    """
    Return a timetable as APL for Audio, followed by `closing`.

    Each cue but the last is a Mixer of its words and a Silence that lasts until the next cue. A Mixer lasts as long as
    its longest item, so the next cue begins on time if the words are shorter than the gap.
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
    """Return a timetable as SSML: each cue is followed by a break of the gap minus the words' estimated length."""
    parts: list[str] = []
    for cue, following in zip(table.cues, table.cues[1:], strict=False):
        parts.append(escaped(cue.say, voice.numbers))
        parts.append(pause(following.at - cue.at - speech_seconds(cue.say, voice.pace)))
    parts.append(escaped(f"{table.cues[-1].say} {closing}".strip(), voice.numbers))
    return speak("".join(parts), pace=voice.pace, quiet=voice.quiet)


def ssml_seconds(ssml: str) -> float:
    """Return the length of SSML: estimated words plus exact breaks, which replace the pause after a sentence."""
    pace = pace_of(ssml)
    return sum(speech_seconds(plain(words), pace) + silence for words, silence in pieces(ssml))
