"""The simulator in a browser, as a person uses it: a pretended voice, and a clock that only we move."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from skill.settings import Settings
from skill.web import simulator_engine
from skill.web.app import create_app
from tests.web.browser import VOICE, served, stop_clock
from tests.web.phone_page import Phone

TO_A_HOLD = ("open cramp coach", "my left glute is cramping", *["no"] * 4)
BELL = """
window.notes = 0;
window.OscillatorNode = class extends OscillatorNode { start(at) { window.notes += 1; super.start(at); } };
"""


def simulator_app(engine=None):
    """The app with the simulator; without an engine it is as most people have it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulator_engine, "find", lambda: engine)
        return create_app(Settings(), simulator=True)


@contextmanager
def serving(engine=None):
    """The address of the simulator, on a free port."""
    with served(simulator_app(engine)) as port:
        yield f"http://127.0.0.1:{port}/simulator"


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
        stop_clock(page, datetime.now(UTC).isoformat())
        page.add_init_script(VOICE.replace("VOICES", voices).replace("SLOW", str(slow)) + BELL)
        page.goto(address + fragment)
        return Simulator(page)

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == [], complaints


class Simulator(Phone):
    """The page: the app's screen, and the developers' panel."""

    SAYS = "**/simulator/say"
    ROOT = "#screen"

    def to_the_hold(self):
        self.type(*TO_A_HOLD)

    def text(self, selector):
        return self.page.inner_text(selector)

    @property
    def transcript(self):
        return self.text("#transcript")

    @property
    def spoken(self):
        return self.page.evaluate("window.spoken")
