"""Read the APL document of all screens, and what is fixed for each kind of screen, from the YAML files beside this."""

import html
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from skill.content.yaml_file import parsed

Shape = Literal["round", "tall", "wide"]
Data = dict[str, Any]
Place = dict[str, float]
"""Dimensions on screens of one shape, in units."""


class Screen(Struct, frozen=True):
    """What is sent to a device with a screen in one turn."""

    document: bytes
    """APL document as JSON, the same for every turn."""
    data: Data
    """Data source of the document: what this turn shows."""


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """What is fixed for one kind of screen."""

    data: Data
    """Data that is the same in every turn."""
    places: dict[Shape, Place]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of screens by name."""
    return msgspec.convert(_read("kinds.yaml"), dict[str, Kind])


@cache
def template() -> Data:
    """Return the document, without the drawing of an exercise."""
    document: Data = _read("document.yaml")
    return document


@cache
def encoded() -> bytes:
    """Return the document as JSON."""
    return msgspec.json.encode(template())


def colour(name: str) -> str:
    """Return a colour of the document."""
    return str(template()["resources"][0]["colors"][name])


def shown(text: str) -> str:
    """Escape a text for display, so that neither APL's `${…}` nor markup in it is interpreted."""
    return html.escape(text.replace("${", "$ {"), quote=False)


def capital(name: str) -> str:
    """Return a name with a capital first letter, as a heading."""
    return name[:1].upper() + name[1:]


def _read(name: str) -> Any:
    return parsed(Path(__file__).with_name(name), name)
