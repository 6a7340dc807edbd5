"""Build Alexa's interaction models from phrases and content, and verify that the built files are up to date."""

import json
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from publishing.alexa.ambiguities import ambiguities
from publishing.alexa.interaction_model_check import check
from publishing.alexa.model_parts import SEARCH
from skill.alexa.intents import BUILT_IN, alexa_name
from skill.content import loader
from skill.content.models import Content
from skill.understanding import phrases as phrase_files
from skill.understanding.phrases import CARRIED, Phrases, Values, slot_types

PACKAGE = Path(__file__).parents[2] / "interaction_model" / "package"
"""The folder that ask-cli deploys."""

_REBUILD = "run `cramp-coach model build`"


def build(content: Content, phrases: Phrases, locale: str) -> dict[str, Any]:
    """Build the interaction model of one locale as Alexa's JSON; deterministic."""
    own = {alexa_name(name): declared for name, declared in phrases.intents.items() if alexa_name(name) not in BUILT_IN}
    intents = [{"name": name, "slots": [], "samples": []} for name in BUILT_IN]
    intents += [_intent(name, declared.slots, declared.samples) for name, declared in own.items()]
    intents += [_intent(alexa_name(name), {CARRIED: SEARCH}, it.samples) for name, it in phrases.carriers.items()]
    language: dict[str, Any] = {"invocationName": phrases.invocation}
    # Only English and German locales support a sensitivity. Medium is a compromise: out-of-scope utterances should
    # not match a similar intent, and partly understood symptoms should not end in the fallback.
    if locale.startswith(("en-", "de-")):
        language["modelConfiguration"] = {"fallbackIntentSensitivity": {"level": "MEDIUM"}}
    used = {kind for declared in own.values() for kind in declared.slots.values()}
    language["intents"] = sorted(intents, key=lambda intent: str(intent["name"]))
    types = slot_types(content, phrases)
    # A name of a red flag is nothing else: "saddle numbness" is reported, not asked about as a condition.
    flags = {name.lower() for names in types["RedFlag"].values() for name in names}
    language["types"] = [
        _type(name, values, () if name == "RedFlag" else flags)
        for name, values in sorted(types.items())
        if name in used
    ]
    return {"interactionModel": {"languageModel": language}}


def _intent(name: str, slots: Mapping[str, str], samples: Iterable[str]) -> dict[str, Any]:
    declared = [{"name": slot, "type": kind} for slot, kind in sorted(slots.items())]
    return {"name": name, "slots": declared, "samples": sorted(samples)}


def _type(name: str, values: Values, without: Container[str]) -> dict[str, Any]:
    kept = {identity: tuple(it for it in names if it.lower() not in without) for identity, names in values.items()}
    return {"name": name, "values": [_value(identity, names) for identity, names in sorted(kept.items()) if names]}


def _value(identity: str, names: tuple[str, ...]) -> dict[str, Any]:
    first, *rest = names
    synonyms = {name.lower(): name for name in rest if name.lower() != first.lower()}
    return {"id": identity, "name": {"value": first, "synonyms": sorted(synonyms.values())}}


def write(folder: Path = PACKAGE) -> list[Path]:
    """
    Write the model of every locale that has a phrase file, and return the paths.

    Raises:
        ContentError: The content or a phrase file can't be used.
    """
    written = []
    for path, text in _files(folder).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def verify(folder: Path = PACKAGE) -> list[str]:
    """
    Return the problems of the built models; empty if they are up to date and follow Alexa's rules.

    Raises:
        ContentError: The content or a phrase file can't be used.
    """
    problems = []
    files = _files(folder)
    for path, text in files.items():
        if not path.is_file():
            problems.append(f"{path.name} is missing: {_REBUILD}.")
        elif path.read_text(encoding="utf-8") != text:
            problems.append(f"{path.name} is out of date: {_REBUILD}.")
        built = json.loads(text)
        problems += [f"{path.name}: {problem}" for problem in (*check(built), *ambiguities(built))]
    found = (folder / "interactionModels" / "custom").glob("*.json")
    problems += [f"{path.name} has no phrase file of its own: delete it." for path in found if path not in files]
    return problems


def _files(folder: Path) -> Mapping[Path, str]:
    """Return the path of each built file with its expected text."""
    content = loader.load()
    files = {}
    for locale in phrase_files.locales():
        model = build(content, phrase_files.load(locale), locale)
        path = folder / "interactionModels" / "custom" / f"{locale}.json"
        files[path] = json.dumps(model, indent=2, ensure_ascii=False) + "\n"
    return files
