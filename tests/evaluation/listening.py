"""
Listen to a whole conversation: each reply is rendered by a local voice and heard by a local recogniser.

    python -m tests.evaluation.listening [--voice flite|espeak-ng] [--out FOLDER] [UTTERANCE ...]

For each reply it prints the share of its words that the recogniser writes, its seconds, and the pauses that are in the
sound. A synthetic voice heard by a small recogniser is far worse than a person in front of a speaker, so compare
wordings with each other and not with people.
"""

import argparse
import difflib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill import coach, log
from skill.settings import Settings
from skill.speech import player, voices
from skill.speech.voices import Clip
from skill.understanding.normalise import words
from tests.evaluation.ear import Ear

USUAL = ("my left butt cheek is cramping", "no", "no", "no", "no", "better", "no", "no")
SHORTEST_PAUSE = 0.25
"""Seconds of silence within a reply that count as a pause."""
_LOUD = 200
"""Samples louder than this are no silence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of the coach, as it sounds."""

    say: str
    heard: str
    sound: player.Sound

    @property
    def understood(self) -> float:
        """The share of the words that were heard, in their order, in percent."""
        said, heard = words(self.say), words(self.heard)
        blocks = difflib.SequenceMatcher(a=said, b=heard, autojunk=False).get_matching_blocks()
        return 100 * sum(block.size for block in blocks) / max(len(said), 1)

    @property
    def pauses(self) -> list[tuple[float, float]]:
        """Where pauses begin and how long they are, in seconds, without silence at the end."""
        return [(at, length) for at, length in silences(self.sound.samples, self.sound.rate) if at > 0]


def silences(samples: "array[int]", rate: int) -> Iterator[tuple[float, float]]:
    """Yield each silence that something follows: where it begins and how long it is, in seconds."""
    begin = 0
    for place, sample in enumerate(samples):
        if abs(sample) > _LOUD:
            if (place - begin) / rate >= SHORTEST_PAUSE:
                yield round(begin / rate, 2), round((place - begin) / rate, 2)
            begin = place + 1


def listen(utterances: Sequence[str], voice: str) -> Iterator[Reply]:
    """Hold a conversation and listen to each reply."""
    device, speaker = coach.build(Settings()).device(), voices.find(voice)
    ear = Ear(speaker)
    for utterance in utterances:
        turn: dict[str, Any] = device.say(utterance)
        directives = device.last_exchange[1]["response"].get("directives") or []
        document = next((it["document"] for it in directives if it["type"].endswith("APLA.RenderDocument")), None)
        sound = player.sound(speaker, turn["ssml"], document)
        yield Reply(turn["say"], ear.listen(Clip(sound.samples, sound.rate, 0)), sound)


def main() -> None:
    """Print a line for each reply, and write the sounds if a folder is given."""
    log.show_errors_only()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", choices=("flite", "espeak-ng"), default="flite")
    parser.add_argument("--out", type=Path, help="folder for a WAV file of each reply")
    parser.add_argument("utterances", nargs="*", default=USUAL, metavar="UTTERANCE")
    asked = parser.parse_args()
    for number, reply in enumerate(listen(asked.utterances, asked.voice), start=1):
        pauses = ", ".join(f"{length:.2f}" for _, length in reply.pauses)
        print(
            f"{reply.understood:4.0f} %  {reply.sound.seconds:5.1f} s  pauses {pauses or 'none'}\n        {reply.say}"
        )
        if asked.out:
            asked.out.mkdir(parents=True, exist_ok=True)
            (asked.out / f"{number}.wav").write_bytes(reply.sound.wav())


if __name__ == "__main__":
    main()
