"""Words with their times, as a device plays them: for platforms that speak by a clock of their own, and for records."""

from msgspec import Struct

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech import apla
from skill.speech.apla import Document
from skill.speech.markup import BETWEEN_PARTS, PARTS, pace_of, pieces, plain, written
from skill.speech.render import Voice, render, ssml_seconds
from skill.speech.timetable import Cue, Timetable


class Script(Struct, frozen=True):
    """The cues of one reply, in order."""

    cues: tuple[Cue, ...]
    seconds: float
    """Estimated length of the reply."""

    @property
    def say(self) -> str:
        """All that is spoken."""
        return " ".join(cue.say for cue in self.cues)

    @property
    def hold_at(self) -> float:
        """Seconds from the beginning of the reply to the beginning of its hold; 0 without one."""
        return next((cue.at for cue in self.cues if cue.kind == "hold"), 0.0)


def script(reply: Reply, content: Content) -> Script:
    """Return the script of a reply; the question comes last, as a cue of its own."""
    spoken = render(reply, content, "en")
    return played(spoken.ssml, spoken.document, ask=reply.ask, table=spoken.table)


def played(ssml: str, document: Document | None = None, *, ask: str = "", table: Timetable | None = None) -> Script:
    """
    Return the script of what a device plays: first SSML, then APL for Audio.

    Args:
        ssml: Speech.
        document: Audio document.
        ask: The question at its end, which becomes a cue of its own.
        table: Timetable of the hold, which tells the kinds of its cues; all others are instructions.
    """
    kinds = {cue.say: cue.kind for cue in table.cues} if table else {}
    cues: list[Cue] = []

    def speak(inner: str, at: float) -> float:
        voice = Voice(pace=pace_of(inner))
        for words, silence in pieces(inner.replace(BETWEEN_PARTS, PARTS)):
            text = plain(words)
            end = at + ssml_seconds(voice.say(text))
            before = text.removesuffix(ask).strip()
            if before:
                cues.append(Cue(round(at, 3), kinds.get(before, "instruction"), written(before)))
            if before != text:
                begins = end - ssml_seconds(voice.say(ask)) if before else at
                cues.append(Cue(round(begins, 3), "instruction", written(ask)))
            at = end + silence
        return at

    at = speak(ssml, 0.0)
    if document:
        at = apla.play(document, at, speak)
    return Script(tuple(cues), round(at, 3))
