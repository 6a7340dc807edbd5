"""Local playback of a reply: converts SSML and APL for Audio to samples, spoken by a local voice."""

import shutil
import subprocess
import tempfile
import wave
from array import array
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from skill.speech import apla
from skill.speech.markup import is_whispered, pace_of, pieces, plain, pronounced
from skill.speech.voices import Clip

PLAYERS = {"aplay": ["-q"], "paplay": [], "play": ["-q"]}
"""Programs that play a WAV file, each with the arguments that suppress its output."""

_WHISPERED_VOLUME = 0.3
"""Volume of whispered speech, as neither local voice can whisper."""
_LOUDEST = 32767


class Speaks(Protocol):
    """The part of a voice that the player needs."""

    @property
    def rate(self) -> int:
        """Samples per second."""

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        """Return a text spoken at a pace (1.0 is normal)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of 16 bits, one channel."""

    samples: "array[int]"
    rate: int

    @property
    def seconds(self) -> float:
        """Duration in seconds."""
        return len(self.samples) / self.rate

    def wav(self) -> bytes:
        """Return the sound as a WAV file."""
        opened = BytesIO()
        with wave.open(opened, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.samples.tobytes())
        return opened.getvalue()


_Placed = tuple[float, Clip, float]
"""When a clip begins, in seconds, the clip, and its volume."""


def sound(voice: Speaks, ssml: str = "", document: dict[str, Any] | None = None) -> Sound:
    """Return what a device plays for one response: first its SSML, then its APL for Audio document."""
    placed: list[_Placed] = []
    at = _speech(ssml, voice, 0.0, placed) if ssml else 0.0
    if document:
        at = apla.play(document, at, lambda inner, begins: _speech(inner, voice, begins, placed))
    return _mixed(placed, at, voice.rate)


def _speech(ssml: str, voice: Speaks, at: float, placed: list[_Placed]) -> float:
    pace = pace_of(ssml)
    volume = _WHISPERED_VOLUME if is_whispered(ssml) else 1.0
    for words, silence in pieces(pronounced(ssml)):
        if text := plain(words):
            clip = voice.clip(text, pace)
            placed.append((at, clip, volume))
            at += clip.seconds
        at += silence
    return at


def _mixed(placed: list[_Placed], seconds: float, rate: int) -> Sound:
    samples = array("h", bytes(2 * round(seconds * rate)))
    for at, clip, volume in placed:
        start = round(at * rate) - clip.onset
        # The first word's faint beginning would lie before the first sample.
        _mix(samples, clip.samples[max(-start, 0) :], max(start, 0), volume)
    return Sound(samples, rate)


def _mix(samples: "array[int]", voice: "array[int]", start: int, volume: float) -> None:
    end = min(start + len(voice), len(samples))
    under = samples[start:end]
    if volume == 1.0 and not any(under):
        samples[start:end] = voice[: end - start]
        return
    both = (round(one + other * volume) for one, other in zip(under, voice, strict=False))
    samples[start:end] = array("h", (max(-_LOUDEST, min(_LOUDEST, sample)) for sample in both))


class Loudspeaker:
    """Player of one sound at a time, through an installed program; without one, sounds are only written to a folder."""

    def __init__(self, *, patient: bool) -> None:
        """Look for a program. `patient` plays every sound to its end; otherwise the next one interrupts it."""
        self._patient = patient
        self._program = next(([name, *quiet] for name, quiet in PLAYERS.items() if shutil.which(name)), None)
        self._folder = Path(tempfile.mkdtemp(prefix="cramp-coach-"))
        self._playing: subprocess.Popen[bytes] | None = None
        self._count = 0

    def play(self, sound: Sound) -> str:
        """Start to play a sound; return a message for the user, empty if all is well."""
        if self._playing and not self._patient:
            self._playing.terminate()
        problem = self._wait()
        self._count += 1
        path = self._folder / f"reply-{self._count}.wav"
        path.write_bytes(sound.wav())
        if self._program is None:
            return f"No program to play sound is installed ({', '.join(PLAYERS)}); the sound is in {path}"
        self._playing = subprocess.Popen([*self._program, str(path)])  # noqa: S603  # our own arguments
        return problem

    def close(self) -> str:
        """Wait for the last sound, and delete the played files; return a message for the user as `play` does."""
        problem = self._wait()
        if self._program and not problem:
            shutil.rmtree(self._folder, ignore_errors=True)
        return problem

    def _wait(self) -> str:
        """Wait until the current sound ends; return an error message, empty if it was played."""
        failed = self._playing is not None and self._playing.wait() > 0
        return f"The sound could not be played; its file is in {self._folder}" if failed else ""
