"""
Draw the README's picture: an Echo Show and a phone, both in the middle of a guided hold.

    python -m tests.screens.picture [--out FILE]

The screen is drawn by Amazon's engine. The phone shows what the server has at `/`: the app, or the simulator where
there is no app. Needs chromium, and the engine that `make test` installs.
"""

import argparse
import base64
import shutil
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright
from werkzeug.serving import make_server

from skill.settings import Settings
from skill.web.app import create_app
from tests.screens.engine import ENGINE, Engine
from tests.screens.scenes import screens

OUT = Path(__file__).parents[2] / "docs" / "cramp-coach.png"
PHONE = {"width": 390, "height": 800}
SAID = ("my left glute is cramping", *["no"] * 4)
"""What the person on the phone says, up to a guided hold."""
ON_THE_SHOW, ON_THE_PHONE = 20, 34
"""Seconds after which the pictures are taken; the phone's voice is slower."""

FRAME = """
<!doctype html><style>
  body { margin: 0; width: 1000px; height: 460px; display: flex; gap: 44px; align-items: center;
         justify-content: center; background: #f3f1ec; }
  img { display: block; }
  .show { border: 14px solid #26282b; border-radius: 16px; box-shadow: 0 10px 24px #0004; }
  .phone { border: 9px solid #26282b; border-radius: 28px; box-shadow: 0 10px 24px #0004; }
</style>
<img class="show" width="600" src="SHOW"><img class="phone" height="404" src="PHONE">
"""


def main(arguments: list[str] | None = None) -> None:
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    program = shutil.which("chromium")
    if program is None or not ENGINE.is_file():
        sys.exit("The picture needs chromium and Amazon's engine: apt-get install chromium nodejs npm, then make test.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        both = show(browser), phone(browser)
        options.out.write_bytes(composed(browser, *both))
        browser.close()
    print(f"wrote {options.out} ({options.out.stat().st_size / 1000:.0f} kB)")


def show(browser: Browser) -> bytes:
    """Return the screen of an Echo Show in a hold."""
    page = browser.new_page(device_scale_factor=1)
    engine = Engine(page)
    engine.show(screens()["guided"], "wide")
    engine.wait(ON_THE_SHOW)
    return page.screenshot()


def phone(browser: Browser) -> bytes:
    """Return what a phone shows at the server's address in a hold."""
    server = make_server("127.0.0.1", 0, create_app(Settings(), simulator=True, phone=True), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        # At noon the coach neither whispers nor chooses a stretch for the bed.
        noon = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
        look: dict[str, Any] = {"viewport": PHONE, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
        context = browser.new_context(timezone_id=noon, **look)
        page = context.new_page()
        page.clock.install()
        for path in ("/", "/simulator"):
            answer = page.goto(f"http://127.0.0.1:{server.port}{path}")
            if answer and answer.ok:
                break
        _talk(page)
        return page.screenshot()
    finally:
        server.shutdown()
        thread.join()


def _talk(page: Page) -> None:
    """Say what leads to a hold, and let the seconds of it pass."""
    words = page.get_by_role("textbox").first
    for said in SAID:
        if not words.is_visible():
            _begin(page)
        words.fill(said)
        with page.expect_response(lambda response: response.request.method == "POST"):
            words.press("Enter")
        page.clock.run_for(400)
    page.clock.run_for(ON_THE_PHONE * 1000)


def _begin(page: Page) -> None:
    """Press what begins a conversation, where a page shows no line to type in before that."""
    for button in page.get_by_role("button").all():
        if button.is_visible():
            try:
                button.click(timeout=2000)
            except Error:
                continue
            page.clock.run_for(1000)
            return


def composed(browser: Browser, show_picture: bytes, phone_picture: bytes) -> bytes:
    """Return both side by side."""
    page = browser.new_page(viewport={"width": 1000, "height": 460})
    text = FRAME
    for name, picture in (("SHOW", show_picture), ("PHONE", phone_picture)):
        text = text.replace(f'"{name}"', f'"data:image/png;base64,{base64.b64encode(picture).decode()}"')
    page.set_content(text)
    page.wait_for_function("[...document.images].every(image => image.complete)")
    return page.screenshot()


if __name__ == "__main__":
    main()
