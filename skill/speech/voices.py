"""
Local voices: convert text to samples with espeak-ng or flite.

Both programs are optional: only `cramp-coach render`, `talk --speak` and some tests need one.
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
"""Sample values above which sound is more than noise, and clearly audible. Both voices peak at 15,000 to 28,000 of
32,767."""
LONGEST_FAINT_SECONDS = 0.09
"""Longest faint beginning of a clip that is kept; more of it is cut off."""

_ESPEAK_WORDS_A_MINUTE = 175
_ESPEAK_PACE_EXPONENT = 0.92
"""Corrects that espeak-ng, at half its words per minute, takes more than twice as long: it lengthens pauses further."""
_LONGEST_SYNTHESIS = 60.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken text, without the silence around it."""

    samples: "array[int]"
    """16 bits each."""
    rate: int
    """Samples per second."""
    onset: int
    """
    Index of the sample that is played at a cue's time: halfway between the first faint sound and the first clear one.

    A soft consonant such as f is heard up to a tenth of a second after it begins.
    """

    @property
    def seconds(self) -> float:
        """Duration from the onset to the last sound."""
        return (len(self.samples) - self.onset) / self.rate


@dataclass(frozen=True, slots=True)
class LocalVoice:
    """A voice of a local program. Use `find` to get one: its error says how to install a missing program."""

    name: str
    rate: int
    command: Callable[[str, str, float], list[str]]
    """Returns the program's arguments for the path of the text, the path of the sound, and the pace."""

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        """
        Return a text spoken at a pace (1.0 is normal); cached.

        Raises:
            CoachError: The program is missing or fails.
        """
        return _clip(self, text, pace)


def _espeak(text: str, sound: str, pace: float) -> list[str]:
    speed = round(_ESPEAK_WORDS_A_MINUTE * pace**_ESPEAK_PACE_EXPONENT)
    return ["-v", "en-us", "-s", str(speed), "-f", text, "-w", sound]


def _flite(text: str, sound: str, pace: float) -> list[str]:
    return ["-voice", "slt", "--setf", f"duration_stretch={1 / pace:.3f}", "-f", text, "-o", sound]


VOICES = {it.name: it for it in (LocalVoice("flite", 16000, _flite), LocalVoice("espeak-ng", 22050, _espeak))}
"""By name, which is also the name of the program and of its Debian package; the more pleasant voice first."""


def find(name: str | None = None) -> LocalVoice:
    """
    Return the voice of a name, or the first one whose program is installed.

    Raises:
        CoachError: The program is missing.
    """
    for voice in VOICES.values():
        if name in (None, voice.name) and shutil.which(voice.name):
            return voice
    wanted = name or " or ".join(VOICES)
    raise CoachError(f"There is no voice: {wanted} is not installed; on Debian: apt-get install {name or 'flite'}")


@cache
def _clip(voice: LocalVoice, text: str, pace: float) -> Clip:
    with tempfile.TemporaryDirectory() as folder:
        said, sound = Path(folder, "said.txt"), Path(folder, "sound.wav")
        said.write_text(text, encoding="utf-8")
        command = [voice.name, *voice.command(str(said), str(sound), pace)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_SYNTHESIS)  # noqa: S603  # ours
            # espeak-ng exits with 0 even if it has written nothing.
            with wave.open(str(sound)) as file:
                samples = array("h", file.readframes(file.getnframes()))
        except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
            raise CoachError(f"{voice.name} can't speak: {error}. Is its Debian package complete?") from error
    return trimmed(samples, voice.rate)


def trimmed(samples: "array[int]", rate: int) -> Clip:
    """Return samples without the silence around them, with the onset of their first sound."""
    if max(map(abs, samples), default=0) <= CLEAR:
        return Clip(array("h"), rate, 0)
    clear = _first_above(samples, CLEAR)
    first = max(_first_above(samples, FAINT), clear - round(LONGEST_FAINT_SECONDS * rate))
    last = len(samples) - _first_above(reversed(samples), FAINT)
    return Clip(samples[first:last], rate, (clear - first) // 2)


def _first_above(samples: Iterable[int], threshold: int) -> int:
    return next(place for place, sample in enumerate(samples) if abs(sample) > threshold)
