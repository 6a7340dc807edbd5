"""The clinician's review pack: one HTML file with all content, and the verdicts that come back from it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec
from jinja2 import Environment, PackageLoader
from msgspec import Struct

from skill.content.item import Item
from skill.content.loader import kinds
from skill.content.models import LEVELS, Content, Finding
from skill.errors import ContentError

_REVIEW = re.compile(r"^review: \{.*\}$", re.MULTILINE)
_NOT_SHOWN = ("heard", "own_sources", "sources", "review", "facts", "also_called", "picture")
"""Fields that need no clinician, or that the pack shows in another place."""


class Verdict(Struct, frozen=True, forbid_unknown_fields=True):
    """A clinician's judgement of one item, as the pack saves it."""

    item: str
    """Kind and id, such as `findings/saddle_numb`."""
    digest: str
    """Digest of the item as it was judged."""
    verdict: Literal["right", "change"]
    comment: str = ""


class Verdicts(Struct, frozen=True, forbid_unknown_fields=True):
    """What one clinician sends back."""

    by: str
    """Name and registration, such as "Dr A. Example, GMC 1234567"."""
    on: date
    verdicts: tuple[Verdict, ...]


def pack(content: Content, folder: Path, locale: str = "en-US") -> str:
    """Return the pack as HTML, red flags first; words that differ between countries are those of `locale`."""
    words = content.locale(locale).words
    environment = Environment(loader=PackageLoader("publishing.content", ""), autoescape=True)
    environment.filters["spoken"] = lambda text: _filled(text, words)
    page = environment.get_template("review_pack.html")
    return page.render(sections=_sections(content, folder), sources=content.sources, locale=locale)


def accept(given: bytes, folder: Path) -> tuple[list[str], list[str]]:
    """
    Mark every item that was judged right as reviewed, in its file.

    Returns:
        The items that are reviewed now, and a sentence for each verdict that could not be taken or asks for a change.

    Raises:
        ContentError: The file holds no verdicts.
    """
    try:
        verdicts = msgspec.json.decode(given, type=Verdicts)
    except msgspec.DecodeError as error:
        raise ContentError(f"These are no verdicts of a review pack: {error}") from None
    if not verdicts.by.strip():
        raise ContentError("The verdicts lack the reviewer's name and registration.")
    reviewed, left = [], []
    for verdict in verdicts.verdicts:
        path = _path(folder, verdict.item)
        if path is None:
            left.append(f"{verdict.item}: there is no such item any more.")
        elif digest(path) != verdict.digest:
            left.append(f"{verdict.item}: it was changed after the pack was written; have it reviewed again.")
        elif verdict.verdict == "change":
            left.append(f"{verdict.item}: {verdict.comment or 'to be changed, without a comment.'}")
        elif not _mark(path, verdicts, verdict.digest):
            left.append(f"{verdict.item}: 'review' must stand on one line, as in review: {{state: draft}}.")
        else:
            reviewed.append(verdict.item)
    return reviewed, left


def _mark(path: Path, verdicts: Verdicts, reviewed: str) -> bool:
    """Write the state of the review into an item's file; False if the file has no line for it."""
    by = msgspec.json.encode(verdicts.by.strip()).decode()
    # YAML takes an unquoted "on" for a truth value.
    line = f'review: {{state: reviewed, by: {by}, "on": "{verdicts.on}", digest: "{reviewed}"}}'
    text, found = _REVIEW.subn(lambda _: line, path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    return found == 1


def changed_since_review(content: Content, folder: Path) -> Iterator[str]:
    """Yield a problem for each reviewed item whose file is no longer the one that was reviewed."""
    for kind, items in kinds(content):
        for name, item in items.items():
            if item.review.state == "reviewed" and item.review.digest != digest(folder / kind / f"{name}.yaml"):
                yield f"{kind}/{name}.yaml: it was changed after its review; have it reviewed again."


def digest(path: Path) -> str:
    """Return a digest of an item's file without the state of its review."""
    return hashlib.sha256(_REVIEW.sub("", path.read_text(encoding="utf-8")).encode()).hexdigest()[:16]


def _path(folder: Path, item: str) -> Path | None:
    kind, _, name = item.partition("/")
    path = folder / kind / f"{name}.yaml"
    # The verdicts come from outside: they must not name a file elsewhere.
    return path if path.parent.parent == folder and name == path.stem and path.is_file() else None


def _sections(content: Content, folder: Path) -> list[dict[str, Any]]:
    """Return the sections of the pack, each with its items: first the red flags, the most urgent level first."""
    sections = []
    for kind, items in kinds(content):
        entries = [_entry(kind, name, item, content, folder) for name, item in sorted(items.items(), key=_urgency)]
        sections.append({"kind": kind, "entries": entries})
    return sections


def _urgency(named: tuple[str, Item]) -> tuple[bool, int]:
    _, item = named
    if not isinstance(item, Finding):
        return False, 0
    return item.group != "red_flag", LEVELS.index(item.level) if item.level in LEVELS else len(LEVELS)


def _entry(kind: str, name: str, item: Item, content: Content, folder: Path) -> dict[str, Any]:
    shown = {field: value for field, value in msgspec.to_builtins(item).items() if value and field not in _NOT_SHOWN}
    return {
        "id": f"{kind}/{name}",
        "digest": digest(folder / kind / f"{name}.yaml"),
        "review": item.review,
        "red_flag": isinstance(item, Finding) and item.group == "red_flag",
        "fields": shown,
        "sources": [content.sources[source] for source in item.sources],
    }


def _filled(text: object, words: Mapping[str, str]) -> str:
    """Return a text with the words of the locale; other placeholders stay."""
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), str(text))
