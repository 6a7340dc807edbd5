"""Compare lines.yaml with the code, by static analysis: find lines that are unused, and used lines that are missing."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from publishing.content.rules import rules
from skill.content.models import LEVELS

_CODE = Path(__file__).parents[2] / "skill"

FOR_THEM = "_for_them"
"""Ends the name of a line that is spoken instead of another where somebody else is coached."""
_REPROMPT = "_reprompt"
"""Ends the name of the reprompt of a question; the question's own name uses it."""


@dataclass(slots=True)
class _Use:
    """The lines that the code uses."""

    wanted: dict[str, str] = field(default_factory=dict)
    """Line that must exist -> the file that uses it."""
    unlisted: dict[str, str] = field(default_factory=dict)
    """Name with `{}` for its variable part, if check.yaml lacks it -> the file that uses it."""
    possible: set[str] = field(default_factory=set)
    """Strings of functions that look up a line by a variable: each may be the name of a line."""


def missing(lines: Mapping[str, str]) -> Iterator[str]:
    """Yield a problem for every line that the code uses and lines.yaml lacks."""
    use = _use()
    for family, where in use.unlisted.items():
        yield f"lines.yaml: {where} uses lines named {family!r}; list them among the 'line_families' of check.yaml."
    for name, where in sorted(use.wanted.items()):
        if name not in lines:
            yield f"lines.yaml: the line {name!r} is missing, but {where} uses it; add it."


def unused(lines: Mapping[str, str]) -> Iterator[str]:
    """Yield a problem for every line that no code uses."""
    use = _use()
    # A line may be filled into another one, as `{watch}` is.
    inner = {name for text in lines.values() for name in re.findall(r"{(\w+)}", text)}
    for each in lines:
        name = each.removesuffix(FOR_THEM)
        if not {name, name.removesuffix(_REPROMPT)} & (use.wanted.keys() | use.possible | inner):
            yield f"lines.yaml: no code uses the line {each!r}; delete it."


@cache
def _use() -> _Use:
    use = _Use()
    for path in sorted(_CODE.rglob("*.py")):
        where = path.relative_to(_CODE.parent).as_posix()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for name in (named for node in ast.walk(function) for named in _lines_named(node)):
                    _record(name, where, function, use)
    return use


def _lines_named(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the names that are passed to `composer.line(…)`, as a reprompt too to `composer.ask(…)`, or `lines[…]`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr in ("line", "ask"):
            yield node.args[0]
        if node.func.attr in ("ask", "ask_kind"):
            yield from (it.value for it in node.keywords if it.arg == "reprompt")
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).split(".")[-1] == "lines":
        yield node.slice


def _record(name: ast.expr, where: str, function: ast.FunctionDef, use: _Use) -> None:
    match name:
        case ast.Constant(value=str(text)):
            if text:
                use.wanted[text] = where
        case ast.IfExp(body=one, orelse=other):
            _record(one, where, function, use)
            _record(other, where, function, use)
        case ast.JoinedStr():
            family = _family(name)
            use.wanted |= dict.fromkeys(_members(family), where)
            if not _members(family):
                use.unlisted[family] = where
        case _:
            # Names of lines can be levels of care.
            use.possible |= _strings(function) | set(LEVELS)


def _family(name: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in name.values)


def _members(family: str) -> list[str]:
    """Return the names of lines that a family can stand for."""
    return [family.format(each) for each in rules().line_families.get(family, ())]


def _strings(function: ast.FunctionDef) -> set[str]:
    """Return every string in a function, and each two concatenated, as in `("move" if … else "hold") + "_both"`."""
    found = {
        node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    families = {_family(node) for node in ast.walk(function) if isinstance(node, ast.JoinedStr)}
    listed = {name for family in families for name in _members(family)}
    return found | {one + other for one in found for other in found} | listed
