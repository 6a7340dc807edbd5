"""The app for phone and browser, in Chromium."""

import pytest

from tests.web.app_talk import phone_app
from tests.web.browser import numbers_shown, served
from tests.web.phone_page import DEAF, DESKTOP, NO_EAR, REFUSED, phones

pytestmark = [pytest.mark.requires("chromium", "chromium"), pytest.mark.slow]

SILENT = "[]"


@pytest.fixture(autouse=True)
def address():
    """An app of its own for each test, as requests are counted by address."""
    with served(phone_app()) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def phone(chromium, address):
    with phones(chromium) as open_phone:

        def opened(path="", **look):
            return open_phone(address + path, **look)

        opened.complaints = open_phone.complaints
        yield opened


# --- Whole conversations ---


def finish(page):
    """From the question after the hold to the goodbye."""
    page.wait_for("asking")
    assert page.answers == ["Better", "Same", "Worse"]
    page.press("better")
    while "No" in page.answers:
        page.press("no")
    page.wait(30)
    assert (page.phase, page.answers) == ("closed", ["Start again"])
    assert "Call a doctor if it's no better tomorrow" in page.words


@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, DESKTOP | {"is_mobile": False, "has_touch": False}], ids=str
)
def test_a_whole_conversation_by_typing(phone, look):
    page = phone(**look)
    page.begin()
    page.type("my left glute is cramping", *["no"] * 4)
    page.wait_for("hold")
    finish(page)


def test_a_whole_conversation_by_buttons(phone):
    page = phone()
    page.begin()
    assert page.answers == ["Cramp", "Twitch", "Ache"]
    page.press("cramp")
    assert page.answers == ["Yes", "No", "Not sure"]
    page.press(*["no"] * 4)
    assert page.answers == ["Pause", "Skip", "It hurts more"]
    page.wait_for("hold")
    finish(page)


def test_a_whole_conversation_by_voice_needs_one_touch_of_the_microphone(phone):
    page = phone()
    page.begin()
    page.page.click("#microphone")
    page.say("my left glute is cramping")
    for _ in range(4):
        # Once the question is asked, it listens by itself.
        page.wait(20)
        assert page.page.get_attribute("#microphone", "aria-pressed") == "true"
        page.say("no")
    page.wait_for("hold")
    page.wait_for("asking")
    page.wait(5)
    page.say("better")
    assert page.answers == ["Yes", "No", "Not sure"]


def test_the_voice_is_silent_while_the_microphone_is_open(phone):
    page = phone()
    page.to_the_hold()
    page.wait_for("hold")
    page.page.click("#microphone")
    before = len(page.page.evaluate("window.spoken"))
    page.wait(25)

    assert len(page.page.evaluate("window.spoken")) == before
    assert page.phase == "hold"


# --- A hold ---


def test_the_hold_lasts_as_long_as_the_ring_says_aloud_and_silently(phone):
    for look in ({}, {"voices": SILENT}, {"slow": 110}):
        page = phone(**look)
        page.to_the_hold()
        page.wait_for("hold")
        first = page.number
        page.wait(first - 0.5)
        assert (page.phase, page.number) == ("hold", 1)
        page.wait(0.75)
        assert page.phase != "hold"


@pytest.mark.parametrize("slow", [45, 110])
def test_beats_and_words_fall_on_the_seconds_of_the_count(phone, slow):
    page = phone(slow=slow)
    page.to_the_hold()
    page.wait_for("hold")
    page.wait_for("asking")
    spoken = {it["text"]: it["at"] for it in page.page.evaluate("window.spoken")}
    beats = [it["since"] + it["after"] for it in page.page.evaluate("window.beats")]
    begins = spoken["Hold, 30 seconds, left side."]

    # The hold, halfway, ten, the last five, and the release.
    due = [0, 15, 20, 25, 26, 27, 28, 29, 30]
    assert [round(it - begins, 1) for it in beats] == due
    assert all(abs(beat - begins - it) < 0.05 for beat, it in zip(beats, due, strict=True))
    for word, second in {"Ten.": 20, "Five.": 25, "One.": 29}.items():
        assert abs(spoken[word] - begins - second) < 0.05
    buzzes = [it["at"] - begins for it in page.page.evaluate("window.buzzes")]
    assert [round(it) for it in buzzes] == [0, 20, 25, 26, 27, 28, 29, 30]


def test_beats_sound_within_50_ms_of_their_cues(phone):
    page = phone()
    onsets = page.page.evaluate(
        """async () => {
          const { place } = await import("/static/app/beats.js");
          const rate = 8000;
          const context = new OfflineAudioContext(1, 42 * rate, rate);
          const cues = [[2, "instruction"], [6, "get_ready"], [10, "hold"], [25, "halfway"], [30, "count"],
            [35, "count"], [36, "count"], [37, "count"], [38, "count"], [39, "count"], [40, "release"]];
          place(context, context.destination, cues.map(([at, kind]) => ({ at: at - 1, kind, say: "" })), 1);
          const sound = (await context.startRendering()).getChannelData(0);
          const onsets = [];
          let quiet = rate;
          sound.forEach((it, place) => {
            quiet = Math.abs(it) < 0.005 ? quiet + 1 : 0;
            if (!quiet && silence > rate / 5) { onsets.push(place / rate); }
            silence = quiet ? quiet : 0;
          });
          return onsets;
        }""".replace("let quiet = rate;", "let quiet = rate, silence = rate;")
    )

    assert len(onsets) == 9
    assert onsets == pytest.approx([10, 25, 30, 35, 36, 37, 38, 39, 40], abs=0.05)


def test_a_pause_goes_on_at_the_same_second(phone):
    page = phone()
    page.to_the_hold()
    page.wait_for("hold")
    page.wait(11.3)
    shown = page.number
    page.press("pause")
    assert (page.phase, page.number) == ("paused", shown)
    page.wait(45)
    assert page.number == shown
    assert page.answers == ["Go on"]

    page.press("resume")
    page.wait_for("hold")
    assert page.number == shown
    assert page.page.evaluate("window.spoken").pop()["text"] == f"Hold, {shown} seconds, left side."
    # After the pause, no beat of the first try is left.
    assert f"{shown} seconds left." in page.page.evaluate("window.spoken.map(it => it.text)")


def test_there_is_one_number(phone):
    page = phone()
    page.to_the_hold()
    for phase in ("guide", "ready", "hold"):
        page.wait_for(phase)
        page.wait(3)
        assert numbers_shown(page.page, "main") == 1


def test_the_screen_stays_on_as_long_as_the_conversation(phone):
    page = phone()
    page.to_the_hold()
    assert page.page.evaluate("window.locks") == 1
    page.answered(lambda: page.page.click("#stop"))
    assert page.page.evaluate("window.locks") == 0


def test_a_hold_goes_on_when_a_question_is_asked_in_it(phone):
    page = phone()
    page.to_the_hold()
    page.wait_for("hold")
    page.say("how long is left")

    assert any("seconds left." in it["text"] for it in page.page.evaluate("window.spoken"))
    assert page.turns[-1]["heard_seconds"] > 17


# --- What is said and shown ---


def test_without_a_voice_the_words_are_there_to_be_read(phone):
    page = phone(voices=SILENT)
    page.begin()

    assert page.words == "Is it a cramp, a twitch, or an ache?"
    assert "general advice" in page.page.inner_text("#lead")
    assert page.page.get_attribute("#words", "aria-live") == "polite"
    assert not page.shown("#sound")


def test_words_of_the_count_appear_as_they_are_said(phone):
    page = phone()
    page.to_the_hold()
    assert "Five" not in page.page.inner_text("#talk")
    page.wait_for("hold")
    page.wait(25)
    assert page.words == "Five."


def test_the_place_that_was_chosen_decides_about_the_stretch(phone):
    page = phone()
    page.page.check("[value=bed]")
    page.begin()
    assert page.answers == ["Cramp", "Twitch", "Ache"]
    page.press("cramp", *["no"] * 4)

    assert page.page.inner_text("#doing") == "Lying figure four, sore side"


def test_who_hears_the_words_is_said_before_the_microphone_opens(phone):
    page = phone()

    assert "your browser’s maker hears your words" in page.page.inner_text("#start")
    assert page.page.evaluate("window.listened.length") == 0
    page.begin()
    page.wait(30)
    assert page.page.evaluate("window.listened.length") == 0
    without = phone(ears=NO_EAR)
    assert "browser’s maker" not in without.page.inner_text("#start")


@pytest.mark.parametrize(("ears", "after", "says"), [(DEAF, 31, "not understood"), (REFUSED, 1, "may not be used")])
def test_a_microphone_that_does_not_work_gives_way_to_buttons_and_typing(phone, ears, after, says):
    page = phone(ears=ears)
    page.begin()
    page.page.click("#microphone")
    for _ in range(after):
        page.wait(1)
        page.page.evaluate("0")

    assert not page.shown("#microphone")
    assert says in page.page.inner_text("#heard")
    page.type("my left glute is cramping")
    assert page.answers == ["Yes", "No", "Not sure"]


def test_an_answer_can_be_taken_back(phone):
    page = phone()
    page.begin()
    page.press("cramp")
    page.wait(15)
    first = page.words
    page.press("no")
    page.answered(lambda: page.page.click("#back"))
    page.wait(15)

    assert page.words == first


def test_nothing_heard_is_asked_again_once(phone):
    page = phone()
    page.begin()
    page.say("my left glute is cramping")
    page.wait(20)
    page.answered(lambda: page.page.evaluate("window.listened.at(-1).onend()"))
    assert page.turns[-1]["silence"] is True
    page.wait(20)
    asked = len(page.turns)
    page.page.evaluate("window.listened.at(-1).onend()")
    page.wait(20)

    assert len(page.turns) == asked
    assert page.phase == "asking"


# --- Help ---


@pytest.mark.parametrize(
    ("zone", "language", "number"),
    [
        ("America/Chicago", "en-US", "911"),
        ("Europe/London", "en-US", "999"),
        ("Australia/Perth", "en-US", "000"),
        ("Asia/Kolkata", "en-GB", "112"),
        ("America/Toronto", "en-GB", "911"),
    ],
)
def test_the_number_to_call_is_that_of_where_the_phone_is(phone, zone, language, number):
    page = phone(timezone_id=zone, locale=language)

    call = page.page.locator("#call")
    assert (call.get_attribute("href"), call.inner_text()) == (f"tel:{number}", f"Call {number}")
    assert page.within("#call")


def test_where_the_number_is_not_known_none_is_shown(phone):
    page = phone(timezone_id="Europe/Paris", locale="en-US")
    assert not page.shown("#call")

    page.page.select_option("#locale", "en-GB")
    assert page.page.get_attribute("#call", "href") == "tel:999"
    page.page.reload()
    assert page.page.get_attribute("#call", "href") == "tel:999"


def test_an_emergency_is_one_touch_from_a_call(phone):
    page = phone()
    page.begin()
    page.type("I have crushing chest pain")

    assert page.page.get_attribute("body", "data-level") == "emergency"
    (call,) = page.page.locator("#help a").all()
    assert (call.get_attribute("href"), call.inner_text()) == ("tel:911", "Call 911")
    assert call.bounding_box()["height"] >= 100
    assert page.within("#help a")
    page.answered(lambda: page.page.click("#stop"))
    assert page.shown("#help a")
    assert page.page.get_attribute("body", "data-level") == "emergency"


def test_a_crisis_shows_who_can_be_called(phone):
    page = phone(timezone_id="Europe/London")
    page.begin()
    page.type("I want to kill myself")

    links = {it.get_attribute("href") for it in page.page.locator("#help a").all()}
    assert {"tel:999", "tel:116123"} <= links


def test_a_finger_that_slipped_takes_an_emergency_back(phone):
    page = phone()
    page.begin()
    page.press("cramp", "no", "yes", "yes")
    assert page.page.get_attribute("body", "data-level") == "emergency"
    page.press("mistake")

    assert page.page.get_attribute("body", "data-level") is None
    assert page.answers == ["Yes", "No", "Not sure"]


# --- To take along ---


def test_what_was_told_can_be_taken_along_and_goes_nowhere(phone):
    page = phone()
    page.to_the_hold()
    page.wait_for("hold")
    finish(page)
    turns = len(page.turns)
    page.page.click("#show")

    text = page.page.inner_text("#summary")
    for part in (
        "“my left glute is cramping”",
        "the painful cramp",
        "new trouble holding your pee",
        "Care at home",
        "seated figure four",
        "Call for emergency help if you get numb private parts",
    ):
        assert part in text
    page.page.click("#print")
    page.page.click("#share")
    assert page.page.evaluate("window.printed") == 1
    assert "I said no to:" in page.page.evaluate("window.shared[0].text")
    page.page.emulate_media(media="print")
    assert not page.shown("#print")
    assert not page.shown("header")
    assert page.shown("#summary-text")
    page.page.emulate_media(media="screen")
    page.page.click("#summary-close")
    assert page.phase == "closed"
    assert len(page.turns) == turns
    stored = page.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    assert stored == '[{},{},""]'


# --- Faults ---


def test_a_refusal_is_said_and_a_new_conversation_can_begin(phone):
    page = phone(expected=("Failed to load resource",))
    page.begin()
    page.page.route("**/api/turn", lambda it: it.fulfill(status=400, json={"error": "This conversation is too old."}))
    page.press("cramp")
    assert page.page.inner_text("#trouble") == "This conversation is too old."
    assert page.answers == ["Start again"]
    page.page.unroute("**/api/turn")
    page.press("launch")
    assert page.answers == ["Cramp", "Twitch", "Ache"]


def test_too_many_requests_lose_nothing(phone):
    page = phone(expected=("Failed to load resource",))
    page.begin()
    sentence = {"error": "Too many requests. Please wait a minute."}
    page.page.route("**/api/turn", lambda it: it.fulfill(status=429, json=sentence, headers={"Retry-After": "60"}))
    page.press("cramp")
    assert page.page.inner_text("#trouble") == sentence["error"]
    page.page.unroute("**/api/turn")
    page.press("cramp")
    assert page.answers == ["Yes", "No", "Not sure"]
    assert not page.shown("#trouble")


# --- Looks, and other ways to use it ---


@pytest.mark.parametrize("size", [(390, 844), (360, 640), (412, 915), (768, 1024), (1280, 720)], ids=str)
def test_nothing_is_cut_off(phone, size):
    page = phone(viewport={"width": size[0], "height": size[1]})
    assert page.within("#begin")
    page.begin()
    steps = [lambda: page.type("my left glute is cramping"), *[lambda: page.press("no")] * 4]
    for step in steps:
        step()
        wide = page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide
        assert all(map(page.within, ("#answers", "#stop", "#call")))
        page.wait(3)
    for phase in ("ready", "hold"):
        page.wait_for(phase)
        assert all(map(page.within, ("#ring", "#picture", "#answers", "#stop", "#call")))


def test_very_large_letters_scroll_and_cut_nothing(phone):
    page = phone()
    page.page.evaluate("document.documentElement.style.fontSize = '32px'")
    page.to_the_hold()

    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_works_by_keyboard_alone(phone):
    page = phone(**DESKTOP)
    page.page.focus("#begin")
    page.answered(lambda: page.page.keyboard.press("Enter"))
    page.page.keyboard.press("Tab")
    for _ in range(10):
        if page.page.evaluate("document.activeElement.dataset.press") == "cramp":
            break
        page.page.keyboard.press("Tab")
    page.answered(lambda: page.page.keyboard.press("Enter"))
    page.page.focus('#answers [data-press="no"]')
    page.answered(lambda: page.page.keyboard.press("Enter"))

    # The same word stays under the finger.
    assert page.page.evaluate("document.activeElement.dataset.press") == "no"


def test_without_motion_the_ring_moves_once_a_second(phone):
    page = phone(reduced_motion="reduce")
    page.to_the_hold()
    page.wait_for("hold")
    page.wait(1)
    seen = set()
    for _ in range(20):
        seen.add(page.page.get_attribute("#ring .progress", "stroke-dashoffset"))
        page.wait(0.1)

    assert len(seen) <= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scene", ["start", "asking", "hold", "paused", "emergency", "urgent", "signs", "summary"])
def test_axe_finds_nothing_serious(phone, scheme, scene):
    page = phone(color_scheme=scheme)
    if scene == "signs":
        page.page.wait_for_selector("#signs-urgent li", state="attached")
        page.page.click("#without")
    elif scene == "emergency":
        page.begin()
        page.type("I have crushing chest pain")
    elif scene == "urgent":
        page.begin()
        page.type("one leg is newly weak and drags, since yesterday")
        page.press("yes")
    elif scene != "start":
        page.to_the_hold()
        if scene == "asking":
            page.wait_for("asking")
        else:
            page.wait_for("hold")
            page.wait(2)
        if scene == "paused":
            page.press("pause")
        if scene == "summary":
            finish(page)
            page.page.click("#show")

    assert page.faults() == []
