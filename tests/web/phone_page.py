"""The app for phone and browser, as a person uses it: a pretended voice and ear, and a clock that only we move."""

from contextlib import contextmanager

from tests.web.browser import VOICE, faults, stop_clock

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}

EAR = """
window.listened = [];
window.SpeechRecognition = class {
  start() { window.listened.push(this); EARS }
  hear(words) {
    this.onresult({ results: [[{ transcript: words }]] });
    this.onend();
  }
  stop() { this.onend(); }
  abort() { this.onend(); }
};
"""
LISTENING = "setTimeout(() => this.onstart(), 10);"
DEAF = ""
A_VOICE = '[{ lang: "en-US", localService: true }]'
REFUSED = "setTimeout(() => { this.onerror({ error: 'not-allowed' }); this.onend(); }, 10);"
NO_EAR = "window.SpeechRecognition = window.webkitSpeechRecognition = undefined;"

DEVICE = """
window.beats = [];
window.OscillatorNode = class extends OscillatorNode {
  start(at) {
    window.beats.push({ after: at - this.context.currentTime, since: performance.now() / 1000 });
    super.start(at);
  }
};
window.buzzes = [];
navigator.vibrate = (pattern) => window.buzzes.push({ pattern, at: performance.now() / 1000 });
window.locks = 0;
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  window.locks += 1;
  return { released: false, release: async () => { window.locks -= 1; } };
} } });
window.printed = 0;
window.print = () => { window.printed += 1; };
window.shared = [];
navigator.share = async (what) => { window.shared.push(what); };
"""


@contextmanager
def phones(browser):
    """Opens pages, and looks afterwards that none complained or asked another host for anything."""
    contexts, complaints = [], []

    def open_phone(
        address, *, slow=45, voices='[{ lang: "en-US", localService: true }]', ears=LISTENING, expected=(), **look
    ):
        context = browser.new_context(
            **{**PHONE, "timezone_id": "America/New_York", "locale": "en-US", "service_workers": "block", **look}
        )
        contexts.append(context)
        page = context.new_page()
        known = ("Service Worker registration blocked", *expected)
        page.on("console", lambda it: it.text.startswith(known) or complaints.append(it.text))
        page.on("pageerror", lambda it: complaints.append(str(it)))
        page.on("request", lambda it: it.url.startswith((address, "data:")) or complaints.append(it.url))
        stop_clock(page, "2026-11-30T17:00:00+00:00")  # Noon in New York: at night, the coach begins in bed.
        ear = NO_EAR if ears is NO_EAR else EAR.replace("EARS", ears)
        page.add_init_script(VOICE.replace("VOICES", voices).replace("SLOW", str(slow)) + ear + DEVICE)
        page.goto(address)
        return Phone(page)

    open_phone.complaints = complaints
    yield open_phone
    for context in contexts:
        context.close()
    assert complaints == []


class Phone:
    """The page, as a person uses it."""

    SAYS = "**/api/turn"
    ROOT = "body"

    def __init__(self, page):
        self.page = page
        self.turns = []
        page.on("request", lambda it: it.url.endswith("/api/turn") and self.turns.append(it.post_data_json))

    def begin(self):
        self.answered(lambda: self.page.click("#begin"))

    def type(self, *lines):
        for line in lines:
            self.page.fill("#said", line)
            self.answered(lambda: self.page.press("#said", "Enter"))

    def press(self, *names):
        for name in names:
            self.answered(lambda name=name: self.page.click(f'#answers [data-press="{name}"]'))

    def touch(self, name):
        """Press a button that asks nobody."""
        self.page.click(f'#answers [data-press="{name}"], #controls #{name}, #{name}')
        self.wait(0.1)

    def say(self, *lines):
        """Speak into the microphone that is open, or else touch it first."""
        for line in lines:
            if self.page.get_attribute("#microphone", "aria-pressed") == "false":
                self.page.click("#microphone")
            self.answered(lambda line=line: self.page.evaluate("line => window.listened.at(-1).hear(line)", line))

    def answered(self, act):
        with self.page.expect_response(self.SAYS):
            act()
        self.page.wait_for_selector("#talk[aria-busy=false]")
        self.wait(0.05)

    def to_the_hold(self):
        self.begin()
        self.type("my left glute is cramping")
        self.press(*["no"] * 4)

    def wait(self, seconds):
        self.page.clock.run_for(round(seconds * 1000))

    def wait_for(self, phase, most=200):
        for _ in range(most * 4):
            if self.phase == phase:
                return
            self.wait(0.25)
        raise AssertionError(f"It never was {phase}, but {self.phase}.")

    @property
    def phase(self):
        return self.page.get_attribute(self.ROOT, "data-phase")

    @property
    def number(self):
        return int(self.page.inner_text("#ring .number"))

    @property
    def words(self):
        return self.page.inner_text("#words").replace("\n", " ")

    @property
    def answers(self):
        return self.page.locator("#answers button").all_inner_texts()

    def shown(self, selector):
        return self.page.locator(selector).is_visible()

    def within(self, selector):
        """Whether something can be seen without scrolling."""
        box, size = self.page.locator(selector).bounding_box(), self.page.viewport_size
        return (
            box
            and box["x"] >= 0
            and box["y"] >= 0
            and box["x"] + box["width"] <= size["width"] + 0.5
            and (box["y"] + box["height"] <= size["height"] + 0.5)
        )

    def faults(self):
        return faults(self.page)
