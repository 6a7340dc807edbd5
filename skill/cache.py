"""
File cache of values that are slow to parse or compile; it cuts the start-up time to a third.

The first line of each file is a digest of the product's version and of all sources of cached values. A file that is
missing, damaged or has another digest is rebuilt, so a stale value is never used. A wheel and the Lambda zip contain
the cache together with the sources. So it is only written after sources were edited, or after an installation that
could not fill it, and users without write access need no second location.
"""

import hashlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from skill import __version__

FOLDER = Path(__file__).with_name("cached")
SOURCES = (
    Path(__file__).with_name("content"),
    Path(__file__).with_name("understanding"),
    Path(__file__).parents[1] / "interaction_model" / "phrases",
)
"""Folders of all sources from which cached values are computed."""

_Value = TypeVar("_Value")


def cached(name: str, shape: type[_Value], make: Callable[[], _Value]) -> _Value:
    """Return the value cached as `name`, or compute and cache it; `make` must depend on `SOURCES` only."""
    path, wanted = FOLDER / f"{name}.json", _digest()
    with suppress(OSError, msgspec.DecodeError):
        digest, _, text = path.read_bytes().partition(b"\n")
        if digest == wanted:
            return msgspec.json.decode(text, type=shape)
    value = make()
    # If a source was edited in the meantime, the value does not belong to the digest.
    if digest_of_sources() == wanted:
        _write(path, wanted + b"\n" + msgspec.json.encode(value, enc_hook=_plain))
    return value


def digest_of_sources() -> bytes:
    """Return a digest, in hexadecimal, of the version and of every YAML file and Python module below `SOURCES`."""
    # Some values contain arrays of numbers in this machine's byte order.
    total = hashlib.sha256(f"{__version__} {sys.byteorder}".encode())
    for folder in SOURCES:
        for name, text in _texts(str(folder)):
            total.update(f"\n{folder.name} {name} {len(text)}\n".encode())
            total.update(text)
    return total.hexdigest().encode()


_digest = cache(digest_of_sources)


def _texts(folder: str) -> Iterator[tuple[str, bytes]]:
    # Runs at every start, where `Path` objects would take longer than reading the files.
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".yaml")):
                path = os.path.join(place, name)  # noqa: PTH118
                with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                    yield path[len(folder) :].replace(os.sep, "/"), file.read()


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(type(value))


def _write(path: Path, text: bytes) -> None:
    """Replace a file atomically; if the folder is not writable, the value is simply not cached."""
    fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(exist_ok=True)
        fresh.write_bytes(text)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
