"""Writes the first files of a new locale, with a TODO mark wherever somebody who lives there has to decide."""

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
"""What the page of en-US says where another country has its own number."""

# A half-finished locale must never send anybody to a wrong number: until somebody fills one in, it speaks of "your
# local emergency number", as `en` does.
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
    Write both files of a locale and name them.

    Raises:
        ContentError: It is no English locale, or has files already.
    """
    if not re.fullmatch(r"en-[A-Z]{2}", locale):
        raise ContentError(f"{locale!r} is no English locale such as en-NZ; the coach speaks no other language.")
    texts = {
        content / "locales" / f"{locale}.yaml": _content(
            loader.load(content).locales["en"], locale.removeprefix("en-").lower()
        ),
        phrases / f"{locale}.yaml": _PHRASES.format(mark=MARK),
    }
    for path in texts:
        if path.exists():
            raise ContentError(f"{path.name} is there already in {path.parent.name}; edit it, or delete it first.")
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
    Give a finished locale its page in skill.json, which is that of en-US with this country's number, and name the file.

    Raises:
        ContentError: The locale has no files, has open marks or no emergency number, or has a page already.
    """
    _refuse_open_marks(locale, content, phrases)
    it = loader.load(content).locales[locale]
    if it.emergency is None:
        raise ContentError(f"{locale}.yaml: 'emergency' is missing; the page has to name the number.")
    path = package / "skill.json"
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    pages = whole["manifest"]["publishingInformation"]["locales"]
    legal = whole["manifest"]["privacyAndCompliance"]["locales"]
    if locale in pages:
        raise ContentError(f"skill.json has a page of {locale} already; edit it, or delete it first.")
    page = pages[phrase_files.BASE]
    if _AMERICAN not in page["description"]:
        raise ContentError(f"skill.json: the page of {phrase_files.BASE} lacks {_AMERICAN}; this country's goes there.")
    told = page["description"].replace(_AMERICAN, f"({it.emergency.digits} in {it.name})")
    pages[locale] = page | {"description": told}
    legal[locale] = dict(legal[phrase_files.BASE])
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _refuse_open_marks(locale: str, content: Path, phrases: Path) -> None:
    for path in (content / "locales" / f"{locale}.yaml", phrases / f"{locale}.yaml"):
        if not path.is_file():
            raise ContentError(
                f"{path.parent.name}/{path.name} is missing; begin with `cramp-coach locale new {locale}`."
            )
        if MARK in path.read_text(encoding="utf-8"):
            raise ContentError(f"{path.parent.name}/{path.name} has open marks that say {MARK}; settle them first.")


def unfinished(content: Path = loader.FOLDER, phrases: Path = phrase_files.FOLDER) -> Iterator[str]:
    """Each file of a locale in which something is still to be decided."""
    for path in (*sorted((content / "locales").glob("*.yaml")), *sorted(phrases.glob("*.yaml"))):
        count = path.read_text(encoding="utf-8").count(MARK)
        if count:
            yield f"{path.parent.name}/{path.name}: {count} marks say {MARK}; settle them, then take them out."
