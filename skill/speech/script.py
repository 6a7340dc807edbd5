"""A reply as words with their times, for a platform that speaks and counts by a clock of its own."""

from msgspec import Struct

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech.markup import written
from skill.speech.render import Voice, ssml_seconds
from skill.speech.timetable import Cue, of_reply


class Script(Struct, frozen=True):
    """The cues of one reply, in order."""

    cues: tuple[Cue, ...]
    seconds: float
    """Estimated length of the reply."""
    hold_at: float = 0.0
    """Seconds from the beginning of the reply to the beginning of its hold."""

    @property
    def say(self) -> str:
        """All that is spoken."""
        return " ".join(cue.say for cue in self.cues)


def script(reply: Reply, content: Content) -> Script:
    """Return the script of a reply; the question comes last, as a cue of its own."""
    voice = Voice(pace=reply.session.pace)
    table = of_reply(reply, content)
    if table is None:
        return _words(reply, voice)
    release = table.cues[-1]
    asks_at, seconds = _after(release.say, reply.ask, voice)
    asks = _cue(release.at + asks_at, reply.ask)
    return Script((*map(_written, table.cues), *asks), round(release.at + seconds, 3), table.hold_at)


def spoken(text: str) -> Script:
    """Return the script of a single text at the normal pace."""
    return Script(_cue(0.0, text), round(_length(text, Voice()), 3))


def _words(reply: Reply, voice: Voice) -> Script:
    if reply.silence:
        asks_at = _length(reply.say, voice) + reply.silence
        seconds = asks_at + _length(reply.ask, voice)
    else:
        asks_at, seconds = _after(reply.say, reply.ask, voice)
    return Script((*_cue(0.0, reply.say), *_cue(asks_at, reply.ask)), round(seconds, 3))


def _after(said: str, then: str, voice: Voice) -> tuple[float, float]:
    """Return when the second of two texts begins that are spoken in one breath, and when it ends."""
    if not then:
        return 0.0, _length(said, voice)
    both = _length(f"{said} {then}".strip(), voice)
    return max(both - _length(then, voice), 0.0), both


def _length(text: str, voice: Voice) -> float:
    return ssml_seconds(voice.say(text)) if text else 0.0


def _cue(at: float, text: str) -> tuple[Cue, ...]:
    return (Cue(round(at, 3), "instruction", written(text)),) if text else ()


def _written(cue: Cue) -> Cue:
    return Cue(cue.at, cue.kind, written(cue.say))
