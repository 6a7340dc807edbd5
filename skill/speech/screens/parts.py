"""
Building blocks of all screens: colours, sizes, components, and the document around them.

A document is built once and cached as bytes. It contains nothing of a particular turn, such as its words: the device
reads these from the turn's data source, to which the document is bound.

Sizes are in units: one unit is a hundredth of the height of a wide screen, or of the width of a tall or round one. So
components take the same share of the screen on every device.
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
"""Supported by every Echo Show since 2018; the tests render the screens with Amazon's engine of that version."""

IDLE_SECONDS = 240
"""How long the screen stays without input: longer than the longest guided hold (Amazon's default is 30 s)."""

NIGHT, PANEL, BUTTON, LINE = "#0B1920", "#132B35", "#1D4553", "#4A6E7B"
WORDS, QUIET = "#F4F8F7", "#B7C8CE"
TEAL, ON_TEAL = "#86DCC9", "#06251F"
AMBER, ON_AMBER = "#FFC04D", "#241600"
RED, DARK_RED = "#8E0F18", "#5E070D"

NARROWEST_WIDE = 1.6
"""Minimum width of a wide screen, and minimum height of a tall one, in hundreds of units."""

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
    # A TV is operated by remote control, so the focused button needs a visible border.
    "button": {
        "values": [
            {"borderColor": LINE, "borderWidth": 2, "opacity": 1},
            {"when": "${state.focused}", "borderColor": WORDS, "borderWidth": 6},
            {"when": "${state.pressed}", "opacity": 0.7},
        ]
    }
}


class Screen(Struct, frozen=True):
    """What is sent to a device with a screen in one turn."""

    document: bytes
    """APL document as JSON, the same for every turn with this layout."""
    data: dict[str, Any]
    """Data source of the document: what this turn shows."""


def document(
    draw: Callable[[Shape], Component], graphics: Mapping[str, Graphic] | None = None, *, background: str = NIGHT
) -> bytes:
    """Build a document with one layout for each shape, of which the device picks its own."""
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
    built = {
        "type": "APL",
        "version": APL_VERSION,
        "settings": {"idleTimeout": IDLE_SECONDS * 1000},
        "resources": _UNIT,
        "styles": _STYLES,
        "graphics": {**{name: icon_graphic(name) for name in sorted(icons)}, **(graphics or {})},
        "mainTemplate": {"parameters": ["payload"], "items": items},
    }
    return msgspec.json.encode(built)


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
    """Return a size in units as an APL dimension; a string is an APL expression."""
    return f"${{@u * {units if isinstance(units, str) else f'{units:g}'}}}"


def its(name: str) -> str:
    """Return the APL expression of a field of the turn's data."""
    return f"payload.coach.{name}"


def shown(text: str) -> str:
    """Escape a text for display, so that neither APL's `${…}` nor markup in it is interpreted."""
    return html.escape(text.replace("${", "$ {"), quote=False)


def capital(name: str) -> str:
    """Return a name with a capital first letter, as a heading."""
    return name[:1].upper() + name[1:]


def text(words: str, size: float | str, color: str = WORDS, **more: Any) -> Component:
    """Build a text component; `size` is in units, or an APL expression."""
    return {"type": "Text", "text": words, "fontSize": u(size), "color": color, "lineHeight": 1.2, **more}


def column(items: list[Component], **more: Any) -> Component:
    """Build a vertical container."""
    return {"type": "Container", "direction": "column", "items": items, **more}


def row(items: list[Component], **more: Any) -> Component:
    """Build a horizontal container."""
    return {"type": "Container", "direction": "row", "alignItems": "center", "items": items, **more}


def gap(units: float | str) -> Component:
    """Build an empty space between the items of a row."""
    return {"type": "Frame", "width": u(units)}


def page(items: list[Component], *, sides: float, top: float, bottom: float, **more: Any) -> Component:
    """Build a column that fills the screen, with padding in units."""
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
    """Build a component for one of the document's graphics, scaled to fit its box."""
    return {
        "type": "VectorGraphic",
        "source": source,
        "width": u(width),
        "height": u(height or width),
        "scale": "best-fit",
        **more,
    }
