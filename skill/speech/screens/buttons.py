"""Build a row of buttons."""

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
"""Number of buttons in a row -> width of each, in percent."""

_ICON, _APART = 1.3, 0.4
"""Size of the icon, and its distance from the label, relative to the font size."""

Colours = tuple[str, str]
"""Background and text colour of a button."""
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
    """Build a row of buttons. Those that continue are highlighted (`bright`); answers all look the same (`plain`)."""
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
    """Return the largest font size at which a button's label fits, with its icon beside or above it."""
    word = len(BUTTONS[name].word) * WIDE_BOLD
    if shape != "wide":
        return min(height * (0.2 if shape == "round" else 0.3), room / word)
    return min(height * 0.36, room / (word + (_ICON + _APART if BUTTONS[name].icon else 0)))


def _button(name: str, shape: Shape, size: tuple[str, float], letters: float, colours: Colours) -> Component:
    """Build one button: icon and label side by side, or one above the other on narrow screens."""
    button, (width, height), (fill, ink) = BUTTONS[name], size, colours
    word = text(button.word, round(letters, 2), ink, fontWeight="700", textAlign="center")
    icon = round(letters * _ICON if shape == "wide" else height * 0.38, 1)
    parts = [picture(f"icon_{button.icon}", icon, ink=ink)] if button.icon else []
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
        "accessibilityLabel": button.read or button.word,
        "role": "button",
        "width": width,
        "height": u(height),
        "onPress": [{"type": "SendEvent", "arguments": [name]}],
        "items": [frame],
    }
