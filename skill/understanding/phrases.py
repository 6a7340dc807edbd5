"""
Sample utterances by intent, and slot values: one source for the Alexa model and the skill's own understanding.

A phrase file is `interaction_model/phrases/<locale>.yaml`. With `extends: en-US` it adds to that file, so a locale
contains only its differences.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from skill.cache import cached
from skill.content.models import Content
from skill.errors import ContentError
from skill.understanding.files import read_from

FOLDER = Path(__file__).parents[2] / "interaction_model" / "phrases"
SLOT = re.compile(r"\{(\w+)\}")
"""A slot in a sample."""
BASE = "en-US"
"""Locale that is used for every locale without a file."""


class IntentPhrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of one intent."""

    slots: dict[str, str] = field(default_factory=dict)
    """Slot name -> slot type."""
    samples: tuple[str, ...] = ()
    """Sample utterances of the Alexa model, with `{slot}` for a value."""
    everyday: tuple[str, ...] = ()
    """Phrases for the terminal and the simulator only; never built into the Alexa model."""
    without: tuple[str, ...] = ()
    """Samples of the extended file that this locale leaves out."""


class Carrier(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Words with which sentences begin, as an intent of the Alexa model alone.

    Alexa delivers only what is in a slot. The name of the intent tells the words before it, so the sentence is whole
    again: without "i can't", "feel it when i wipe" would be the opposite.
    """

    words: str
    """Put before the words in the slot."""
    samples: tuple[str, ...]
    """Samples of the Alexa model, with `{words}` for the rest of the sentence."""


CARRIED = "words"
"""Slot of every carrier."""


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """All phrases of one locale."""

    intents: dict[str, IntentPhrases]
    carriers: dict[str, Carrier] = field(default_factory=dict)
    """Name of an intent -> the carrier that it stands for."""
    types: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Slot type -> canonical id -> synonyms, in addition to those from the content."""
    invocation: str = "cramp coach"
    extends: str | None = None


def locales(folder: Path = FOLDER) -> list[str]:
    """Return the locales that have a phrase file."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


@lru_cache(maxsize=64)  # The files are listed from the disk.
def nearest(locale: str) -> str:
    """Return a locale if it has a phrase file, otherwise the base."""
    return locale if locale in locales() else BASE


@lru_cache(maxsize=16)
def load(locale: str = BASE, folder: Path = FOLDER) -> Phrases:
    """
    Return the phrases of a locale, or of the base if it has no file; those of the default folder come from the cache.

    Raises:
        ContentError: A file is missing or can't be used; the message names the file and the mistake.
    """
    if folder != FOLDER:
        return _read(locale, folder)
    name = nearest(locale)
    return cached(f"phrases-{name}", Phrases, lambda: _read(name, folder))


def _read(locale: str, folder: Path) -> Phrases:
    path = folder / f"{locale}.yaml"
    phrases = read_from(path if path.is_file() else folder / f"{BASE}.yaml", Phrases)
    if phrases.extends is None:
        return phrases
    if phrases.extends == locale:
        raise ContentError(f"{path.name}: 'extends' names the file itself; name the locale it builds on.")
    return _joined(load(phrases.extends, folder), phrases)


def _joined(base: Phrases, own: Phrases) -> Phrases:
    intents = dict(base.intents)
    for name, more in own.intents.items():
        first = intents.get(name, IntentPhrases())
        kept = tuple(sample for sample in first.samples if sample not in more.without)
        intents[name] = IntentPhrases(
            slots={**first.slots, **more.slots},
            samples=tuple(dict.fromkeys(kept + more.samples)),
            everyday=tuple(dict.fromkeys(first.everyday + more.everyday)),
        )
    carriers, types = {**base.carriers, **own.carriers}, _with_synonyms(base.types, own.types)
    return Phrases(intents, carriers, types, own.invocation, own.extends)


def _with_synonyms(
    types: Mapping[str, "Values"], more: Mapping[str, "Values"]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return slot types with the values and synonyms of others added."""
    joined = {kind: dict(values) for kind, values in types.items()}
    for kind, values in more.items():
        known = joined.setdefault(kind, {})
        for value, synonyms in values.items():
            known[value] = tuple(dict.fromkeys(known.get(value, ()) + synonyms))
    return joined


Values = Mapping[str, tuple[str, ...]]
"""Canonical id -> name and synonyms."""


def slot_types(content: Content, phrases: Phrases) -> Mapping[str, Values]:
    """Return every custom slot type: values from the content, then the extra synonyms of the phrase file."""
    from_content: dict[str, dict[str, tuple[str, ...]]] = {
        "Stretch": _called({**content.stretches, **content.routines}),
        "Condition": _called(content.conditions) | _topics(content, "AskCondition"),
        "DoctorTopic": _topics(content, "WhenToSeeDoctor"),
        "Remedy": _called(content.remedies),
        "PreventionTopic": _topics(content, "AskPrevention"),
        "Subject": _topics(content, "AskTopic"),
        "RedFlag": {name: item.report for name, item in content.findings.items() if item.report},
    }
    return _with_synonyms(from_content, phrases.types)


def _topics(content: Content, intent: str) -> dict[str, tuple[str, ...]]:
    """Return the topics that an intent can ask about."""
    return _called({item.slot: item for item in content.topics.values() if item.slot and item.intent == intent})


def _called(items: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {value: (item.name, *item.also_called) for value, item in items.items()}
