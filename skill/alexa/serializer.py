"""
Convert between JSON and Amazon's model classes, like the SDK's `DefaultSerializer`, in a tenth of its time.

The SDK determines by reflection how to convert each value of each request; here that is done once per class. A value
that doesn't fit its model, such as an enum member newer than the SDK, stays plain JSON instead of failing the turn:
most of an envelope is never read.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache, partial
from importlib import import_module
from typing import Any

import msgspec
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import Request, RequestEnvelope

from skill.alexa.timestamps import moment

Reader = Callable[[Any], Any]

_NATIVE: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def read(payload: Any) -> RequestEnvelope:
    """
    Return the model objects of a request envelope.

    Raises:
        SerializationException: It contains no request, or one of a type that the SDK doesn't know.
    """
    envelope: RequestEnvelope = _reader(RequestEnvelope)(payload)
    if not isinstance(getattr(envelope, "request", None), Request):
        raise SerializationException("This type of request is unknown.")
    return envelope


def _attributes(instance: Any) -> dict[str, Any]:
    model: Any = type(instance)
    return {key: value for name, key in _keys(model).items() if (value := getattr(instance, name)) is not None}


encode: Callable[[Any], bytes] = msgspec.json.Encoder(enc_hook=_attributes).encode
"""Encode a model object as JSON; parts that are plain JSON already, such as APL documents, need no conversion."""


@cache
def _keys(model: Any) -> dict[str, str]:
    """Return the attributes of a class, each with its name in JSON."""
    return {name: model.attribute_map.get(name, name) for name in model.deserialized_types}


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads a type: a class, or a name as the SDK writes them, such as `list[a.b.C]`."""
    if isinstance(kind, str):
        if kind.startswith("list["):
            return partial(_list, kind[len("list[") : -1])
        if kind.startswith("dict("):
            return partial(_dict, kind[len("dict(") : -1].partition(", ")[2])
        if kind == "object":
            return _unchanged
        if kind == "datetime":
            return _datetime
        kind = _NATIVE.get(kind) or _class(kind)
    if issubclass(kind, Enum):
        return partial(_member, {member.value: member for member in kind})
    if kind in _NATIVE.values():
        return partial(_native, kind)
    return partial(_child, kind) if hasattr(kind, "get_real_child_model") else _model_reader(kind)


def _list(kind: str, payload: Any) -> Any:
    reader = _reader(kind)
    return [reader(each) for each in payload] if isinstance(payload, list) else payload


def _dict(kind: str, payload: Any) -> Any:
    if kind == "object" or not isinstance(payload, dict):
        return payload
    reader = _reader(kind)
    return {key: reader(each) for key, each in payload.items()}


def _unchanged(payload: Any) -> Any:
    return payload


def _member(members: dict[Any, Enum], payload: Any) -> Any:
    return members.get(payload, payload) if isinstance(payload, str) else payload


def _native(kind: type, payload: Any) -> Any:
    try:
        return payload if payload is None else kind(payload)
    except (TypeError, ValueError):
        return payload


def _datetime(payload: Any) -> datetime | None:
    try:
        return None if payload is None else moment(payload)
    except ValueError as error:
        raise SerializationException(str(error)) from error


def _child(model: Any, payload: Any) -> Any:
    """Read an object of an abstract class; a discriminator in the payload names the concrete one."""
    try:
        name = model.get_real_child_model(payload)
    except (KeyError, TypeError):
        return payload
    return _model_reader(_class(name))(payload) if name else payload


@cache
def _model_reader(model: Any) -> Reader:
    """Return the function that reads objects of a class, with its attributes determined in advance."""
    types, new, blank = model.deserialized_types, model.__new__, dict(vars(model()))
    fields = {key: (name, types[name], _NATIVE.get(types[name])) for name, key in _keys(model).items()}
    readers: dict[str, Reader] = {}  # Filled at first use: a class may contain itself.

    def read_model(payload: Any) -> Any:
        if not isinstance(payload, dict):
            return payload
        instance = new(model)
        instance.__dict__ = attributes = blank.copy()
        for key, value in payload.items():
            if key not in fields:
                # Fields that the SDK's model lacks keep their JSON name.
                attributes[key] = value
                continue
            name, kind, native = fields[key]
            if type(value) is native:
                attributes[name] = value
            else:
                reader = readers.get(key) or readers.setdefault(key, _reader(kind))
                attributes[name] = reader(value)
        return instance

    return read_model


@cache
def _class(name: str) -> Any:
    module, _, short = name.rpartition(".")
    return getattr(import_module(module), short)
