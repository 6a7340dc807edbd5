"""The examples that the classifier learns from: our phrases with values in their slots, and what is elsewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from skill.content.models import Content
from skill.understanding import built
from skill.understanding.classify import ELSEWHERE, Classifier, Frozen
from skill.understanding.crisis import AlarmReader
from skill.understanding.features import Features
from skill.understanding.files import read
from skill.understanding.normalise import words
from skill.understanding.phrases import Phrases, Values, slot_types

SLOT = re.compile(r"\{(\w+)\}")
"""A slot in a sample."""

_SPOKEN = {
    "AMAZON.DURATION": ("thirty seconds", "fifteen minutes", "a minute"),
    "AMAZON.TIME": ("nine", "seven thirty", "eight in the morning"),
    "AMAZON.SearchQuery": (
        "a sharp pain in my left cheek",
        "numb down my leg",
        "worse when i sit",
        "sore after a run",
        "it aches at night",
        "a deep ache on one side",
        "tight in the morning",
        "a burning feeling when i walk",
        "stiff after a long drive",
        "a throbbing pain that comes and goes",
        "sore to touch",
        "a shooting pain down the back of my thigh",
        "bad since yesterday",
        "worse going up the stairs",
        "tender when i press on it",
    ),
    "AMAZON.NUMBER": ("thirty", "ten"),
}
"""Example values for Alexa's own slot types, to learn the phrases around them."""

_NAMES = 6
"""Names of each value that serve as examples."""

_EXAMPLES = 2
"""Values that are put into each sample with a slot."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the classifier learns from."""

    examples: tuple[tuple[tuple[str, ...], str], ...]
    """Words and intent of every phrase, and of what is none of the coach's business."""
    concepts: Mapping[str, list[str]]

    @classmethod
    def load(cls, locale: str, content: Content, phrases: Phrases) -> tuple["Learned", Classifier]:
        """
        The examples and their classifier, from the file of the locale where it is up to date.

        Raises:
            ContentError: A file of examples can't be read.
        """
        found = built.kept(locale, _Kept, _digest(content, phrases))
        if found is None:
            learned = cls.build(content, phrases)
            return learned, learned.classifier(learned.examples)
        intents = found.counts.intents
        examples = tuple(
            (tuple(said.split()), intents[intent])
            for said, intent in zip(found.said, found.counts.class_of, strict=True)
        )
        learned = cls(examples, read("concepts.yaml", dict[str, list[str]]))
        return learned, Classifier.thawed(found.counts, Features(learned.concepts))

    @classmethod
    def build(cls, content: Content, phrases: Phrases) -> "Learned":
        """
        Collect the examples from the phrases.

        Raises:
            ContentError: A file of examples can't be read.
        """
        inside = dict(reversed(list(_examples(phrases, slot_types(content, phrases)))))
        outside = ((words(line), ELSEWHERE) for line in read("out_of_scope.yaml", list[str]))
        examples = [*inside.items(), *(pair for pair in outside if pair[0] not in inside)]
        return cls(tuple(pair for pair in examples if pair[0]), read("concepts.yaml", dict[str, list[str]]))

    def classifier(self, examples: Iterable[tuple[tuple[str, ...], str]]) -> Classifier:
        """A classifier that knows these examples."""
        return Classifier(examples, Features(self.concepts))


class _Kept(built.Kept, frozen=True, array_like=True):
    """The file of a classifier."""

    said: list[str]
    counts: Frozen


def keep(locale: str, content: Content, phrases: Phrases, folder: Path) -> Path:
    """
    Write the file of the classifier of a locale.

    Raises:
        ContentError: A file of examples can't be read.
    """
    learned = Learned.build(content, phrases)
    counts = learned.classifier(learned.examples).frozen()
    said = [" ".join(plain) for plain, _ in learned.examples]
    return built.keep(locale, _Kept(_digest(content, phrases), said, counts), folder)


def _digest(content: Content, phrases: Phrases) -> str:
    return built.digest(phrases, dict(slot_types(content, phrases)))


def _examples(phrases: Phrases, types: Mapping[str, Values]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every phrase, with example values where it has slots; the values change from sample to sample."""
    spoken = {kind: [words(name) for name in names] for kind, names in _SPOKEN.items()}
    for kind, values in types.items():
        spoken[kind] = [words(name) for names in values.values() for name in names[:_NAMES]]
    # What is an alarm is heard before the classifier is asked, so it would only teach it wrong.
    alarms = AlarmReader()
    spoken["RedFlag"] = [name for name in spoken.get("RedFlag", ()) if not alarms.hear(" ".join(name))]
    turn = 0
    for intent, told in phrases.intents.items():
        for sample in (*told.everyday, *told.samples):
            pieces = SLOT.split(sample)
            if len(pieces) == 1:
                yield words(sample), intent
                continue
            around = [words(piece) for piece in pieces[::2]]
            for _ in range(_EXAMPLES):
                filled = around[0]
                for name, after in zip(pieces[1::2], around[1:], strict=True):
                    values_said = spoken.get(told.slots.get(name, "")) or [("it",)]
                    filled = filled + values_said[turn % len(values_said)] + after
                    turn += 7
                yield filled, intent
