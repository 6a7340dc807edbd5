"""The player: Sequencer, Mixer, Silence and Speech as Amazon describes them, and the commands that speak."""

import wave
from array import array
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from skill import cli, log
from skill.errors import CoachError
from skill.speech import player, voices
from skill.speech.markup import pause, speak
from skill.speech.voices import Clip

RATE = 1000


class Tones:
    """A voice that says each letter in a tenth of a second, and remembers what it was asked to say."""

    rate = RATE

    def __init__(self, onset: int = 0) -> None:
        self.said: list[tuple[str, float]] = []
        self._onset = onset

    def clip(self, text: str, pace: float = 1.0) -> Clip:
        self.said.append((text, pace))
        return Clip(array("h", [1000] * round(100 * len(text) / pace)), RATE, self._onset)


def speech(text: str) -> dict:
    return {"type": "Speech", "contentType": "SSML", "content": speak(text)}


def silence(milliseconds: int) -> dict:
    return {"type": "Silence", "duration": milliseconds}


def played(*items: dict, kind: str = "Sequencer", voice: Tones | None = None) -> player.Sound:
    document = {"type": "APLA", "mainTemplate": {"items": [{"type": kind, "items": list(items)}]}}
    return player.sound(voice or Tones(), document=document)


def loud(sound: player.Sound) -> list[tuple[int, int]]:
    """The stretches of sound between silences: first and last millisecond."""
    edges = [0, *(1 if sample else 0 for sample in sound.samples), 0]
    begins = [place for place in range(len(edges) - 1) if (edges[place], edges[place + 1]) == (0, 1)]
    ends = [place for place in range(len(edges) - 1) if (edges[place], edges[place + 1]) == (1, 0)]
    return list(zip(begins, ends, strict=True))


def test_a_sequencer_plays_one_after_the_other() -> None:
    assert loud(played(speech("ab"), silence(500), speech("c"))) == [(0, 200), (700, 800)]


def test_a_mixer_lasts_as_long_as_its_longest_part() -> None:
    beat = {"type": "Mixer", "items": [speech("ab"), silence(1000)]}
    slow = {"type": "Mixer", "items": [speech("abcdefghijkl"), silence(1000)]}

    assert loud(played(beat, speech("c"))) == [(0, 200), (1000, 1100)]
    assert loud(played(slow, speech("c"))) == [(0, 1300)]


def test_words_that_sound_together_are_both_heard() -> None:
    sound = played(speech("ab"), speech("c"), kind="Mixer")

    assert (sound.samples[50], sound.samples[150]) == (2000, 1000)


def test_a_break_in_ssml_is_silence_of_its_length() -> None:
    ssml = speak(f"ab{pause(12.5)}c")

    assert loud(player.sound(Tones(), ssml)) == [(0, 200), (12700, 12800)]


def test_ssml_comes_before_the_document() -> None:
    document = {"mainTemplate": {"items": [speech("b")]}}

    assert loud(player.sound(Tones(), speak(f"a{pause(0.1)}"), document)) == [(0, 100), (200, 300)]


def test_pace_and_numbers_reach_the_voice_and_a_whisper_is_soft() -> None:
    voice = Tones()
    sound = player.sound(voice, speak('Call <sub alias="nine one one">911</sub> &amp; wait', pace=0.85, quiet=True))

    assert voice.said == [("Call nine one one & wait", 0.85)]
    assert max(sound.samples) < 500


def test_the_clear_sound_falls_on_the_beat_and_its_faint_beginning_before_it() -> None:
    assert loud(played(silence(500), speech("ab"), voice=Tones(onset=40))) == [(460, 660)]


def test_an_unknown_component_is_refused() -> None:
    with pytest.raises(ValueError, match="Selector"):
        played({"type": "Selector", "items": []})


def test_silence_around_a_voice_is_cut_off() -> None:
    clip = voices.trimmed(array("h", [0] * 300 + [5, -3] * 50 + [9000] * 200 + [2] * 300), RATE)

    assert (len(clip.samples), clip.onset, clip.seconds) == (200, 0, 0.2)


def test_a_long_faint_beginning_loses_its_first_part() -> None:
    clip = voices.trimmed(array("h", [500] * 400 + [9000] * 200), RATE)

    assert (len(clip.samples), clip.onset) == (290, 45)


def test_a_missing_voice_is_told_with_its_debian_package(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CoachError, match=r"espeak-ng is not installed; on Debian: apt-get install espeak-ng"):
        voices.find("espeak-ng")
    with pytest.raises(CoachError, match=r"flite or espeak-ng is not installed; on Debian: apt-get install flite"):
        voices.find()


@pytest.mark.requires("espeak-ng", "espeak-ng")
def test_a_text_is_spoken_once_and_then_remembered() -> None:
    voice = voices.find("espeak-ng")

    assert voice.clip("Once is enough.") is voice.clip("Once is enough.")


@pytest.mark.requires("espeak-ng", "espeak-ng")
def test_a_voice_that_fails_is_told_in_one_sentence() -> None:
    broken = voices.LocalVoice("espeak-ng", 22050, lambda *_: ["--no-such-option"])

    with pytest.raises(CoachError, match="espeak-ng can't speak"):
        broken.clip("Hello.")


@pytest.mark.requires("espeak-ng", "espeak-ng")
def test_render_writes_a_wav_file_of_16_bits(tmp_path: Path) -> None:
    path = tmp_path / "stretch.wav"
    arguments = ["render", "seated_figure_four", "--side", "left", "--hold", "5", "--voice", "espeak-ng"]
    result = CliRunner().invoke(cli.commands, [*arguments, "--out", str(path)])

    assert result.exit_code == 0, result.output
    assert str(path) in result.output
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() / file.getframerate() > 15


def talk(lines: str) -> str:
    # The command sets up the log of its own process, which here is everybody's.
    with patch.object(log, "show_errors_only"):
        result = CliRunner().invoke(cli.commands, ["talk", "--speak"], input=lines)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.requires("espeak-ng", "espeak-ng")
def test_talk_speaks_through_a_program_of_the_machine(tmp_path: Path, monkeypatch) -> None:
    heard = tmp_path / "heard.wav"
    fake = tmp_path / "aplay"
    fake.write_text(f'#!/bin/sh\ncat "$2" > {heard}\n', encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(player, "PLAYERS", {str(fake): ["-q"], "aplay": ["-q"]})

    output = talk("open cramp coach\n")

    with wave.open(str(heard)) as file:
        assert file.getnframes() / file.getframerate() > 2
    assert ".wav" not in output


@pytest.mark.requires("espeak-ng", "espeak-ng")
def test_talk_says_where_the_sound_is_when_nothing_can_play_it(monkeypatch) -> None:
    monkeypatch.setattr(player, "PLAYERS", {"no-such-player": []})

    output = talk("open cramp coach\n")
    path = Path(output.split(" is in ")[1].split("\n")[0])

    assert path.is_file()
    assert path.suffix == ".wav"
    path.unlink()
    path.parent.rmdir()
