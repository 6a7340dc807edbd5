"""Icons of buttons and headings, on a grid of 24 by 24."""

from typing import Any

_FACE = "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 M8.5 9 L8.5 10.2 M15.5 9 L15.5 10.2"
_PATHS = {
    "check": "M4 13 L10 19 L20 6",
    "cross": "M6 6 L18 18 M18 6 L6 18",
    "question": "M7.5 8.5 C7.5 2.5 16.5 2.5 16.5 8.5 C16.5 12 12 12 12 15.5 M12 20 L12 20.1",
    "pause": "M8 5 L8 19 M16 5 L16 19",
    "play": "M7 5 L19 12 L7 19 Z",
    "next": "M6 5 L15 12 L6 19 Z M19 5 L19 19",
    "stop": "M6 6 L18 6 L18 18 L6 18 Z",
    "again": (
        "M19 12 C19 16 16 19 12 19 C8 19 5 16 5 12 C5 8 8 5 12 5 C14.5 5 16.5 6.2 18 8 M18.5 3.5 L18.5 8.5 L13.5 8.5"
    ),
    "better": f"{_FACE} M7.5 14.3 C9.5 18 14.5 18 16.5 14.3",
    "same": f"{_FACE} M8 15.5 L16 15.5",
    "worse": f"{_FACE} M7.5 17.3 C9.5 13.6 14.5 13.6 16.5 17.3",
    "warning": "M12 3 L22 21 L2 21 Z M12 9.5 L12 14.5 M12 17.6 L12 17.7",
    "phone": (
        "M6.5 3 L9.5 3 L11 8 L8.5 9.8 C9.8 12.4 11.6 14.2 14.2 15.5 L16 13 L21 14.5 L21 17.5 C21 19.5 19.5 21 17.5 21 "
        "C9.5 20.4 3.6 14.5 3 6.5 C3 4.5 4.5 3 6.5 3 Z"
    ),
    "clock": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 M12 7 L12 12 L15.5 14.5",
    "left": "M20 12 L5 12 M11 6 L5 12 L11 18",
    "right": "M4 12 L19 12 M13 6 L19 12 L13 18",
    "sore": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 M12 10.5 A1.5 1.5 0 1 1 11.99 10.5",
    "cramp": "M13.5 2.5 L5 13.5 L11.5 13.5 L10 21.5 L19 10 L12.5 10 Z",
    "twitch": "M2 12 L7 12 L9.5 5 L14 19 L16.5 12 L22 12",
    "ache": (
        "M4 12 C4 7.5 8 4 12 4 C16.5 4 20 7.5 20 12 C20 16 17 19 13 19 C9.5 19 7.5 16.5 7.5 13.5 C7.5 10.5 9.5 9 12 9"
    ),
}
_FILLED = ("play", "next", "stop", "cramp")


def icon_graphic(source: str) -> dict[str, Any]:
    """Return the graphic of an icon by its name in a document, `icon_<name>`; its colour is the parameter `ink`."""
    name = source.removeprefix("icon_")
    path = {
        "type": "path",
        "pathData": _PATHS[name],
        "stroke": "${ink}",
        "strokeWidth": 2.6,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }
    if name in _FILLED:
        path["fill"] = "${ink}"
    return {
        "type": "AVG",
        "version": "1.1",
        "width": 24,
        "height": 24,
        "parameters": [{"name": "ink", "type": "color", "default": "#FFFFFF"}],
        "items": [path],
    }
