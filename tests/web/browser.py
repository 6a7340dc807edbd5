"""What tests in a browser share: a pretended voice, an app on a free port, and what axe finds."""

import os
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("PAGE_MODULES", ROOT / ".venv" / "web" / "node_modules")) / "axe-core" / "axe.min.js"

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


@contextmanager
def served(app, port=0):
    """The app on a port; leaving stops it."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def stop_clock(page, time):
    """Let the time of a page begin there and stand still: only `clock.run_for` moves it, however busy the machine."""
    page.clock.install(time=time)
    page.clock.pause_at(datetime.fromisoformat(time) + timedelta(seconds=1))


def numbers_shown(page, within):
    """How many numbers stand by themselves inside an element."""
    return page.evaluate(
        "within => [...document.querySelectorAll(`${within} *`)].filter(it => !it.children.length"
        " && it.checkVisibility() && /^\\d+$/.test(it.textContent.trim())).length",
        within,
    )


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
