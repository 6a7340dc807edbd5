"""Training examples of the classifier: the phrases with values in their slots, and out-of-scope examples."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from skill.content.models import Content
from skill.understanding import alarms, phonetics, templates
from skill.understanding.classify import ELSEWHERE, Classifier, Counts, count
from skill.understanding.features import Features
from skill.understanding.files import read
from skill.understanding.normalise import words
from skill.understanding.phrases import SLOT, Phrases, Values, slot_types
from skill.understanding.slots import SlotFinder, names_of, sounds_of

_NAMES = 6
"""Maximum names of each value that serve as examples."""

_EXAMPLES = 2
"""Values that are substituted into each sample with a slot."""

NAMED = ("Condition", "Remedy", "Stretch")
"""Slot types whose names suggest an intent, and are often misrecognised."""

_SHORT = 5
"""Maximum words of a phrase that is also matched by sound."""

Example = tuple[tuple[str, ...], str]
"""Plain words, and their intent."""


class Learned:
    """The trained classifier, and the lookup tables built from its phrases."""

    def __init__(self, examples: "Examples") -> None:
        """
        Train on examples.

        Raises:
            ContentError: The file of concepts can't be read.
        """
        self.examples, self.exact = examples, examples.exact
        self.classifier = Classifier(examples.counts, _features())
        self.finders = {kind: SlotFinder(names) for kind, names in examples.names.items()}

    def intent_of(self, plain: Sequence[str]) -> str | None:
        """Return the intent of the phrase that equals the words, or of the sample that does with values for slots."""
        return self.exact.get(" ".join(plain)) or templates.intent(plain, self.examples.templates, self.finders)


class Examples(Struct, frozen=True):
    """Data derived from the examples of a locale, in a serializable form."""

    exact: dict[str, str]
    """Plain words of each phrase -> its intent."""
    counts: Counts
    sounds: dict[str, list[str]]
    """Phonetic key of each short phrase -> the plain words of the phrases that have it."""
    templates: dict[str, str]
    """Words of each sample with the types of its slots in their places -> its intent."""
    names: dict[str, dict[str, str]]
    name_sounds: dict[str, str]
    """Phonetic key of each name of a stretch, remedy or condition -> the name."""


def prepared(content: Content, phrases: Phrases) -> Examples:
    """
    Collect the examples and count them.

    Raises:
        ContentError: A file of examples can't be read.
    """
    examples = collected(content, phrases)
    counts = count(examples, _features())
    exact = {" ".join(plain): intent for plain, intent in examples if intent != ELSEWHERE}
    names = {kind: names_of(values) for kind, values in slot_types(content, phrases).items()}
    heard = sounds_of({name: kind + value for kind in NAMED for name, value in names[kind].items()})
    return Examples(exact, counts, _sounds(examples), templates.keys_of(phrases), names, heard)


def _features() -> Features:
    return Features(read("en/concepts.yaml", dict[str, list[str]]))


def collected(content: Content, phrases: Phrases) -> list[Example]:
    """
    Return words and intent of every phrase, and the out-of-scope examples.

    Raises:
        ContentError: A file of examples can't be read.
    """
    inside = dict(reversed(list(_examples(phrases, slot_types(content, phrases)))))
    outside = ((words(line), ELSEWHERE) for line in read("en/out_of_scope.yaml", list[str]))
    examples = [*inside.items(), *(pair for pair in outside if pair[0] not in inside)]
    return [pair for pair in examples if pair[0]]


def _sounds(examples: Sequence[Example]) -> dict[str, list[str]]:
    """Return the short phrases by phonetic key."""
    found: dict[str, list[str]] = defaultdict(list)
    for plain, intent in examples:
        if len(plain) <= _SHORT and intent != ELSEWHERE and len(sound := phonetics.of(plain)) >= phonetics.LEAST - 1:
            found[sound].append(" ".join(plain))
    return dict(found)


def _examples(phrases: Phrases, types: Mapping[str, Values]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every phrase, with example values in its slots; the values rotate from sample to sample."""
    spoken = {
        kind: [words(name) for name in names] for kind, names in read("en/examples.yaml", dict[str, list[str]]).items()
    }
    for kind, values in types.items():
        spoken[kind] = [words(name) for names in values.values() for name in names[:_NAMES]]
    # Alarms never reach the classifier, so training on them would only distort it.
    spoken["RedFlag"] = [name for name in spoken.get("RedFlag", ()) if not alarms.find(" ".join(name))]
    turn = 0
    for intent, told in phrases.intents.items():
        for sample in (*told.everyday, *told.samples):
            pieces = SLOT.split(sample)
            around = [words(piece) for piece in pieces[::2]]
            for _ in range(_EXAMPLES):
                filled = around[0]
                for name, after in zip(pieces[1::2], around[1:], strict=True):
                    values_said = spoken.get(told.slots.get(name, "")) or [("it",)]
                    filled = filled + values_said[turn % len(values_said)] + after
                    turn += 7
                yield filled, intent
