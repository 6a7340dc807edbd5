"""Load and validate the content files."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skill.cache import cached
from skill.content.item import Item, Source
from skill.content.locale import Locale
from skill.content.models import Button, Condition, Content, Finding, Question, Remedy, Routine, Stretch, Topic
from skill.content.yaml_file import parsed
from skill.errors import ContentError

FOLDER = Path(__file__).parent

_Shape = TypeVar("_Shape")

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
    reader = _Reader(folder)
    items: dict[str, Any] = {kind: reader.items(kind, shape) for kind, shape in KINDS.items()}
    items["questions"] = dict(sorted(items["questions"].items(), key=_place))
    content = Content(
        **items,
        lines=reader.one(folder / "lines.yaml", dict[str, str]) or {},
        words=reader.one(folder / "words.yaml", dict[str, tuple[str, ...]]) or {},
        sources=reader.sources(),
        buttons=reader.one(folder / "buttons.yaml", dict[str, Button]) or {},
    )
    return replace(content, sources=_with_own(content, reader.problems)), reader.problems


def _place(question: tuple[str, Question]) -> tuple[int, int]:
    """Return what the order of questions goes by."""
    _, it = question
    return _STAGES.index(it.stage), it.order


def _with_own(content: Content, problems: list[str]) -> Mapping[str, Source]:
    """Return the shared sources together with those that an item defines."""
    sources = dict(content.sources)
    for kind, items in kinds(content):
        for name, item in items.items():
            for source, details in item.own_sources.items():
                if source in sources:
                    problems.append(f"{kind}/{name}.yaml: the source {source!r} is defined twice; keep one.")
                sources[source] = details
    return sources


class _Reader(Struct):
    """Reader of the files in one folder, which collects their problems."""

    folder: Path
    problems: list[str] = []

    def one(self, path: Path, shape: Any) -> Any | None:
        """Return the parsed content of a file; None if it can't be read."""
        try:
            return _shaped(self.folder, path, shape)
        except ContentError as error:
            self.problems.append(str(error))
            return None

    def items(self, kind: str, shape: type[_Shape]) -> Mapping[str, _Shape]:
        """Return the items of one kind by id; each is a file, whose name is the id."""
        paths = sorted((self.folder / kind).glob("*.yaml"))
        return {path.stem: item for path in paths if (item := self.one(path, shape)) is not None}

    def sources(self) -> Mapping[str, Source]:
        """Return all sources, which are spread over several files."""
        sources: dict[str, Source] = {}
        for path in sorted((self.folder / "sources").glob("*.yaml")):
            for name, source in (self.one(path, dict[str, Source]) or {}).items():
                if name in sources:
                    self.problems.append(f"sources/{path.name}: the source {name!r} is defined twice; keep one.")
                sources[name] = source
        return sources


def _shaped(folder: Path, path: Path, shape: Any) -> Any:
    where = path.relative_to(folder)
    try:
        return msgspec.convert(parsed(path, str(where)), shape)
    except msgspec.ValidationError as error:
        raise ContentError(f"{where}: {_explained(str(error), shape)}") from None


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
    yield from _unknown_sources(content)
    yield from _unknown_findings(content)
    yield from _unknown_steps(content)
    if "en" not in content.locales:
        yield "locales/en.yaml: this file is missing; it serves every locale that has none of its own."
    yield from _missing_words(content)


def kinds(content: Content) -> Iterator[tuple[str, Mapping[str, Item]]]:
    """Yield the items of each kind, by the name of its folder."""
    yield from ((kind, getattr(content, kind)) for kind in KINDS)


def _unknown_sources(content: Content) -> Iterator[str]:
    for kind, items in kinds(content):
        for name, item in items.items():
            if not item.sources:
                yield f"{kind}/{name}.yaml: 'sources' is empty; every item must name its sources."
            for source in item.sources:
                if source not in content.sources:
                    yield f"{kind}/{name}.yaml: the source {source!r} is unknown; {_nearest(source, content.sources)}"


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else "add it, or use one that exists."


def _unknown_findings(content: Content) -> Iterator[str]:
    for where, name in finding_references(content):
        if name not in content.findings:
            yield f"{where}: the finding {name!r} does not exist; {_nearest(name, content.findings)}"


_NAME_FINDINGS = frozenset(
    "escalate settled_by if_any if_all if_none for_twitch_if covers not_if only_if ask_first signs".split()
)
"""Fields of items and their parts that name findings."""


def finding_references(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every reference to a finding: the file that contains it, and the finding's id."""
    for kind, items in kinds(content):
        for name, item in items.items():
            yield from ((f"{kind}/{name}.yaml", each) for each in _named_findings(msgspec.to_builtins(item)))


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


def _unknown_steps(content: Content) -> Iterator[str]:
    for name, routine in content.routines.items():
        for step in routine.steps:
            if step not in content.stretches:
                yield f"routines/{name}.yaml: the stretch {step!r} does not exist; {_nearest(step, content.stretches)}"


def _missing_words(content: Content) -> Iterator[str]:
    wanted = set(content.locales["en"].words) if "en" in content.locales else set()
    for name, locale in content.locales.items():
        if missing := wanted - set(locale.words):
            yield f"locales/{name}.yaml: 'words' lacks {', '.join(sorted(missing))}; add them, as there is no fallback."
