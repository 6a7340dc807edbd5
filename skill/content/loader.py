"""Load and validate the content files."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from skill.cache import cached
from skill.content.item import Item, Source
from skill.content.locale import Locale
from skill.content.models import Button, Condition, Content, Finding, Question, Remedy, Routine, Stretch, Topic
from skill.content.yaml_file import parsed
from skill.errors import ContentError

FOLDER = Path(__file__).parent

KINDS: Mapping[str, type[Item]] = {
    "findings": Finding,
    "questions": Question,
    "stretches": Stretch,
    "routines": Routine,
    "conditions": Condition,
    "remedies": Remedy,
    "topics": Topic,
    "locales": Locale,
}
"""Folder of each kind of item -> its schema."""

_STAGES = ("screen", "after", "rescreen")
"""Stages of questions, in the order in which they are asked."""


def load(folder: Path = FOLDER) -> Content:
    """
    Return all content below a folder, validated; that of the default folder is cached.

    Raises:
        ContentError: A file can't be used; the message names the file, the field and the fix.
    """
    return cached("content", Content, checked) if folder == FOLDER else checked(folder)


def checked(folder: Path = FOLDER) -> Content:
    """
    Read and validate all content, without the cache.

    Raises:
        ContentError: A file can't be used; the message names the file, the field and the fix.
    """
    content, problems = read(folder)
    for problem in (*problems, *contradictions(content)):
        raise ContentError(problem)
    return content


def read(folder: Path = FOLDER) -> tuple[Content, list[str]]:
    """Return all content that can be read, and a problem for each file that can't; without problems it is complete."""
    problems: list[str] = []

    def one(path: Path, shape: Any) -> Any | None:
        """Return the content of a file; None if it can't be used."""
        where = path.relative_to(folder)
        try:
            return msgspec.convert(parsed(path, str(where)), shape)
        except ContentError as error:
            problems.append(str(error))
        except msgspec.ValidationError as error:
            problems.append(f"{where}: {_explained(str(error), shape)}")
        return None

    def each(kind: str, shape: Any) -> dict[str, Any]:
        """Return what the files of a folder hold, by their names."""
        paths = sorted((folder / kind).glob("*.yaml"))
        return {path.stem: item for path in paths if (item := one(path, shape)) is not None}

    items = {kind: each(kind, shape) for kind, shape in KINDS.items()}
    in_order = sorted(items["questions"].items(), key=lambda it: (_STAGES.index(it[1].stage), it[1].order))
    items["questions"] = dict(in_order)
    content = Content(
        **items,
        lines=one(folder / "lines.yaml", dict[str, str]) or {},
        words=one(folder / "words.yaml", dict[str, tuple[str, ...]]) or {},
        sources={},
        buttons=one(folder / "buttons.yaml", dict[str, Button]) or {},
    )
    sources: dict[str, Source] = {}
    shared = [(f"sources/{name}.yaml", several) for name, several in each("sources", dict[str, Source]).items()]
    own = [(where, item.own_sources) for where, item in _by_file(content)]
    for where, several in shared + own:
        problems += [f"{where}: the source {it!r} is defined twice; keep one." for it in several if it in sources]
        sources.update(several)
    return replace(content, sources=sources), problems


def _explained(message: str, shape: Any) -> str:
    """Reword msgspec's message for people who don't program, and add the likely fix."""
    unknown = re.search(r"unknown field `(\w+)`", message)
    if unknown and isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        known = [field.name for field in msgspec.structs.fields(shape)]
        near = difflib.get_close_matches(unknown[1], known, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(known)}."
        return f"{unknown[1]!r} is not a field here. {hint}"
    missing = re.search(r"missing required field `(\w+)`", message)
    if missing:
        return f"the field {missing[1]!r} is missing; please add it."
    return message.replace("Expected", "expected").replace("`$.", "`").replace("`$`", "the whole file")


def contradictions(content: Content) -> Iterator[str]:
    """Yield a problem for each reference to something that does not exist; loaded content has none."""
    known = {"source": content.sources, "finding": content.findings, "stretch": content.stretches}
    for where, kind, name in references(content):
        if name not in known[kind]:
            near = difflib.get_close_matches(name, list(known[kind]), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "add it, or use one that exists."
            yield f"{where}: the {kind} {name!r} does not exist; {hint}"
    for where, item in _by_file(content):
        if not item.sources:
            yield f"{where}: 'sources' is empty; every item must name its sources."
    if "en" not in content.locales:
        yield "locales/en.yaml: this file is missing; it serves every locale that has none of its own."
        return
    wanted = set(content.locales["en"].words)
    for name, locale in content.locales.items():
        if missing := wanted - set(locale.words):
            yield f"locales/{name}.yaml: 'words' lacks {', '.join(sorted(missing))}; add them, as there is no fallback."


def kinds(content: Content) -> Iterator[tuple[str, Mapping[str, Item]]]:
    """Yield the items of each kind, by the name of its folder."""
    yield from ((kind, getattr(content, kind)) for kind in KINDS)


def _by_file(content: Content) -> Iterator[tuple[str, Item]]:
    """Yield each item with the file that contains it."""
    for kind, items in kinds(content):
        yield from ((f"{kind}/{name}.yaml", item) for name, item in items.items())


_NAME_FINDINGS = frozenset(
    "escalate settled_by if_any if_all if_none for_twitch_if covers not_if only_if ask_first signs".split()
)
"""Fields of items and their parts that name findings."""


def references(content: Content) -> Iterator[tuple[str, str, str]]:
    """Yield every reference to a source, a finding or a stretch: the file that contains it, what it is, and its id."""
    for where, item in _by_file(content):
        yield from ((where, "source", name) for name in item.sources)
        yield from ((where, "finding", name) for name in _named_findings(msgspec.to_builtins(item)))
        if isinstance(item, Routine):
            yield from ((where, "stretch", name) for name in item.steps)


def _named_findings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for field, inner in value.items():
            if field not in _NAME_FINDINGS:
                yield from _named_findings(inner)
            elif inner:
                yield from [inner] if isinstance(inner, str) else inner
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named_findings(inner)
