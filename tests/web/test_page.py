"""The simulator page in a browser: whole conversations, with a pretended voice and a clock that only we move."""

import itertools

import pytest

from tests.web.browser import ROOT, TO_A_HOLD

pytestmark = pytest.mark.requires("chromium", "chromium")

FILES = (
    "simulator.html",
    "simulator.css",
    "pages.css",
    "simulator.svg",
    *sorted(it.name for it in (ROOT / "skill" / "web" / "static").glob("simulator*.js")),
    *sorted(f"shared/{it.name}" for it in (ROOT / "skill" / "web" / "static" / "shared").glob("*.js")),
)


def test_a_whole_conversation_to_a_finished_stretch(opened):
    page = opened()
    page.press_circle()
    assert page.phase == "speaking"
    page.wait_for("listening")
    assert "It's a cramp" in page.answers
    page.press("My left glute is cramping")
    while page.answers == ["Yes", "No", "Not sure"]:
        page.press("No")
    assert page.phase == "ready"
    assert page.text("#doing") == "Seated figure four · left side"
    page.wait_for("hold")
    page.wait(10)
    assert page.text("#seconds") in ("19", "20")
    page.wait_for("listening")
    assert page.answers == ["Better", "Same", "Worse"]
    page.press("Better")
    while "No" in page.answers:
        page.press("No")
    assert page.phase in ("speaking", "closed", "listening")
    assert "glad" in page.text("#conversation")


def test_a_hold_of_30_seconds_lasts_30_seconds_aloud_and_silently(opened):
    for voices in ('[{ lang: "en-US", localService: true }]', "[]"):
        page = opened(voices=voices)
        page.say(*TO_A_HOLD)
        page.wait_for("hold")
        # Half a second may have gone by unseen.
        page.wait(29)
        assert page.phase == "hold"
        page.wait(1)
        assert page.phase != "hold"
    spoken = opened()
    spoken.say(*TO_A_HOLD)
    spoken.wait_for("listening")
    at = {it["text"].split(",")[0].split(".")[0]: it["at"] for it in spoken.spoken}
    assert at["And release"] - at["Hold"] == pytest.approx(30.0, abs=0.2)
    assert at["One"] - at["Two"] == pytest.approx(1.0, abs=0.1)


def test_slow_words_are_heard_to_their_end_and_the_hold_is_still_exact(opened):
    page = opened(slow=110)
    page.say(*TO_A_HOLD)
    page.wait_for("listening")
    at = {it["text"].split(",")[0].split(".")[0]: it["at"] for it in page.spoken}
    first = next(place for place, it in enumerate(page.spoken) if it["text"].startswith("Good"))
    for one, following in itertools.pairwise(page.spoken[first : first + 4]):
        assert following["at"] - one["at"] >= len(one["text"]) * 0.11 - 0.05
    assert at["And release"] - at["Hold"] == pytest.approx(30.0, abs=0.2)


def test_pause_and_resume_by_pressing_the_circle(opened):
    page = opened()
    page.say(*TO_A_HOLD)
    page.wait_for("hold")
    page.wait(9.5)
    left = int(page.text("#seconds"))
    page.press_circle()
    assert page.phase == "paused"
    assert abs(int(page.text("#seconds")) - left) <= 1
    page.wait(20)
    assert abs(int(page.text("#seconds")) - left) <= 1
    page.press_circle()
    assert page.phase == "ready"
    page.wait_for("hold")
    assert abs(int(page.text("#seconds")) - left) <= 1
    page.wait_for("listening")
    assert page.answers == ["Better", "Same", "Worse"]


def test_an_emergency_is_red_and_shows_the_number(opened):
    page = opened()
    page.page.select_option("#locale", "en-GB")
    page.say("open cramp coach", "i have chest pain")
    assert page.page.get_attribute("#stage", "data-level") == "emergency"
    assert page.page.locator("#care .number").inner_text() == "999"
    assert page.page.locator("#care .number").is_visible()
    assert "Emergency" in page.text("#care")
    red, green, blue = page.page.evaluate(
        "getComputedStyle(document.getElementById('stage')).backgroundColor.match(/\\d+/g).map(Number)"
    )[:3]
    assert red > 140
    assert max(green, blue) < 60


def test_a_press_on_the_screen_pauses_as_the_voice_does(opened):
    page = opened()
    page.page.select_option("#device", "screen")
    page.say(*TO_A_HOLD)
    assert page.page.get_by_role("img", name="Seated figure four").is_visible()
    page.wait_for("hold")
    page.press("Pause the hold")
    assert page.phase == "paused"
    assert "Pressed: pause" in page.text("#conversation")
    page.press("Go on with the hold")
    assert page.phase == "ready"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, scheme):
    start = opened(color_scheme=scheme)
    assert start.faults() == []
    hold = opened(color_scheme=scheme)
    hold.say(*TO_A_HOLD)
    hold.wait_for("hold")
    hold.page.click("summary")
    assert hold.faults() == []
    for words in ("i have chest pain", "my left leg is swollen and hot"):
        care = opened(color_scheme=scheme)
        care.say("open cramp coach", words)
        assert care.faults() == []
    screen = opened(color_scheme=scheme, viewport={"width": 390, "height": 844})
    screen.page.select_option("#device", "screen")
    screen.say(*TO_A_HOLD)
    assert screen.faults() == []
    screen.page.click("#night")
    assert screen.faults() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["speaker", "screen"])
def test_the_words_in_the_circle_stand_out(opened, scheme, device):
    # axe does not look at words upon a drawing.
    page = opened(color_scheme=scheme)
    page.page.select_option("#device", device)
    page.say(*TO_A_HOLD)
    for _ in ("day", "night"):
        for words in ("#over", "#seconds", "#hint"):
            assert page.contrast(words, ".glow") >= 4.5
        page.page.click("#night")


def test_night_mode_is_dark_and_soft(opened):
    page = opened(color_scheme="light")
    page.page.click("#night")
    page.press_circle()
    page.wait(1)
    assert page.spoken[-1]["volume"] < 0.5
    assert page.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(5, 9, 8)"


def test_the_words_come_in_time_where_there_is_no_voice(opened):
    page = opened(voices="[]")
    assert page.page.is_disabled("#voice")
    page.say(*TO_A_HOLD)
    page.wait_for("hold")
    page.wait(0.5)
    assert page.text("#caption").startswith("Hold, 30 seconds")
    page.wait(15.5)
    assert page.text("#caption") == "Halfway."
    assert page.page.get_attribute("#caption", "aria-live") == "polite"


def test_a_reload_loses_nothing(opened):
    page = opened()
    page.say(*TO_A_HOLD)
    page.wait_for("hold")
    before = page.text("#conversation")
    page.page.reload()
    assert page.text("#conversation") == before
    assert page.phase in ("ready", "hold")
    page.say("pause")
    assert page.phase == "paused"


def test_a_link_replays_a_conversation_and_no_server_sees_it(opened, address):
    fragment = "#device=speaker&locale=en-AU&say=0.0:open+cramp+coach&say=9.0:i+have+chest+pain"
    page = opened(fragment)
    assert "2 turns" in page.text("#replay-text")
    page.page.click("#replay-yes")
    page.page.wait_for_selector("[data-level=emergency]")
    assert page.text("#care .number") == "000"
    assert page.page.url == address


def test_the_link_of_a_conversation_says_all_of_it_again(opened):
    page = opened()
    page.say(*TO_A_HOLD)
    page.wait_for("hold")
    page.press_circle()
    left = page.text("#seconds")
    page.page.click("#link")
    page.page.wait_for_selector("#linked:not(:empty)")
    link = page.page.evaluate(
        "import('/static/simulator_link.js').then(async it => it.written("
        "JSON.parse(sessionStorage.talk).steps, { device: 'speaker', locale: 'en-US' }))"
    )
    again = opened("#" + link.split("#")[1])
    again.page.click("#replay-yes")
    again.page.wait_for_selector("[data-phase=paused]")
    assert abs(int(again.text("#seconds")) - int(left)) <= 1


def test_silence_after_some_seconds_only_if_asked_for(opened):
    page = opened()
    page.press_circle()
    page.wait(60)
    assert "(silence)" not in page.text("#conversation")
    page.page.check("#silent")
    page.say("it's a cramp")
    page.wait_for("listening")
    page.answered(lambda: page.wait(9))
    assert "(silence)" in page.text("#conversation")


def test_a_restarted_server_is_told_in_a_clear_sentence(opened):
    page = opened()
    page.press_circle()
    page.page.route("**/simulator/say", lambda route: route.fulfill(status=409, body="Conflict."))
    page.say("no")
    assert "restarted" in page.text("#trouble")
    assert page.phase == "closed"
    page.page.unroute("**/simulator/say")
    page.press_circle()
    assert page.phase == "speaking"
    assert page.page.is_hidden("#trouble")
    # The browser itself complains about that answer.
    assert [it for it in opened.complaints if "409" not in it] == []
    opened.complaints.clear()


def test_a_hold_goes_on_when_the_server_is_gone(opened):
    page = opened()
    page.say(*TO_A_HOLD)
    page.wait_for("hold")
    page.page.route("**/simulator/say", lambda route: route.abort())
    page.page.click("#orb")
    page.page.wait_for_selector("#trouble:not([hidden])")
    page.wait(5)
    assert page.phase == "hold"
    assert page.text("#seconds") in ("24", "25", "26")
    opened.complaints.clear()


def test_a_server_that_is_gone_is_told_and_nothing_is_lost(opened):
    page = opened()
    page.press_circle()
    page.wait_for("listening")
    page.page.route("**/simulator/say", lambda route: route.abort())
    page.page.fill("#words", "my left glute is cramping")
    page.page.press("#words", "Enter")
    page.page.wait_for_selector("#trouble:not([hidden])")
    assert "make run" in page.text("#trouble")
    page.page.unroute("**/simulator/say")
    page.say("my left glute is cramping")
    assert page.answers == ["Yes", "No", "Not sure"]
    opened.complaints.clear()


def test_everything_can_be_done_with_the_keyboard(opened):
    page = opened()
    for _ in range(5):
        page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.id") == "orb"
    page.answered(lambda: page.page.keyboard.press("Enter"))
    page.page.keyboard.press("Tab")
    page.answered(lambda: page.page.keyboard.press("Space"))
    assert page.answers == ["Yes", "No", "Not sure"]
    assert page.page.evaluate("document.activeElement.id") == "orb"


def test_the_keyboard_stays_on_the_answer_that_was_given(opened):
    page = opened()
    page.say(*TO_A_HOLD[:2])
    page.page.get_by_role("button", name="No", exact=True).focus()
    for _ in range(3):
        page.answered(lambda: page.page.keyboard.press("Enter"))
        assert page.page.evaluate("document.activeElement.textContent") == "No"


def test_all_of_the_page_is_small():
    found = [next((ROOT / "skill" / "web").glob(f"*/{name}")) for name in FILES]
    assert sum(it.stat().st_size for it in found) < 300_000
