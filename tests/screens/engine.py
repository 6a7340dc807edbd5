"""Amazon's own engine for these screens, in a browser without a window, with a clock that only we move."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from skill.alexa.screens.document import Screen

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Route

FOLDER = Path(__file__).parent
MODULES = Path(__file__).parents[2] / ".venv" / "screens" / "node_modules"
ENGINE = MODULES / "apl-viewhost-web" / "index.js"

VIEWPORTS = {
    "round": ({"width": 480, "height": 480, "dpi": 160, "isRound": True}, "HUB"),
    "small": ({"width": 960, "height": 480, "dpi": 160, "isRound": False}, "HUB"),
    "wide": ({"width": 1280, "height": 800, "dpi": 160, "isRound": False}, "HUB"),
    "tv": ({"width": 960, "height": 540, "dpi": 320, "isRound": False}, "TV"),
    "tall": ({"width": 800, "height": 1280, "dpi": 160, "isRound": False}, "HUB"),
}
"""Echo Spot, Show 5, Show 8, a television, and a Show 15 hung upright."""

_HOME = "http://screens.test/"
# The engine asks another host for Amazon's letters; the page may not, and its complaints about that are no faults.
_RULES = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
_LETTERS = ("FontUtils", ".ttf", "fonts")


class Engine:
    """A page that shows one document at a time."""

    def __init__(self, page: "Page") -> None:
        """Load the engine; its clock stands still until `wait`."""
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", _serve)
        page.clock.install(time=1_700_000_000)
        page.goto(_HOME)

    def show(self, screen: Screen, viewport: str) -> None:
        """Draw a screen as on that device."""
        size, mode = VIEWPORTS[viewport]
        self.complaints.clear()
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self.page.evaluate("(it) => show(...it)", [screen.document.decode(), {"coach": screen.data}, size, mode])
        self.page.clock.run_for(50)

    def wait(self, seconds: float) -> None:
        """Move the clock on."""
        self.page.clock.fast_forward(round(seconds * 1000))
        self.page.clock.run_for(40)

    def press(self, left: float, top: float) -> None:
        """Touch the screen there; in its first half second the engine takes no touch."""
        self.wait(0.6)
        self.page.mouse.click(left, top)
        self.page.clock.run_for(100)

    @property
    def pressed(self) -> list[list[str]]:
        """The arguments of every event that the screen has sent."""
        sent: list[list[str]] = self.page.evaluate("pressed")
        return sent

    def picture(self, width: int = 320) -> bytes:
        """A small screenshot."""
        size = self.page.viewport_size
        assert size
        self.page.evaluate(f"document.body.style.zoom = {width / size['width']}")
        height = round(size["height"] * width / size["width"])
        taken = self.page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        self.page.evaluate("document.body.style.zoom = 1")
        return taken

    def difference(self, one: bytes, other: bytes) -> float:
        """How far two pictures differ, 0 to 255."""
        urls = [f"data:image/png;base64,{base64.b64encode(it).decode()}" for it in (one, other)]
        return float(self.page.evaluate("([one, other]) => difference(one, other)", urls))

    def _listen(self, message: "ConsoleMessage") -> None:
        if message.type in ("warning", "error") and not any(word in message.text for word in _LETTERS):
            self.complaints.append(message.text)


def _serve(route: "Route") -> None:
    if route.request.url == _HOME:
        body, kind = (FOLDER / "page.html").read_bytes(), "text/html"
        route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": _RULES})
    elif route.request.url == f"{_HOME}engine.js":
        route.fulfill(body=ENGINE.read_bytes(), content_type="text/javascript")
    elif route.request.url.startswith("data:"):
        route.continue_()
    else:
        route.abort()
