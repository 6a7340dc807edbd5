"""Draw buttons in a row."""

from skill.speech.buttons import BUTTONS, ONWARD
from skill.speech.screens.fit import WIDE_BOLD
from skill.speech.screens.parts import (
    BUTTON,
    ON_TEAL,
    TEAL,
    WORDS,
    Component,
    Shape,
    column,
    gap,
    picture,
    row,
    text,
    u,
)

SHARE = {1: 100, 2: 48.5, 3: 32}
"""Width of one of so many buttons beside each other, in percent."""

_ICON, _APART = 1.3, 0.4
"""Sign, and room between it and the word, in letters' size."""

Colours = tuple[str, str]
"""Of the button and of its word."""
STANDING_OUT, PLAIN = (TEAL, ON_TEAL), (BUTTON, WORDS)


def bar(
    names: tuple[str, ...],
    shape: Shape,
    height: float,
    *,
    bright: Colours = STANDING_OUT,
    plain: Colours = PLAIN,
    **more: object,
) -> Component:
    """Buttons in a row. What goes on stands out; between answers the coach has no favourite."""
    share = SHARE[len(names)]
    room = height * 0.84 if shape == "round" else share / 100 * (88 if shape == "tall" else 144) - 5
    size = min(_largest(name, shape, height, room) for name in names)
    width = u(height) if shape == "round" else f"{share}%"
    items = [_button(name, shape, (width, height), size, bright if name in ONWARD else plain) for name in names]
    if shape == "round":
        items = [part for item in items for part in (item, gap(2.5))][:-1]
    placed = "center" if shape == "round" else "spaceBetween"
    return row(items, width="100%", height=u(height), justifyContent=placed, **more)


def _largest(name: str, shape: Shape, height: float, room: float) -> float:
    """The size at which a button's word fits, its sign beside or above it."""
    word = len(BUTTONS[name].word) * WIDE_BOLD
    if shape != "wide":
        return min(height * (0.2 if shape == "round" else 0.3), room / word)
    return min(height * 0.36, room / (word + (_ICON + _APART if BUTTONS[name].icon else 0)))


def _button(name: str, shape: Shape, size: tuple[str, float], letters: float, colours: Colours) -> Component:
    """One button: sign and word side by side, or one above the other where it is narrow."""
    it, (width, height), (fill, ink) = BUTTONS[name], size, colours
    word = text(it.word, round(letters, 2), ink, fontWeight="700", textAlign="center")
    icon = round(letters * _ICON if shape == "wide" else height * 0.38, 1)
    parts = [picture(f"icon_{it.icon}", icon, ink=ink)] if it.icon else []
    placed = {"justifyContent": "center", "width": "100%", "height": "100%"}
    if shape != "wide":
        inside = column([*parts, word], alignItems="center", **placed)
    else:
        inside = row([*parts, *([gap(letters * _APART)] if parts else []), word], **placed)
    frame = {
        "type": "Frame",
        "style": "button",
        "inheritParentState": True,
        "backgroundColor": fill,
        "borderRadius": u(height / 2 if shape == "round" else height * 0.28),
        "width": "100%",
        "height": "100%",
        "items": [inside],
    }
    return {
        "type": "TouchWrapper",
        "accessibilityLabel": it.read or it.word,
        "role": "button",
        "width": width,
        "height": u(height),
        "onPress": [{"type": "SendEvent", "arguments": [name]}],
        "items": [frame],
    }
