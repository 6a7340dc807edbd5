"""The simulator with Amazon's own engine: its frame is shut off, it draws, presses count, the ring is in step."""

import re
from contextlib import contextmanager

import pytest

from skill.web import simulator_engine
from tests.web.simulator_page import opening, serving, simulator_app

SCREEN = "/simulator/screen"
WORDS = "[...document.querySelectorAll('#view p')].map((it) => it.textContent.trim()).filter(Boolean)"
CENTRE = """
(word) => {
  const it = [...document.querySelectorAll('#view p')].find((it) => it.textContent.trim() === word);
  const box = it.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, document.documentElement.clientWidth];
}
"""


@pytest.fixture(scope="module")
def drawn_by_amazon():
    engine = simulator_engine.find()
    if engine is None:
        pytest.skip("needs Amazon's engine from npm: apt-get install nodejs npm, then make test")
    with serving(engine) as it:
        yield it


@pytest.fixture
def opened(chromium, drawn_by_amazon):
    with opening(chromium, drawn_by_amazon) as it:
        yield it


class Glass:
    """The screen of a page."""

    def __init__(self, page):
        page.page.select_option("#device", "screen")
        page.page.clock.resume()  # The engine loads and draws in real time.
        self.page = page

    @property
    def frame(self):
        # The page shows the frame before the server has answered with what belongs in it.
        frame = self.page.page.query_selector("#glass").content_frame()
        frame.wait_for_url(f"**{SCREEN}")
        return frame

    def shows(self, word):
        self.page.page.wait_for_selector("#screen[data-glass]")
        self.frame.wait_for_function(f"(word) => {WORDS}.includes(word)", arg=word)

    def press(self, word):
        # In its first half second the engine takes no touch.
        self.page.wait(0.6)
        x, y, width = self.frame.evaluate(CENTRE, word)
        box = self.page.page.locator("#glass").bounding_box()
        scale = box["width"] / width
        self.page.answered(lambda: self.page.page.mouse.click(box["x"] + x * scale, box["y"] + y * scale))

    @property
    def seconds(self):
        return next(int(it) for it in self.frame.evaluate(WORDS) if re.fullmatch(r"\d+", it))

    def is_in_step(self):
        """Whether it shows the seconds of the page. A busy machine draws late; what is out of step stays so."""
        with self._at_one_time():
            for _ in range(40):
                before, drawn, after = self.page.number, self.seconds, self.page.number
                if after - 1 <= drawn <= before + 1:
                    return True
                self.page.wait(0.05)
            return False

    @contextmanager
    def _at_one_time(self):
        """
        Give the frame and the page the same time, which only `wait` moves.

        Playwright gives each its own clock, and on a busy machine they drift apart by seconds.
        """
        latest = max(self.page.page.evaluate("Date.now()"), self.frame.evaluate("clock.real()"))
        self.page.page.clock.pause_at(latest / 1000 + 2)
        yield
        self.page.page.clock.resume()


def test_without_the_engine_nothing_of_it_is_there():
    client = simulator_app().test_client()
    page = client.get("/simulator")
    assert "iframe" not in page.text
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    assert client.get(SCREEN).status_code == client.get("/simulator/engine.js").status_code == 404


def test_the_engine_runs_in_a_sandbox_and_only_there(tmp_path):
    (tmp_path / "index.js").write_text("the engine")
    client = simulator_app(tmp_path / "index.js").test_client()
    page, screen = client.get("/simulator"), client.get(SCREEN)
    assert 'sandbox="allow-scripts"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    policy = screen.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "connect-src data:", "sandbox allow-scripts", "frame-ancestors 'self'"} <= set(policy)
    assert not re.search(r"http|\*", " ".join(policy))
    assert client.get("/simulator/engine.js").text == "the engine"
    for path in (SCREEN, "/simulator/engine.js"):
        assert client.get(path, headers={"Host": "coach.example.com"}).status_code == 403


@pytest.mark.parametrize(
    ("told", "taken"), [('{"version": "1.4.0"}', True), ('{"version": "1.6.3"}', False), ("[]", False), ("{", False)]
)
def test_only_the_version_that_brings_its_engine_along_is_taken(monkeypatch, tmp_path, told, taken):
    package = tmp_path / "node_modules" / "apl-viewhost-web"
    package.mkdir(parents=True)
    (package / "package.json").write_text(told)
    (package / "index.js").write_text("the engine")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    assert simulator_engine.find() == (package / "index.js" if taken else None)


def drawn(page, selector):
    """Whether something can be seen; what only screen readers need is clipped away."""
    return page.page.evaluate(
        """(selector) => {
          const it = document.querySelector(selector);
          const whole = [it, it.closest(".stage, .answers") ?? it];
          return it.checkVisibility() && whole.every((part) => getComputedStyle(part).clipPath === "none");
        }""",
        selector,
    )


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
@pytest.mark.parametrize("width", [1280, 390])
def test_amazons_engine_draws_the_screen_and_a_press_on_it_counts(opened, width):
    page = opened(viewport={"width": width, "height": 844})
    glass = Glass(page)
    page.press("launch")
    glass.shows("Cramp")
    glass.press("Cramp")
    assert "Pressed: cramp" in page.transcript
    glass.shows("Not sure")
    page.type(*["no"] * 4)
    glass.shows("Pause")
    page.wait_for("hold")
    glass.press("Pause")
    assert page.phase == "paused"
    glass.shows("Go on")
    glass.shows("paused")
    assert glass.is_in_step()
    glass.press("Go on")
    assert page.phase in ("guide", "ready")


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_the_ring_on_the_screen_is_in_step_with_slow_words_and_after_a_reload(opened):
    page = opened(slow=110)
    glass = Glass(page)
    page.to_the_hold()
    glass.shows("Pause")
    page.wait_for("hold")
    page.wait(10)
    glass.shows("seconds")
    assert glass.is_in_step()
    page.page.reload()
    glass.shows("seconds")
    page.wait(1)
    assert page.phase == "hold"
    assert glass.is_in_step()


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_an_engine_that_starts_late_is_in_step_though_the_timetable_waited_meanwhile(opened):
    page = opened(slow=110)
    held = []

    def hold_back(route):
        held.append(route)

    page.page.route("**/simulator/engine.js", hold_back)
    glass = Glass(page)
    page.to_the_hold()
    page.wait_for("hold")
    held[0].continue_()
    glass.shows("seconds")
    page.wait(1)
    assert page.phase == "hold"
    assert glass.is_in_step()


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_the_keyboard_has_the_buttons_of_the_screen_and_is_never_caught_in_it(opened):
    page = opened()
    glass = Glass(page)
    page.press("launch")
    glass.shows("Cramp")
    page.page.focus("#words")
    assert not drawn(page, "#answers")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.textContent") == "Cramp"
    assert drawn(page, "#answers")
    page.answered(lambda: page.page.keyboard.press("Enter"))
    glass.shows("Not sure")
    glass.press("No")
    assert page.page.evaluate("document.activeElement.id") == "words"
    assert not drawn(page, "#answers")
    glass.frame.wait_for_function("![...document.querySelectorAll('*')].some((it) => it.tabIndex >= 0)")


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_the_screen_alone_has_the_number_and_the_buttons(opened):
    page = opened()
    glass = Glass(page)
    page.to_the_hold()
    glass.shows("Pause")
    page.wait_for("hold")
    for part in ("#ring", "#picture", "#words", "#answers button", "#stop"):
        assert not drawn(page, part), part
    assert drawn(page, "#said")
    # Screen readers still have them.
    assert page.page.get_by_role("button", name="Pause").count() == 1


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_a_document_is_filled_with_its_data(opened):
    page = opened()
    glass = Glass(page)
    page.press("launch")
    glass.shows("Cramp")
    text = {"type": "Text", "text": "${payload.coach.words} ${own.words}"}
    document = {
        "type": "APL",
        "version": "1.4",
        "mainTemplate": {"parameters": ["payload", {"name": "own"}, "missing"], "items": [text]},
    }
    data = {"coach": {"words": "from the payload"}, "own": {"words": "and by name"}}
    page.page.evaluate(
        """async ([document_, datasources]) => {
          const { shownBy } = await import("/simulator/static/simulator/glass.js");
          const it = { type: "Alexa.Presentation.APL.RenderDocument", document: document_, datasources };
          const shown = shownBy({ exchange: { response: { response: { directives: [it] } } } });
          const viewport = { width: 960, height: 480, dpi: 160, isRound: false };
          const frame = document.getElementById("glass");
          frame.contentWindow.postMessage({ show: { ...shown, viewport, began: Date.now() } }, "*");
        }""",
        [document, data],
    )
    glass.shows("from the payload and by name")


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_alexas_own_question_stands_on_the_page_and_not_on_our_screen(opened):
    page = opened()
    glass = Glass(page)
    page.type("open cramp coach", "set a heat timer for 15 minutes")
    glass.shows("Yes")
    page.type("yes")
    assert page.page.locator(".glass").is_hidden()
    assert drawn(page, "#words")
    page.press("yes")
    glass.shows("15 min")


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
def test_an_engine_that_does_not_start_leaves_the_apps_view(chromium, tmp_path):
    (tmp_path / "index.js").write_text(
        "window.AplRenderer = { initEngine: () => Promise.reject(new Error('broken')) };"
    )
    with serving(tmp_path / "index.js") as address, opening(chromium, address) as opened:
        page = opened()
        page.page.select_option("#device", "screen")
        page.to_the_hold()
        page.page.get_by_role("img", name="Drawing of the seated figure four").wait_for()
        assert page.page.locator("#screen:not([data-glass])").count() == 1
        assert page.shown("#no-engine")


@pytest.mark.requires("node", "nodejs")
@pytest.mark.requires("chromium", "chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_around_the_screen(opened, scheme):
    page = opened(color_scheme=scheme)
    glass = Glass(page)
    page.to_the_hold()
    glass.shows("Pause")
    assert page.faults() == []
    for words, shown in (("i have chest pain", "911"), ("my left leg is swollen and hot", "Be seen today")):
        care = opened(color_scheme=scheme)
        glass = Glass(care)
        care.type("open cramp coach", words)
        glass.shows(shown)
        assert care.faults() == []
