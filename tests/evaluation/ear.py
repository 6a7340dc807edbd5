"""An ear of this machine: pocketsphinx hears what a local voice says, with a grammar or with everyday English."""

import re
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

import pocketsphinx

from skill.speech.voices import Clip, LocalVoice

_MODEL = Path(pocketsphinx.get_model_path(), "en-us")
_DICTIONARY = _MODEL / "cmudict-en-us.dict"
_RATE = 16000
"""Samples a second that the ear was taught with."""
_QUIET_SECONDS = 0.3
"""Quiet before and after: without it the ear loses the first and the last sound."""
_MURMUR = 12
"""How loud a quiet room is. The ear compares a sound with all it hears, and perfect silence is too far from it."""

_SAID_LIKE = {"sciatic": "sigh attic", "sciatica": "sigh attica"}
"""What flite says wrong as it is written."""

_PRONOUNCED = {
    "cauda": "K AO D AH", "clappers": "K L AE P ER Z", "claudication": "K L AO D AH K EY SH AH N",
    "clenching": "K L EH N CH IH NG", "crampy": "K R AE M P IY", "deadlift": "D EH D L IH F T",
    "equina": "IH K W AY N AH", "fasciculation": "F AH S IH K Y AH L EY SH AH N",
    "fasciculations": "F AH S IH K Y AH L EY SH AH N Z", "flexor": "F L EH K S ER", "fugax": "F Y UW G AE K S",
    "glute": "G L UW T", "gluteal": "G L UW T IY AH L", "glutes": "G L UW T S", "gluteus": "G L UW T IY AH S",
    "herniated": "HH ER N IY EY T AH D", "osteopath": "AA S T IY AH P AE TH",
    "paracetamol": "P EH R AH S EH T AH M AA L", "piriformis": "P IH R IH F AO R M AH S",
    "proctalgia": "P R AA K T AE L JH AH", "prostatitis": "P R AA S T AH T AY T AH S", "quivers": "K W IH V ER Z",
    "sciatic": "S AY AE T IH K", "sciatica": "S AY AE T IH K AH", "soreness": "S AO R N AH S",
    "spasming": "S P AE Z AH M IH NG", "tushy": "T UH SH IY", "unclench": "AH N K L EH N CH",
}  # fmt: skip
"""Words that the ear's dictionary lacks. Dialect that it lacks too is left out."""

_HISSING = frozenset("S Z SH ZH CH JH".split())
_VOICELESS = frozenset("P T K F TH".split())


def plain(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the ear's dictionary spells them."""
    return tuple(phrase.lower().replace("-", " ").split())


@cache
def _dictionary() -> dict[str, str]:
    lines = _DICTIONARY.read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines)


def pronounced(word: str) -> str | None:
    """The sounds of a word; None: the ear can't know it."""
    known = _dictionary().get(word) or _PRONOUNCED.get(word)
    if known or not word.endswith("'s"):
        return known
    stem = pronounced(word.removesuffix("'s"))
    if stem is None:
        return None
    last = stem.split()[-1]
    return f"{stem} {'IH Z' if last in _HISSING else 'S' if last in _VOICELESS else 'Z'}"


class Ear:
    """Hears one voice: the phrases of a grammar and nothing else, or everyday English where there are none."""

    def __init__(self, voice: LocalVoice, phrases: Iterable[tuple[str, ...]] = ()) -> None:
        """Build the grammar; every word of it has to be `pronounced`."""
        self._voice = voice
        grammar = sorted(set(phrases))
        model = None if grammar else str(_MODEL / "en-us.lm.bin")
        self._decoder = pocketsphinx.Decoder(
            hmm=str(_MODEL / "en-us"), dict=str(_DICTIONARY), lm=model, samprate=_RATE, loglevel="FATAL"
        )
        if grammar:
            self._learn(grammar)

    def _learn(self, grammar: list[tuple[str, ...]]) -> None:
        for word in sorted({word for phrase in grammar for word in phrase}):
            if self._decoder.lookup_word(word) is None:
                self._decoder.add_word(word, pronounced(word), update=False)
        last, transitions = _joined(grammar)
        self._decoder.add_fsg("phrases", self._decoder.create_fsg("phrases", 0, last, transitions))
        self._decoder.activate_search("phrases")

    def hear(self, phrase: str) -> str:
        """What is heard when the voice says a phrase; "" for nothing."""
        said = re.sub(r"[a-z]+", lambda word: _SAID_LIKE.get(word[0], word[0]), phrase)
        return self.listen(self._voice.clip(said if self._voice.name == "flite" else phrase))

    def listen(self, clip: Clip) -> str:
        """Return what is heard in a recording; "" for nothing."""
        self._decoder.start_utt()
        self._decoder.process_raw(_quiet() + _at_our_rate(clip) + _quiet(), full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return heard.hypstr if heard else ""


@cache
def _quiet() -> bytes:
    room = Random(0)
    return array("h", (room.randint(-_MURMUR, _MURMUR) for _ in range(round(_QUIET_SECONDS * _RATE)))).tobytes()


def _at_our_rate(clip: Clip) -> bytes:
    """What lies between two samples is drawn as a straight line."""
    if clip.rate == _RATE:
        return clip.samples.tobytes()
    given, step = clip.samples, clip.rate / _RATE
    places = (at * step for at in range(int((len(given) - 1) / step)))
    lines = ((given[int(place)], given[int(place) + 1], place % 1) for place in places)
    return array("h", (round(first + part * (second - first)) for first, second, part in lines)).tobytes()


_Transition = tuple[int, int, float, str] | tuple[int, int, float]


def _joined(grammar: list[tuple[str, ...]]) -> tuple[int, list[_Transition]]:
    """One tree of all phrases: those that begin alike share their states, as the ear is slower with every state."""
    last = 1
    states: dict[tuple[str, ...], int] = {(): 0}
    transitions: list[_Transition] = []
    for phrase in grammar:
        for size in range(1, len(phrase) + 1):
            if phrase[:size] not in states:
                states[phrase[:size]] = len(states) + 1
                transitions.append((states[phrase[: size - 1]], states[phrase[:size]], 1.0, phrase[size - 1]))
        transitions.append((states[phrase], last, 1.0))
    return last, transitions
