"""Check interaction models: Alexa's own rules, and mistakes that Alexa's model build does not report."""

import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from publishing.alexa.model_parts import SEARCH, SLOT, Json, kinds_of_slots, names_of
from skill.alexa.intents import BUILT_IN

AMAZON_TYPES = frozenset(f"AMAZON.{name}" for name in "DATE DURATION NUMBER Ordinal SearchQuery TIME".split())

# The limits come from Amazon's page "create the interaction model for your skill", section "limits".
MOST_BYTES = 1_500_000
MOST_INTENTS = 250
MOST_INTENTS_AND_TYPES = 350
LONGEST_VALUE = 140

# "Choose the invocation name for a custom skill", as far as a program can tell.
_WAKE_WORDS = frozenset("alexa amazon echo computer".split())
_LAUNCH_WORDS = frozenset("ask tell enable open launch start begin play".split())
_SMALL_WORDS = frozenset("the a an for to of".split())
_PAIR = 2


def check(model: Json) -> list[str]:
    """Return a sentence for each broken rule; empty for a valid model. Its keys are those that the build writes."""
    language = model["interactionModel"]["languageModel"]
    intents, types = language["intents"], language["types"]
    known = AMAZON_TYPES | {kind["name"] for kind in types}
    return [
        *_invocation(language["invocationName"]),
        *_names(intents, types),
        *(problem for intent in intents for each in (_slots, _samples) for problem in each(intent, known)),
        *_types_of_slots(intents),
        *_repeated_samples(intents),
        *(problem for kind in types for problem in _values(kind)),
        *_sizes(model, intents, types),
    ]


def _invocation(name: str) -> Iterator[str]:
    words = name.split()
    if not re.fullmatch(r"[a-z][a-z .']*", name):
        yield f"invocation name {name!r}: only lower-case letters, spaces, full stops and apostrophes are allowed."
    if len(words) < _PAIR:
        yield f"invocation name {name!r}: it needs at least two words."
    if taken := (_WAKE_WORDS | _LAUNCH_WORDS) & set(words):
        yield f"invocation name {name!r}: {', '.join(sorted(taken))} is reserved: it wakes a device or launches skills."
    if len(words) == _PAIR and (small := _SMALL_WORDS & set(words)):
        yield f"invocation name {name!r}: with two words, neither may be {', '.join(sorted(small))}."


def _names(intents: list[Json], types: list[Json]) -> Iterator[str]:
    names = Counter(item["name"] for item in [*intents, *types])
    yield from (f"{name} is missing." for name in BUILT_IN if name not in names)
    yield from (f"{name} is defined {count} times." for name, count in names.items() if count > 1)
    for intent in intents:
        if not re.fullmatch(r"AMAZON\.[A-Za-z]+|[A-Za-z]+", intent["name"]):
            yield f"intent {intent['name']!r}: a name has only letters."
    for kind in types:
        if not re.fullmatch(r"[A-Za-z][A-Za-z_]*", kind["name"]):
            yield f"slot type {kind['name']!r}: a name begins with a letter and has only letters and underscores."


def _slots(intent: Json, known: Container[str]) -> Iterator[str]:
    named = Counter(slot["name"] for slot in intent["slots"])
    yield from (f"{intent['name']}: slot {name!r} is declared twice." for name, count in named.items() if count > 1)
    for slot in intent["slots"]:
        name, kind = slot["name"], slot["type"]
        if kind not in known:
            yield f"{intent['name']}: slot {name!r} has the type {kind}, which is not defined."
        if not re.fullmatch(r"[A-Za-z][A-Za-z_]*", name):
            yield f"{intent['name']}: slot name {name!r} may have only letters and underscores."
        if not any(f"{{{name}}}" in sample for sample in intent["samples"]):
            yield f"{intent['name']}: no sample uses the slot {name!r}."
        if kind == SEARCH and len(intent["slots"]) > 1:
            yield f"{intent['name']}: {SEARCH} must be the only slot of its intent."


def _samples(intent: Json, _known: Container[str]) -> Iterator[str]:
    kinds = kinds_of_slots(intent)
    amazons = intent["name"].startswith("AMAZON.")
    if amazons and intent["samples"]:
        yield f"{intent['name']} has samples, which impair Amazon's own; move them to a custom intent."
    if not amazons and not intent["samples"]:
        yield f"{intent['name']} has no samples, so no utterance leads to it; add some."
    for sample in intent["samples"]:
        used, words = SLOT.findall(sample), SLOT.sub("", sample)
        if undeclared := set(used) - kinds.keys():
            yield f"{intent['name']}: {sample!r} uses {', '.join(sorted(undeclared))}, which is no declared slot."
        if len(used) != len(set(used)):
            yield f"{intent['name']}: {sample!r} uses a slot twice."
        if not re.fullmatch(r"(?:[^\W\d_]|[ '.-])*", words) or not sample.strip():
            yield (
                f"{intent['name']}: {sample!r} may have only letters, spaces, apostrophes, hyphens, full stops "
                "of abbreviations and {slots}."
            )
        if SEARCH in map(kinds.get, used) and not words.strip():
            yield f"{intent['name']}: {sample!r} needs words around the {SEARCH} slot."


def _types_of_slots(intents: list[Json]) -> Iterator[str]:
    kinds: dict[str, str] = {}
    for intent in intents:
        for slot in intent["slots"]:
            name, kind = slot["name"], slot["type"]
            if kinds.setdefault(name, kind) != kind:
                yield f"slot {name!r} is {kinds[name]} in one intent and {kind} in {intent['name']}: give it one type."


def _repeated_samples(intents: list[Json]) -> Iterator[str]:
    first: dict[str, str] = {}
    for intent in intents:
        name, kinds = intent["name"], kinds_of_slots(intent)
        for sample in intent["samples"]:
            normalised = _normalised(sample, kinds)
            if normalised in first:
                where = f"twice in {name}" if first[normalised] == name else f"in both {first[normalised]} and {name}"
                yield f"{sample!r} occurs {where}: keep it once."
            first.setdefault(normalised, name)


def _normalised(said: str, kinds: Mapping[str, str]) -> str:
    """Return a sample's normal form, equal for equivalent samples: slots as their type, hyphens as spaces."""
    typed = SLOT.sub(lambda slot: f"{{{kinds.get(slot[1])}}}", said)
    return " ".join(typed.lower().replace("-", " ").split())


def _values(kind: Json) -> Iterator[str]:
    if not kind["values"]:
        yield f"{kind['name']}: a slot type needs at least one value."
    identities = Counter(value["id"] for value in kind["values"])
    yield from (f"{kind['name']}: two values have the id {name!r}." for name, count in identities.items() if count > 1)
    first: dict[str, str] = {}
    for value in kind["values"]:
        identity = value["id"]
        for name in names_of(value):
            if len(name) > LONGEST_VALUE:
                yield f"{kind['name']}: {name[:40]!r}... is longer than {LONGEST_VALUE} characters."
            normalised = _normalised(name, {})
            if not normalised:
                yield f"{kind['name']}: {identity} has an empty synonym."
            elif normalised in first:
                where = "twice" if first[normalised] == identity else f"for {first[normalised]} too"
                yield f"{kind['name']}: {name!r} stands for {identity} and {where}: a word has one meaning."
            first.setdefault(normalised, identity)


def _sizes(model: Json, intents: list[Json], types: list[Json]) -> Iterator[str]:
    size = len(json.dumps(model, ensure_ascii=False).encode())
    if size > MOST_BYTES:
        yield f"the model has {size} bytes; Alexa takes {MOST_BYTES}."
    if len(intents) > MOST_INTENTS:
        yield f"there are {len(intents)} intents; Alexa takes {MOST_INTENTS}."
    if len(intents) + len(types) > MOST_INTENTS_AND_TYPES:
        yield f"there are {len(intents) + len(types)} intents and slot types; Alexa takes {MOST_INTENTS_AND_TYPES}."
