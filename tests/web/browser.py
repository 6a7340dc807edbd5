"""The simulator page in a browser, as a person uses it: a pretended voice, and a clock that only we move."""

import os
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from skill.settings import Settings
from skill.web import simulator_engine
from skill.web.app import create_app

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("PAGE_MODULES", ROOT / ".venv" / "web" / "node_modules")) / "axe-core" / "axe.min.js"
NOT_THINKING = "#stage:not([data-phase=thinking])"
TO_A_HOLD = ("open cramp coach", "my left glute is cramping", *["no"] * 4)

VOICE = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => VOICES,
  addEventListener() {},
  speak(it) {
    window.spoken.push({ at: performance.now() / 1000, text: it.text, volume: it.volume, rate: it.rate });
    it.onstart();
    this.timer = setTimeout(() => it.onend(), SLOW * it.text.length);
  },
  cancel() { clearTimeout(this.timer); },
} });
"""
BELL = """
window.notes = 0;
window.OscillatorNode = class extends OscillatorNode { start(at) { window.notes += 1; super.start(at); } };
"""


def page_app(engine=None):
    """The app with its page; without an engine it is as most people have it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulator_engine, "find", lambda: engine)
        return create_app(Settings(), simulator=True)


@contextmanager
def serving(engine=None):
    """The app on a free port."""
    server = make_server("127.0.0.1", 0, page_app(engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/simulator"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opening(browser, address):
    """Opens pages, and looks afterwards that none complained or asked another host for anything."""
    contexts, complaints = [], []
    # At night the coach whispers and begins with another stretch, so it is noon for the pages whenever tests run.
    noon = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"

    def open_page(fragment="", *, slow=45, voices='[{ lang: "en-US", localService: true }]', **look):
        context = browser.new_context(**{"timezone_id": noon, **look})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda it: complaints.append(it.text))
        page.on("pageerror", lambda it: complaints.append(str(it)))
        origin = address.removesuffix("simulator")
        page.on("request", lambda it: it.url.startswith((origin, "data:")) or complaints.append(it.url))
        page.clock.install()
        page.add_init_script(VOICE.replace("VOICES", voices).replace("SLOW", str(slow)) + BELL)
        page.goto(address + fragment)
        return Page(page)

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


class Page:
    """The page, as a person uses it."""

    def __init__(self, page):
        self.page = page

    def say(self, *utterances):
        for words in utterances:
            self.page.fill("#words", words)
            self.answered(lambda: self.page.press("#words", "Enter"))

    def press(self, word):
        self.answered(lambda: self.page.get_by_role("button", name=word, exact=True).click())

    def press_circle(self):
        self.answered(lambda: self.page.click("#orb"))

    def answered(self, act):
        with self.page.expect_response("**/simulator/say"):
            act()
        self.page.wait_for_selector(NOT_THINKING)

    def wait(self, seconds):
        self.page.clock.run_for(round(seconds * 1000))

    def wait_for(self, phase, most=120):
        for _ in range(most * 2):
            if self.phase == phase:
                return
            self.wait(0.5)
        raise AssertionError(f"It never was {phase}, but {self.phase}.")

    @property
    def phase(self):
        return self.page.get_attribute("#stage", "data-phase")

    def text(self, selector):
        return self.page.inner_text(selector)

    @property
    def answers(self):
        return self.page.locator("#buttons button").all_inner_texts()

    @property
    def spoken(self):
        return self.page.evaluate("window.spoken")

    def contrast(self, words, drawing):
        """Between the colour of words and the drawing below them, as WCAG defines it."""
        colours = [
            self.page.evaluate(
                f"getComputedStyle(document.querySelector('{of}')).{style}.match(/[\\d.]+/g).map(Number)"
            )
            for of, style in ((words, "color"), (drawing, "fill"))
        ]
        one, other = sorted(_luminance(it) for it in colours)
        return (other + 0.05) / (one + 0.05)

    def faults(self):
        return faults(self.page)


def faults(page):
    """What axe finds serious or critical."""
    if not AXE.is_file():
        pytest.skip("needs axe-core from npm: apt-get install nodejs npm, then make test")
    # Its own timers need a clock that runs.
    page.clock.resume()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [
        (it["id"], [node["html"] for node in it["nodes"]]) for it in found if it["impact"] in ("serious", "critical")
    ]


def _luminance(colour):
    parts = [it / 255 for it in colour[:3]]
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
