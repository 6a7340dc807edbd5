"""Create the files of a new locale, with TODO comments for what needs local knowledge."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import yaml
from msgspec.structs import asdict

from publishing.alexa.interaction_model import PACKAGE
from skill.content import loader
from skill.content.locale import Locale
from skill.errors import ContentError
from skill.understanding import phrases as phrase_files

MARK = "TODO"

_AMERICAN = "(911 in the United States)"
"""Part of the en-US store page that is replaced by another country's emergency number."""


def write(locale: str, content: Path = loader.FOLDER, phrases: Path = phrase_files.FOLDER) -> list[Path]:
    """
    Write both files of a locale, and return their paths.

    Raises:
        ContentError: It is not an English locale, or its files exist already.
    """
    if not re.fullmatch(r"en-[A-Z]{2}", locale):
        raise ContentError(f"{locale!r} is not an English locale such as en-NZ; no other language is supported.")
    texts = {
        content / "locales" / f"{locale}.yaml": _content(loader.load(content).locales["en"], locale),
        phrases / f"{locale}.yaml": _template("new_locale_phrases.txt").template,
    }
    for path in texts:
        if path.exists():
            raise ContentError(f"{path.parent.name}/{path.name} exists already; edit it, or delete it first.")
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _content(common: Locale, locale: str) -> str:
    words = yaml.safe_dump(common.words, default_flow_style=True, sort_keys=False, width=1000).strip()
    own = {"words": words, "sources": ", ".join(common.sources), "country": locale.removeprefix("en-").lower()}
    return _template("new_locale_content.txt").substitute(asdict(common) | own)


def _template(name: str) -> Template:
    return Template(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def add_page(locale: str) -> Path:
    """
    Add the page of a finished locale to skill.json, and return the path: that of en-US with this country's number.

    Raises:
        ContentError: The locale's files are missing, unfinished or without emergency number, or it has a page already.
    """
    _check_finished(locale)
    country = loader.load().locales[locale]
    if country.emergency is None:
        raise ContentError(f"{locale}.yaml: 'emergency' is missing; add it, as the page names the number.")
    path = PACKAGE / "skill.json"
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


def _check_finished(locale: str) -> None:
    for path in (loader.FOLDER / "locales" / f"{locale}.yaml", phrase_files.FOLDER / f"{locale}.yaml"):
        if not path.is_file():
            raise ContentError(
                f"{path.parent.name}/{path.name} is missing; run `cramp-coach locale new {locale}` first."
            )
        if MARK in path.read_text(encoding="utf-8"):
            raise ContentError(f"{path.parent.name}/{path.name} still contains {MARK}; complete these places first.")


def unfinished() -> Iterator[str]:
    """Yield a problem for each file of a locale that still contains `MARK`."""
    folders = (loader.FOLDER / "locales", phrase_files.FOLDER)
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        count = path.read_text(encoding="utf-8").count(MARK)
        if count:
            yield f"{path.parent.name}/{path.name}: complete the {count} places marked {MARK}."
