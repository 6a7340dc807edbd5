"""
An acoustic round trip: a local voice says phrases of the model, a local ear hears them, and we understand that.

    python -m tests.evaluation.acoustic [--voice flite|espeak-ng] [--count N] [--every N] [--show]

A grammar lets the ear hear nothing but phrases of the model, so its figures say which phrases sound alike and not how
good recognition is. The names of conditions, stretches and remedies are then said alone to an ear for everyday
English that knows few of them: what it writes instead is what a recogniser may send, and should be a synonym.
"""

import argparse
import difflib
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from skill.content.loader import load
from skill.content.models import Content
from skill.speech import voices
from skill.understanding import phrases as phrase_files
from skill.understanding.hearing import Listener
from skill.understanding.normalise import words
from skill.understanding.phrases import SLOT, Phrases
from skill.understanding.slots import SlotFinder, names_of
from tests.evaluation.ear import Ear, plain, pronounced
from tests.evaluation.scoring import Share

_EXAMPLES = {
    "AMAZON.DURATION": ("thirty seconds", "fifteen minutes", "a minute"),
    "AMAZON.NUMBER": ("nine", "twelve", "eighty"),
    "AMAZON.TIME": ("nine", "seven thirty", "eight in the morning"),
    "AMAZON.SearchQuery": ("numb down my leg", "worse when i sit", "sore after a run", "tight in the morning"),
}
_NAMES = 2
"""Names of a value that are put into slots: those after them are more and more what recognition makes of them."""
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sample of the model with values in its slots."""

    intent: str
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One round trip."""

    said: str
    heard: str
    wanted: str
    """The intent of the sample, or the value of the name."""
    got: str | None


def samples(content: Content, phrases: Phrases) -> list[Phrase]:
    """All samples that the ear has words for, one value in each slot; the values change from sample to sample."""
    values: dict[str, Sequence[str]] = dict(_EXAMPLES)
    for kind, names in phrase_files.slot_types(content, phrases).items():
        values[kind] = [name for several in names.values() for name in several[:_NAMES] if _known(name)]
    found = []
    for intent, told in phrases.intents.items():
        for turn, sample in enumerate(told.samples):
            filled = SLOT.sub(lambda slot: _pick(values[told.slots[slot[1]]], turn), sample)  # noqa: B023  # used now
            found.append(Phrase(intent, " ".join(plain(filled))))
    return [phrase for phrase in found if _known(phrase.text)]


def _pick(values: Sequence[str], turn: int) -> str:
    return values[7 * turn % len(values)]


def _known(phrase: str) -> bool:
    return all(pronounced(word) for word in plain(phrase))


def chosen(found: Iterable[Phrase], count: int) -> list[Phrase]:
    """So many phrases: every intent in turn, and within an intent evenly from first to last."""
    by_intent: dict[str, list[Phrase]] = {}
    for phrase in found:
        by_intent.setdefault(phrase.intent, []).append(phrase)
    share, more = divmod(count, len(by_intent))
    picked = []
    for place, several in enumerate(by_intent.values()):
        size = min(share + (place < more), len(several))
        picked += [several[(2 * at + 1) * len(several) // (2 * size)] for at in range(size)]
    return picked


def round_trip(voice: str, said: Sequence[Phrase], grammar: Sequence[Phrase], listener: Listener) -> list[Heard]:
    """Say some phrases to an ear that knows all phrases of a grammar, and understand what it hears."""
    known = sorted({plain(phrase.text) for phrase in (*said, *grammar)})
    texts = [phrase.text for phrase in said]
    heard = _in_parallel(voice, texts, known)
    return [
        Heard(phrase.text, text, phrase.intent, listener.hear(text).intent)
        for phrase, text in zip(said, heard, strict=True)
    ]


def _in_parallel(voice: str, texts: Sequence[str], grammar: Sequence[tuple[str, ...]]) -> list[str]:
    """One ear for each core; started afresh, as a process that runs threads can't be safely copied."""
    shares = [texts[at::_WORKERS] for at in range(_WORKERS)]
    with ProcessPoolExecutor(_WORKERS, multiprocessing.get_context("spawn")) as pool:
        answers = list(pool.map(_hear_all, [voice] * _WORKERS, shares, [grammar] * _WORKERS))
    return [answers[at % _WORKERS][at // _WORKERS] for at in range(len(texts))]


def _hear_all(voice: str, texts: Sequence[str], grammar: Sequence[tuple[str, ...]]) -> list[str]:
    ear = Ear(voices.find(voice), grammar)
    return [ear.hear(text) for text in texts]


def names_alone(voice: str, content: Content, phrases: Phrases) -> list[Heard]:
    """The names of conditions, stretches and remedies, said alone to the ear for everyday English."""
    types = phrase_files.slot_types(content, phrases)
    asked = [
        (kind, value, name)
        for kind in ("Condition", "Stretch", "Remedy")
        for value, names in types[kind].items()
        for name in names[:_NAMES]
    ]
    heard = _in_parallel(voice, [" ".join(plain(name)) for _, _, name in asked], ())
    finders = {kind: SlotFinder(names_of(types[kind])) for kind in ("Condition", "Stretch", "Remedy")}
    return [
        Heard(" ".join(plain(name)), text, value, finders[kind].find_close(words(text)))
        for (kind, value, name), text in zip(asked, heard, strict=True)
    ]


def word_error(trips: Sequence[Heard]) -> float:
    """Words that are wrong, missing or too many, in percent of those said: above 100 where more are heard than said."""
    wrong = sum(_distance(trip.said.split(), trip.heard.split()) for trip in trips)
    return 100 * wrong / sum(len(trip.said.split()) for trip in trips)


def _distance(said: Sequence[str], heard: Sequence[str]) -> int:
    row = list(range(len(heard) + 1))
    for at, word in enumerate(said, 1):
        above, row[0] = row[0], at
        for place, other in enumerate(heard, 1):
            above, row[place] = row[place], min(above + (word != other), row[place] + 1, row[place - 1] + 1)
    return row[-1]


def confusions(trips: Iterable[Heard]) -> Counter[tuple[str, str]]:
    """What was heard instead of what, the most frequent first."""
    return Counter(pair for trip in trips for pair in _swapped(trip.said.split(), trip.heard.split()))


def _swapped(said: list[str], heard: list[str]) -> Iterator[tuple[str, str]]:
    for kind, first, last, start, end in difflib.SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        if kind != "equal":
            yield " ".join(said[first:last]), " ".join(heard[start:end])


def right(trips: Sequence[Heard]) -> Share:
    """Where the intent, or the value, is that of what was said."""
    return Share(sum(trip.got == trip.wanted for trip in trips), len(trips))


def main(arguments: list[str] | None = None) -> None:
    """Run both round trips and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", choices=list(voices.VOICES), default="flite")
    parser.add_argument("--count", type=int, default=100, help="phrases that are said")
    parser.add_argument(
        "--every", type=int, default=1, help="put only every so-manieth phrase into the grammar: faster"
    )
    parser.add_argument("--show", action="store_true", help="print all that was misheard")
    options = parser.parse_args(arguments)
    content, phrases = load(), phrase_files.load()
    found = samples(content, phrases)
    all_samples = sum(len(told.samples) for told in phrases.intents.values())
    print(f"{len(found)} of {all_samples} samples; the ear has no words for the others")
    said, grammar = chosen(found, options.count), found[:: options.every]
    _print(round_trip(options.voice, said, grammar, Listener(content, phrases)), "phrases, grammar", show=options.show)
    _print(names_alone(options.voice, content, phrases), "names, everyday English", show=options.show)


def _print(trips: Sequence[Heard], what: str, *, show: bool) -> None:
    print(what)
    print(f"    exact       {Share(sum(trip.said == trip.heard for trip in trips), len(trips))}")
    print(f"    word error  {word_error(trips):5.1f} %")
    print(f"    understood  {right(trips)}")
    for (said, heard), count in confusions(trips).most_common(None if show else 10):
        print(f"    {count:3d}  {said!r} heard as {heard!r}")
    for trip in trips:
        if show and trip.got != trip.wanted:
            print(f"  {trip.said!r} heard as {trip.heard!r}\n      wanted {trip.wanted}, got {trip.got}")


if __name__ == "__main__":
    main()
