"""Create the files of a new locale, with TODO comments for what needs local knowledge."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from skill.alexa.interaction_model import PACKAGE
from skill.content import loader
from skill.content.models import Locale
from skill.errors import ContentError
from skill.understanding import phrases as phrase_files

MARK = "TODO"

_AMERICAN = "(911 in the United States)"
"""Part of the en-US store page that is replaced by another country's emergency number."""

# An unfinished locale must never name a wrong number: until one is filled in, it says "your local emergency number",
# as `en` does.
_CONTENT = """\
# {mark}: settle what each mark says, then take the mark out. Until then people hear no number at all.
name: {mark} the country's name
# {mark}: emergency: {{digits: "111", spoken: "one one one"}}
# {mark}: numbers: every other number that the lines below mention, digits and how it is read aloud
# {mark}: the number belongs in these three lines: "Call 111, or your local emergency number, now."
call_emergency: {call_emergency}
call_for_them: {call_for_them}
urgent_line: {urgent_line}
crisis_line: >-
  {crisis_line}
# {mark}: the words that people there use, one for each
words: {words}
# {mark}: where the numbers come from
own_sources:
  number_{country}: {{title: {mark} page that names the emergency number, address: "https://example.org"}}
sources: [number_{country}, {sources}]
review: {{state: draft}}
"""

_PHRASES = """\
# What people in {mark} say beside everything in en-US.yaml; only what is their own stands here.
# {mark}: phrases as you hear them, in small letters and without commas, such as
#   WhenToSeeDoctor:
#     samples:
#       - should i go to the after hours clinic
# and words for things that already have an id, such as
#   types:
#     Remedy:
#       nsaids: [the name of a pain killer there]
extends: en-US
intents: {{}}
"""


def write(locale: str, content: Path = loader.FOLDER, phrases: Path = phrase_files.FOLDER) -> list[Path]:
    """
    Write both files of a locale, and return their paths.

    Raises:
        ContentError: It is not an English locale, or its files exist already.
    """
    if not re.fullmatch(r"en-[A-Z]{2}", locale):
        raise ContentError(f"{locale!r} is not an English locale such as en-NZ; no other language is supported.")
    texts = {
        content / "locales" / f"{locale}.yaml": _content(
            loader.load(content).locales["en"], locale.removeprefix("en-").lower()
        ),
        phrases / f"{locale}.yaml": _PHRASES.format(mark=MARK),
    }
    for path in texts:
        if path.exists():
            raise ContentError(f"{path.parent.name}/{path.name} exists already; edit it, or delete it first.")
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _content(common: Locale, country: str) -> str:
    return _CONTENT.format(
        mark=MARK,
        call_emergency=common.call_emergency,
        call_for_them=common.call_for_them,
        urgent_line=common.urgent_line,
        crisis_line=common.crisis_line,
        words=yaml.safe_dump(common.words, default_flow_style=True, sort_keys=False, width=1000).strip(),
        sources=", ".join(common.sources),
        country=country,
    )


def add_page(
    locale: str, content: Path = loader.FOLDER, phrases: Path = phrase_files.FOLDER, package: Path = PACKAGE
) -> Path:
    """
    Add the page of a finished locale to skill.json, and return the path: that of en-US with this country's number.

    Raises:
        ContentError: The locale's files are missing, unfinished or without emergency number, or it has a page already.
    """
    _check_finished(locale, content, phrases)
    country = loader.load(content).locales[locale]
    if country.emergency is None:
        raise ContentError(f"{locale}.yaml: 'emergency' is missing; add it, as the page names the number.")
    path = package / "skill.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    pages = document["manifest"]["publishingInformation"]["locales"]
    legal = document["manifest"]["privacyAndCompliance"]["locales"]
    if locale in pages:
        raise ContentError(f"skill.json: there is a page of {locale} already; edit it, or delete it first.")
    page = pages[phrase_files.BASE]
    if _AMERICAN not in page["description"]:
        raise ContentError(
            f"skill.json: the page of {phrase_files.BASE} lacks {_AMERICAN!r}, which is replaced by this country's "
            "number; restore it."
        )
    description = page["description"].replace(_AMERICAN, f"({country.emergency.digits} in {country.name})")
    pages[locale] = page | {"description": description}
    legal[locale] = dict(legal[phrase_files.BASE])
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _check_finished(locale: str, content: Path, phrases: Path) -> None:
    for path in (content / "locales" / f"{locale}.yaml", phrases / f"{locale}.yaml"):
        if not path.is_file():
            raise ContentError(
                f"{path.parent.name}/{path.name} is missing; run `cramp-coach locale new {locale}` first."
            )
        if MARK in path.read_text(encoding="utf-8"):
            raise ContentError(f"{path.parent.name}/{path.name} still contains {MARK}; complete these places first.")


def unfinished(content: Path = loader.FOLDER, phrases: Path = phrase_files.FOLDER) -> Iterator[str]:
    """Yield a problem for each file of a locale that still contains `MARK`."""
    for path in (*sorted((content / "locales").glob("*.yaml")), *sorted(phrases.glob("*.yaml"))):
        count = path.read_text(encoding="utf-8").count(MARK)
        if count:
            yield f"{path.parent.name}/{path.name}: complete the {count} places marked {MARK}."
