"""Check the skill package against the rules of the skill store."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publishing.alexa import interaction_model_check, store_wording
from publishing.alexa.ambiguities import ambiguities
from publishing.alexa.interaction_model import PACKAGE
from publishing.alexa.model_parts import Json
from publishing.alexa.samples import intents_of
from publishing.content import new_locale
from skill.alexa.intents import alexa_name
from skill.content.models import Content
from skill.understanding import phrases as phrase_files
from skill.understanding.hearing import Listener

ICONS = {"smallIconUri": 108, "largeIconUri": 512}
"""Key of a page -> width and height of its icon in pixels."""

# Limits in characters, as in the form of Amazon's developer console.
SIZES = {"name": (2, 50), "summary": (1, 160), "description": (1, 4000)}
MOST_INSTRUCTIONS, MOST_KEYWORDS, LONGEST_KEYWORD, LONGEST_PHRASE, PHRASES = 4000, 30, 150, 200, 3

_LAUNCH = "Alexa, open "
_BRANDS = ("alexa", "amazon", "aws")


def problems(content: Content, listener: Callable[[str], Listener], folder: Path = PACKAGE) -> list[str]:
    """
    Return all problems of the package, in one sentence each; empty if it can be submitted.

    `listener` returns the recogniser of a locale, which stands in for Amazon's.
    """
    try:
        manifest = json.loads((folder / "skill.json").read_text(encoding="utf-8"))["manifest"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"skill.json: can't be read as a manifest: {type(error).__name__} {error}."]
    found = [f"skill.json: {problem}" for problem in (*_facts(manifest), *_addresses(manifest), *_locales(manifest))]
    pages = _at(manifest, "publishingInformation.locales") or {}
    for locale, page in pages.items():
        if locale not in content.locales:
            found.append(
                f"{locale}: skill/content/locales/{locale}.yaml is missing; add it, with the emergency number."
            )
        found += [f"{locale}: {problem}" for problem in _page(page, folder)]
        if built := _model(folder, locale):
            found += [f"{locale}: {problem}" for problem in _against_model(page, built, listener(locale))]
            language = built["interactionModel"]["languageModel"]
            instructions = _at(manifest, "publishingInformation.testingInstructions") or ""
            found += [
                f"{locale}: 'testingInstructions' {problem}"
                for problem in store_wording.unsayable(instructions, language)
            ]
        else:
            found.append(f"{locale}: its interaction model is missing: run `cramp-coach model build`.")
    return [*found, *new_locale.unfinished()]


def placeholders(folder: Path = PACKAGE) -> list[str]:
    """Return the placeholder addresses that are still in the manifest."""
    text = (folder / "skill.json").read_text(encoding="utf-8")
    return sorted(set(re.findall(r'"(https://(?:[\w-]+\.)*example\.com[^"]*)"', text)))


def _at(manifest: Json, path: str) -> Any:
    found: Any = manifest
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _facts(manifest: Json) -> Iterator[str]:
    if manifest.get("manifestVersion") != "1.0":
        yield "'manifestVersion' must be '1.0'."
    for path, right in store_wording.rules().declared.items():
        if (given := _at(manifest, path)) != right:
            yield f"{path!r} is {given!r}; it must be {right!r}."
    instructions = _at(manifest, "publishingInformation.testingInstructions") or ""
    if not 0 < len(instructions) <= MOST_INSTRUCTIONS:
        yield f"'testingInstructions' has {len(instructions)} characters; 1 to {MOST_INSTRUCTIONS} are allowed."
    for subject in ("reminder", "timer", "permission"):
        if subject not in instructions.lower():
            yield f"'testingInstructions' don't mention a {subject}; add it, as testers must reach every feature."


def _addresses(manifest: Json) -> Iterator[str]:
    for path in ("apis.custom.endpoint", "events.endpoint"):
        endpoint = _at(manifest, path) or {}
        uri, secured = str(endpoint.get("uri", "")), endpoint.get("sslCertificateType")
        if uri.startswith("arn:aws:lambda:"):
            if secured:
                yield f"{path!r} is a Lambda function: remove 'sslCertificateType', which is for HTTPS only."
        elif not uri.startswith("https://") or secured not in {"Trusted", "Wildcard"}:
            yield f"{path!r} must be a Lambda function's ARN, or https:// with 'Trusted' or 'Wildcard'; it is {uri!r}."
    if _at(manifest, "apis.custom.endpoint") != _at(manifest, "events.endpoint"):
        yield "'events.endpoint' must equal that of 'apis.custom': one service answers both."
    for locale, legal in (_at(manifest, "privacyAndCompliance.locales") or {}).items():
        for key in ("privacyPolicyUrl", "termsOfUseUrl"):
            address = urlsplit(str(legal.get(key, "")))
            if address.scheme != "https" or not address.hostname:
                yield f"{locale}: {key!r} must be an https:// address."
            elif brand := next((name for name in _BRANDS if name in address.hostname), None):
                yield f"{locale}: {key!r} has {brand!r} in its domain, which the store refuses."


def _locales(manifest: Json) -> Iterator[str]:
    pages = set(_at(manifest, "publishingInformation.locales") or {})
    legal = set(_at(manifest, "privacyAndCompliance.locales") or {})
    spoken = {path.stem for path in phrase_files.FOLDER.glob("*.yaml")}
    for locale in sorted(pages | legal | spoken):
        if locale not in pages:
            yield f"{locale} has no page in 'publishingInformation.locales'."
        if locale not in legal:
            yield f"{locale} has no addresses in 'privacyAndCompliance.locales'."
        if locale not in spoken:
            yield f"{locale} has no file in interaction_model/phrases."


def _page(page: Json, folder: Path) -> Iterator[str]:
    for key, (least, most) in SIZES.items():
        text = page.get(key)
        if not isinstance(text, str) or not least <= len(text) <= most:
            yield f"{key!r} must have {least} to {most} characters."
        else:
            yield from (f"{key!r} {problem}" for problem in store_wording.problems(text))
    keywords = page.get("keywords") or []
    if not 0 < len(keywords) <= MOST_KEYWORDS or any(not 0 < len(word) <= LONGEST_KEYWORD for word in keywords):
        yield f"'keywords' must be 1 to {MOST_KEYWORDS}, each with at most {LONGEST_KEYWORD} characters."
    if len(set(keywords)) != len(keywords):
        yield "'keywords' names a word twice."
    yield from store_wording.missing(page.get("description") or "")
    for key, pixels in ICONS.items():
        uri = str(page.get(key, ""))
        path = folder / uri.removeprefix("file://")
        if not uri.startswith("file://assets/") or not path.is_file():
            yield f"{key!r} must be an image below assets/, as file://assets/...; it is {uri!r}."
        elif (size := _png_size(path)) != (pixels, pixels):
            yield f"{key!r} must be a PNG of {pixels} x {pixels} pixels; it is {size}."


def _png_size(path: Path) -> tuple[int, int] | None:
    head = path.read_bytes()[:24]
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _model(folder: Path, locale: str) -> Json:
    try:
        built: Json = json.loads((folder / "interactionModels" / "custom" / f"{locale}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return built


def _against_model(page: Json, built: Json, listener: Listener) -> Iterator[str]:
    yield from interaction_model_check.check(built)
    yield from ambiguities(built)
    language = built["interactionModel"]["languageModel"]
    yield from _phrases(page.get("examplePhrases") or [], language, listener)
    yield from store_wording.absent(page.get("description") or "", language)


def _phrases(phrases: list[str], language: Json, listener: Listener) -> Iterator[str]:
    name = language["invocationName"]
    if len(phrases) != PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        yield f"'examplePhrases' must be {PHRASES}, each with at most {LONGEST_PHRASE} characters."
    if not phrases or phrases[0] != _LAUNCH + name:
        yield f"the first example phrase must be {_LAUNCH + name!r}."
    for phrase in phrases[1:]:
        parts = re.fullmatch(rf"Alexa, (?:ask|tell) {re.escape(name)} (.+)", phrase)
        if parts is None:
            yield f"{phrase!r} must begin with 'Alexa, ask {name}' or 'Alexa, tell {name}'."
            continue
        meant, heard = intents_of(language, parts[1]), alexa_name(listener.hear(parts[1]).intent)
        if not meant:
            yield f"{phrase!r} is not a sample of the model; add it there, as testers say it word for word."
        elif heard not in meant:
            yield f"{phrase!r} is a sample of {', '.join(sorted(meant))}, but understood as {heard}; choose another."
