"""
Voices of this machine: a text becomes samples through espeak-ng or flite.

Both are optional programs: only `cramp-coach render`, `talk --speak` and some tests need one.
"""

import shutil
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skill.errors import CoachError

FAINT, CLEAR = 400, 2300
"""Samples louder than the first are no noise, and louder than the second nobody overhears them: both voices speak at
some 15,000 to 28,000 of 32,767."""
LONGEST_FAINT_SECONDS = 0.09
"""What is faint for longer than that before its first clear sound loses its beginning."""

_ESPEAK_WORDS_A_MINUTE = 175
_ESPEAK_BEND = 0.92
"""At half of its words a minute espeak-ng takes more than twice as long, as it stretches its pauses further."""
_LONGEST_SYNTHESIS = 60.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One text, spoken, without the silence around it."""

    samples: "array[int]"
    """16 bits each."""
    rate: int
    """Samples a second."""
    onset: int
    """
    The sample that is played on the beat: halfway between the first faint sound and the first clear one.

    An f is heard, and measured, up to a tenth of a second later than it begins.
    """

    @property
    def seconds(self) -> float:
        """From the beat to the last sound."""
        return (len(self.samples) - self.onset) / self.rate


@dataclass(frozen=True, slots=True)
class LocalVoice:
    """One voice, spoken by a program. Make it with `find`, which says how to get a program that is missing."""

    name: str
    rate: int
    command: Callable[[str, str, float], list[str]]
    """The text's file, the sound's file and the pace -> the arguments."""

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        """
        A text, spoken at a pace (1.0 normal); the second time it comes from memory.

        Raises:
            CoachError: The program is missing or fails.
        """
        return _clip(self, text, pace)


def _espeak(text: str, sound: str, pace: float) -> list[str]:
    speed = round(_ESPEAK_WORDS_A_MINUTE * pace**_ESPEAK_BEND)
    return ["-v", "en-us", "-s", str(speed), "-f", text, "-w", sound]


def _flite(text: str, sound: str, pace: float) -> list[str]:
    return ["-voice", "slt", "--setf", f"duration_stretch={1 / pace:.3f}", "-f", text, "-o", sound]


VOICES = {it.name: it for it in (LocalVoice("flite", 16000, _flite), LocalVoice("espeak-ng", 22050, _espeak))}
"""By name, which is also that of the program and of its Debian package; the more pleasant one first."""


def find(name: str | None = None) -> LocalVoice:
    """
    The voice of that name, or the first one whose program is installed.

    Raises:
        CoachError: The program is missing.
    """
    for voice in VOICES.values():
        if name in (None, voice.name) and shutil.which(voice.name):
            return voice
    wanted = name or " or ".join(VOICES)
    raise CoachError(f"No voice to speak with: {wanted} is not installed; on Debian: apt-get install {name or 'flite'}")


@cache
def _clip(voice: LocalVoice, text: str, pace: float) -> Clip:
    program = shutil.which(find(voice.name).name) or voice.name
    with tempfile.TemporaryDirectory() as folder:
        said, sound = Path(folder, "said.txt"), Path(folder, "sound.wav")
        said.write_text(text, encoding="utf-8")
        command = [program, *voice.command(str(said), str(sound), pace)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_SYNTHESIS)  # noqa: S603  # ours
            # espeak-ng ends well even when it has written nothing.
            with wave.open(str(sound)) as file:
                samples = array("h", file.readframes(file.getnframes()))
        except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
            raise CoachError(f"{voice.name} can't speak: {error}. Is its Debian package complete?") from error
    return _trimmed(samples, voice.rate)


def _trimmed(samples: "array[int]", rate: int) -> Clip:
    if max(map(abs, samples), default=0) <= CLEAR:
        return Clip(array("h"), rate, 0)
    clear = _first_above(samples, CLEAR)
    first = max(_first_above(samples, FAINT), clear - round(LONGEST_FAINT_SECONDS * rate))
    last = len(samples) - _first_above(reversed(samples), FAINT)
    return Clip(samples[first:last], rate, (clear - first) // 2)


def _first_above(samples: Iterable[int], threshold: int) -> int:
    return next(place for place, sample in enumerate(samples) if abs(sample) > threshold)
