"""What Alexa would play, played here: APL for audio and SSML become samples through a voice of this machine."""

import re
import shutil
import subprocess
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from skill.speech import apla
from skill.speech.markup import pace_of, pieces, plain
from skill.speech.voices import Clip

PLAYERS = {"aplay": ["-q"], "paplay": [], "play": ["-q"]}
"""Programs that play a WAV file, each with the arguments that keep it quiet on the terminal."""

_SUB = re.compile(r'<sub alias="([^"]*)">.*?</sub>')
_WHISPER = '<amazon:effect name="whispered">'
_WHISPERED_VOLUME = 0.3
"""Neither voice can whisper, so a whisper is played softly."""
_LOUDEST = 32767


class Speaks(Protocol):
    """A voice, as far as the player needs one."""

    @property
    def rate(self) -> int:
        """Samples a second."""

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        """A text, spoken at a pace."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of 16 bits, one channel."""

    samples: "array[int]"
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def write(self, path: Path) -> None:
        """Write a WAV file."""
        with path.open("wb") as opened, wave.open(opened, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.samples.tobytes())


@dataclass(frozen=True, slots=True)
class _Placed:
    at: float
    clip: Clip
    volume: float


def sound(voice: Speaks, ssml: str = "", document: dict[str, Any] | None = None) -> Sound:
    """What a device plays of one response: its SSML, then its APL-for-audio document."""
    placed: list[_Placed] = []
    at = _speech(ssml, voice, 0.0, placed) if ssml else 0.0
    if document:
        at = apla.play(document, at, lambda inner, begins: _speech(inner, voice, begins, placed))
    return _painted(placed, at, voice.rate)


def _speech(ssml: str, voice: Speaks, at: float, placed: list[_Placed]) -> float:
    pace = pace_of(ssml)
    volume = _WHISPERED_VOLUME if _WHISPER in ssml else 1.0
    for words, silence in pieces(_SUB.sub(r"\1", ssml)):
        if text := plain(words):
            clip = voice.clip(text, pace)
            placed.append(_Placed(at, clip, volume))
            at += clip.seconds
        at += silence
    return at


def _painted(placed: list[_Placed], seconds: float, rate: int) -> Sound:
    samples = array("h", bytes(2 * round(seconds * rate)))
    for it in placed:
        start = round(it.at * rate) - it.clip.onset
        # The faint beginning of the very first word would come before the sound itself.
        voice = it.clip.samples[max(-start, 0) :]
        _mix(samples, voice, max(start, 0), it.volume)
    return Sound(samples, rate)


def _mix(samples: "array[int]", voice: "array[int]", start: int, volume: float) -> None:
    end = min(start + len(voice), len(samples))
    under = samples[start:end]
    if volume == 1.0 and not any(under):
        samples[start:end] = voice[: end - start]
        return
    both = (round(one + other * volume) for one, other in zip(under, voice, strict=False))
    samples[start:end] = array("h", (max(-_LOUDEST, min(_LOUDEST, it)) for it in both))


class Loudspeaker:
    """Plays one sound at a time through a program of this machine, or leaves it in a folder where there is none."""

    def __init__(self, *, patient: bool) -> None:
        """A patient one plays every sound to its end; another falls silent when the next one comes."""
        self._patient = patient
        self._program = next(
            ([found, *quiet] for name, quiet in PLAYERS.items() if (found := shutil.which(name))), None
        )
        self._folder = Path(tempfile.mkdtemp(prefix="cramp-coach-"))
        self._playing: subprocess.Popen[bytes] | None = None
        self._count = 0

    def play(self, it: Sound) -> str:
        """Begin to play; returns what the person has to know, which is nothing if it can be heard."""
        if self._playing and not self._patient:
            self._playing.terminate()
        refused = self._wait()
        self._count += 1
        path = self._folder / f"reply-{self._count}.wav"
        it.write(path)
        if self._program is None:
            return f"No {', '.join(PLAYERS)} can be found, so it is in {path}"
        self._playing = subprocess.Popen([*self._program, str(path)])  # noqa: S603  # our own arguments
        return refused

    def close(self) -> str:
        """Let the last sound end, then keep no file that was heard."""
        refused = self._wait()
        if self._program and not refused:
            shutil.rmtree(self._folder, ignore_errors=True)
        return refused

    def _wait(self) -> str:
        """Until the sound is over; what went wrong with it."""
        failed = self._playing is not None and self._playing.wait() > 0
        return f"The sound could not be played; it is in {self._folder}" if failed else ""
