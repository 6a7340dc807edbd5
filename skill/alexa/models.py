"""
Amazon's model objects, built lazily: same classes, same attributes, none of the work that nobody looks at.

The SDK's own serializer walks the whole envelope by reflection before the first handler runs. Here an object keeps its
piece of JSON and builds an attribute when it is first read; what each attribute is, is worked out once a class.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import msgspec
from ask_sdk_core.exceptions import SerializationException

Build = Callable[[Any], Any]

_NATIVE: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def read(payload: Any, model: Any) -> Any:
    """
    An object of one of Amazon's model classes around a piece of JSON.

    Raises:
        SerializationException: It is no such object; for what lies deeper, when that is read.
    """
    return _builder(model)(payload)


def has(made: Any, attribute: str) -> bool:
    """Whether an object came with an attribute; asking builds nothing, and imports no class for it."""
    if isinstance(json := getattr(made, "_json", None), dict):
        return json.get(type(made).attribute_map[attribute]) is not None
    return getattr(made, attribute, None) is not None


def encode(answer: Any) -> bytes:
    """One of Amazon's model objects as JSON; what is plain already, such as a screen's document, is not walked."""
    return msgspec.json.encode(answer, enc_hook=_attributes)


def _attributes(value: Any) -> Any:
    kind: Any = type(value)
    return {key: inner for attribute, key in _keys(kind) if (inner := getattr(value, attribute)) is not None}


def plain(value: Any) -> Any:
    """What one of Amazon's model objects is as JSON: the SDK's `serialize`, with its reflection done once a class."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    made = {}
    kind: Any = type(value)
    for attribute, key in _keys(kind):
        inner = getattr(value, attribute)
        if inner is not None:
            made[key] = plain(inner)
    return made


@cache
def _keys(model: Any) -> tuple[tuple[str, str], ...]:
    names = getattr(model, "attribute_map", {})
    return tuple((attribute, names.get(attribute, attribute)) for attribute in model.deserialized_types)


@cache
def _builder(kind: Any) -> Build:
    """How a value of a type is made; types are classes, or names as the SDK writes them (`list[a.b.C]`)."""
    if isinstance(kind, str):
        if kind.startswith("list["):
            inner = _builder(kind[5:-1])
            return lambda payload: None if payload is None else [inner(each) for each in payload]
        if kind.startswith("dict("):
            if kind.endswith(", object)"):
                return lambda payload: None if payload is None else _Attributes(payload)
            of = _builder(re.sub(r"^dict\([^,]*, (.*)\)$", r"\1", kind))
            return lambda payload: None if payload is None else {key: of(each) for key, each in payload.items()}
        if kind == "object":
            return lambda payload: payload
        if kind in ("datetime", "date"):
            return _moment if kind == "datetime" else _day
        kind = _NATIVE.get(kind) or _named(kind)
    if kind in _NATIVE.values():
        return _native(kind)
    if issubclass(kind, Enum):
        return _member(kind)
    return _model(kind)


class _Attributes(dict[str, Any]):
    """Attributes as they came. The SDK copies them deeply at each turn, which takes our one text apart for nothing."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        """Give a plain dict, as the copy of one would be; text need not be copied."""
        return {name: value if type(value) is str else deepcopy(value, memo) for name, value in self.items()}


def _named(name: str) -> type:
    module, _, short = name.rpartition(".")
    try:
        named: type = getattr(import_module(module), short)
    except (ImportError, AttributeError, ValueError) as error:
        raise SerializationException(f"There is no class {name!r}.") from error
    return named


def _native(kind: type) -> Build:
    def build(payload: Any) -> Any:
        if payload is None or type(payload) is kind:
            return payload
        try:
            return kind(payload)
        except TypeError:
            return payload
        except ValueError as error:
            raise SerializationException(f"A value is no {kind.__name__}.") from error

    return build


def _member(kind: type[Enum]) -> Build:
    def build(payload: Any) -> Any:
        try:
            return None if payload is None else kind(payload)
        except ValueError as error:
            raise SerializationException(f"A value is no {kind.__name__}.") from error

    return build


def _moment(payload: Any) -> datetime | None:
    try:
        return None if payload is None else datetime.fromisoformat(payload)
    except (TypeError, ValueError) as error:
        raise SerializationException("A value is no moment in time.") from error


def _day(payload: Any) -> date | None:
    moment = _moment(payload)
    return None if moment is None else moment.date()


def _model(kind: Any) -> Build:
    """Objects of a model class, or of the subclass that the payload's discriminator names."""
    abstract = hasattr(kind, "get_real_child_model")

    def build(payload: Any) -> Any:
        if payload is None:
            return None
        if not isinstance(payload, dict):
            raise SerializationException(f"A {kind.__name__} is no JSON object.")
        real = kind
        if abstract:
            name = _child(kind, payload)
            if not name:
                raise SerializationException(f"This kind of {kind.__name__} is unknown.")
            real = _named_once(name)
        lazy = _lazy(real)
        made = lazy.__new__(lazy)
        made._json = payload  # noqa: SLF001  # our own slot
        return made

    return build


def _child(kind: Any, payload: Mapping[str, Any]) -> str | None:
    try:
        name: str | None = kind.get_real_child_model(payload)
    except (KeyError, TypeError) as error:
        raise SerializationException(f"This kind of {kind.__name__} is unknown.") from error
    return name


_named_once = cache(_named)


@cache
def _lazy(model: Any) -> Any:
    """The subclass of a model class whose attributes are built when they are read."""
    keys = dict(_keys(model))
    types = model.deserialized_types
    known = set(keys.values())
    plans: dict[str, tuple[str, Build]] = {}
    """Attribute -> its key in the JSON and how its value is made; filled when it is first read of any object."""

    def plan(name: str) -> tuple[str, Build]:
        made = plans[name] = keys[name], _builder(types[name])
        return made

    class Lazy(model):  # type: ignore[misc]  # the class comes at run time
        __slots__ = ("_json",)

        def __getattr__(self, name: str) -> Any:
            if name == "_json":
                raise AttributeError(name)  # Only while it is being copied.
            json = self._json
            if name in keys:
                key, build = plans.get(name) or plan(name)
                value = build(json.get(key))
            elif name in json and name not in known:
                value = json[name]  # What Amazon sends beyond its own model is kept under its own name.
            else:
                raise AttributeError(name)
            self.__dict__[name] = value
            return value

        def __eq__(self, other: object) -> bool:
            return isinstance(other, model) and plain(self) == plain(other)

        __hash__ = None  # type: ignore[assignment]  # as the SDK's own, which are mutable

    Lazy.__name__, Lazy.__qualname__, Lazy.__module__ = model.__name__, model.__qualname__, model.__module__
    return Lazy
