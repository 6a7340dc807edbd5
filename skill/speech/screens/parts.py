"""
What every screen is made of: colours, sizes, words, rows and the document around them.

A document is built once and kept as bytes, which threads may share. What belongs to one turn, above all its words, is
never in it: the device takes that from the turn's data, to which the document is bound.

Sizes are in units: one unit is a hundredth of the height of a wide screen and of the width of a tall or round one, so
that words keep their share of the screen on every device.
"""

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from skill.speech.screens.icons import icon_graphic

Graphic = dict[str, Any]
Component = dict[str, Any]
Shape = Literal["wide", "tall", "round"]

APL_VERSION = "1.4"
"""Every Echo Show on sale since 2018 draws it; Amazon's engine of that version draws our screens in the tests."""

IDLE_SECONDS = 240
"""How long the screen stays without a touch: longer than the longest guided hold (30 s is Amazon's default)."""

NIGHT, PANEL, BUTTON, LINE = "#0B1920", "#132B35", "#1D4553", "#4A6E7B"
WORDS, QUIET = "#F4F8F7", "#B7C8CE"
TEAL, ON_TEAL = "#86DCC9", "#06251F"
AMBER, ON_AMBER = "#FFC04D", "#241600"
RED, DARK_RED = "#8E0F18", "#5E070D"

NARROWEST_WIDE = 1.6
"""Least width of a wide screen, and least height of a tall one, in hundreds of units."""

_UNIT = [
    {"numbers": {"u": f"${{Math.min(viewport.height, viewport.width / {NARROWEST_WIDE}) / 100}}"}},
    {
        "when": "${viewport.height > viewport.width * 1.1}",
        "numbers": {"u": f"${{Math.min(viewport.width, viewport.height / {NARROWEST_WIDE}) / 100}}"},
    },
    {"when": "${viewport.shape == 'round'}", "numbers": {"u": "${Math.min(viewport.height, viewport.width) / 100}"}},
]
_SHAPES: tuple[tuple[Shape, str], ...] = (
    ("round", "${viewport.shape == 'round'}"),
    ("tall", "${viewport.height > viewport.width * 1.1}"),
    ("wide", "${true}"),
)
_STYLES = {
    # A television is steered with a remote control: what is chosen gets a bright edge.
    "button": {
        "values": [
            {"borderColor": LINE, "borderWidth": 2, "opacity": 1},
            {"when": "${state.focused}", "borderColor": WORDS, "borderWidth": 6},
            {"when": "${state.pressed}", "opacity": 0.7},
        ]
    }
}


class Screen(Struct, frozen=True):
    """What a device with a screen is sent in one turn."""

    document: bytes
    """APL as JSON, the same for every turn that looks like this one."""
    data: dict[str, Any]
    """What this turn shows in it."""


def document(
    draw: Callable[[Shape], Component], graphics: Mapping[str, Graphic] | None = None, *, background: str = NIGHT
) -> bytes:
    """Draw a screen for every shape; the device picks the one that fits it."""
    items = [
        {
            "when": when,
            "type": "Frame",
            "width": "100vw",
            "height": "100vh",
            "backgroundColor": background,
            "items": [draw(shape)],
        }
        for shape, when in _SHAPES
    ]
    icons = {name for name in _sources(items) if name.startswith("icon_")}
    whole = {
        "type": "APL",
        "version": APL_VERSION,
        "settings": {"idleTimeout": IDLE_SECONDS * 1000},
        "resources": _UNIT,
        "styles": _STYLES,
        "graphics": {**{name: icon_graphic(name) for name in sorted(icons)}, **(graphics or {})},
        "mainTemplate": {"parameters": ["payload"], "items": items},
    }
    return msgspec.json.encode(whole)


def _sources(item: Any) -> Iterable[str]:
    if isinstance(item, dict):
        if item.get("type") == "VectorGraphic":
            yield item["source"]
        for value in item.values():
            yield from _sources(value)
    elif isinstance(item, list):
        for value in item:
            yield from _sources(value)


def u(units: float | str) -> str:
    """So many units, as a size in a document; a text is an expression."""
    return f"${{@u * {units if isinstance(units, str) else f'{units:g}'}}}"


def its(name: str) -> str:
    """Something of the turn's data, as an expression."""
    return f"payload.coach.{name}"


def shown(text: str) -> str:
    """A text made safe for a screen: neither APL's `${…}` nor markup of ours may run."""
    return html.escape(text.replace("${", "$ {"), quote=False)


def capital(name: str) -> str:
    """A name as a heading."""
    return name[:1].upper() + name[1:]


def text(words: str, size: float | str, color: str = WORDS, **more: Any) -> Component:
    """Words, a size in units."""
    return {"type": "Text", "text": words, "fontSize": u(size), "color": color, "lineHeight": 1.2, **more}


def column(items: list[Component], **more: Any) -> Component:
    """Parts below one another."""
    return {"type": "Container", "direction": "column", "items": items, **more}


def row(items: list[Component], **more: Any) -> Component:
    """Parts beside one another."""
    return {"type": "Container", "direction": "row", "alignItems": "center", "items": items, **more}


def gap(units: float | str) -> Component:
    """Empty room between parts of a row."""
    return {"type": "Frame", "width": u(units)}


def page(items: list[Component], *, sides: float, top: float, bottom: float, **more: Any) -> Component:
    """A column over the whole screen, kept clear of its edges."""
    return column(
        items,
        width="100%",
        height="100%",
        paddingLeft=u(sides),
        paddingRight=u(sides),
        paddingTop=u(top),
        paddingBottom=u(bottom),
        justifyContent="spaceBetween",
        **more,
    )


def picture(source: str, width: float | str, height: float | None = None, **more: Any) -> Component:
    """A drawing from the document's graphics, as large as its box allows."""
    return {
        "type": "VectorGraphic",
        "source": source,
        "width": u(width),
        "height": u(height or width),
        "scale": "best-fit",
        **more,
    }
