"""The simulator in a browser: the app's screen with an Echo behind it, and what developers see of a conversation."""

import itertools

import pytest

from tests.web.browser import ROOT, numbers_shown
from tests.web.simulator_page import TO_A_HOLD

pytestmark = [pytest.mark.requires("chromium", "chromium"), pytest.mark.slow]

PHONE = {"viewport": {"width": 390, "height": 844}}
FOLDERS = ("app", "shared", "simulator")


def begins(cue):
    return cue["text"].split(",")[0].split(".")[0]


# --- Whole conversations ---


def test_a_whole_conversation_to_a_finished_stretch(opened):
    page = opened()
    page.press("launch")
    assert page.answers == ["Cramp", "Twitch", "Ache"]
    page.press("cramp")
    while page.answers == ["Yes", "No", "Not sure"]:
        page.press("no")
    assert page.phase == "guide"
    assert page.text("#doing") == "Seated figure four, sore side"
    assert page.answers == ["Pause", "Skip", "It hurts more"]
    page.wait_for("hold")
    page.wait(10)
    assert page.number in (19, 20)
    page.wait_for("asking")
    assert page.answers == ["Better", "Same", "Worse"]
    page.press("better")
    while "No" in page.answers:
        page.press("no")
    page.wait(30)
    assert page.phase == "closed"
    assert page.answers == ["Start again"]
    assert "glad" in page.transcript
    assert page.transcript.endswith("The coach has stopped listening.")
    page.press("launch")
    assert page.answers == ["Cramp", "Twitch", "Ache"]


def test_a_one_shot_begins_without_a_launch(opened):
    page = opened()
    page.press("one-shot")

    assert "Ask Cramp Coach to stretch my left glute" in page.transcript
    assert page.answers == ["Yes", "No", "Not sure"]


def test_a_button_says_its_words_to_an_echo_and_presses_the_screen_of_an_echo_show(opened):
    for device, shown, request in (("speaker", "Pause", "IntentRequest"), ("screen", "Pressed: pause", "UserEvent")):
        page = opened()
        page.page.select_option("#device", device)
        page.to_the_hold()
        page.wait_for("hold")
        page.press("pause")
        assert page.phase == "paused"
        assert shown in page.transcript.splitlines()
        page.page.click("summary")
        assert request in page.text("#request")
        assert '"sessionAttributes"' in page.text("#response")
        page.press("resume")
        assert page.phase in ("guide", "ready")


# --- A hold ---


def test_a_hold_of_30_seconds_lasts_30_seconds_aloud_and_silently(opened):
    for voices in ('[{ lang: "en-US", localService: true }]', "[]"):
        page = opened(voices=voices)
        page.to_the_hold()
        page.wait_for("hold")
        page.wait(29.5)
        assert page.phase == "hold"
        page.wait(0.75)
        assert page.phase != "hold"
    spoken = opened()
    spoken.to_the_hold()
    spoken.wait_for("asking")
    at = {begins(it): it["at"] for it in spoken.spoken}
    assert at["And release"] - at["Hold"] == pytest.approx(30.0, abs=0.2)
    assert at["One"] - at["Two"] == pytest.approx(1.0, abs=0.1)


def test_slow_words_are_heard_to_their_end_and_the_hold_is_still_exact(opened):
    page = opened(slow=110)
    page.to_the_hold()
    page.wait_for("asking")
    at = {begins(it): it["at"] for it in page.spoken}
    first = next(place for place, it in enumerate(page.spoken) if it["text"].startswith("Good"))
    for one, following in itertools.pairwise(page.spoken[first : first + 4]):
        assert following["at"] - one["at"] >= len(one["text"]) * 0.11 - 0.05
    assert at["And release"] - at["Hold"] == pytest.approx(30.0, abs=0.2)


def test_pause_and_resume_keep_the_second(opened):
    page = opened(slow=110)
    page.to_the_hold()
    page.wait_for("hold")
    page.wait(9.5)
    left = page.number
    page.press("pause")
    assert (page.phase, page.number) == ("paused", left)
    page.wait(20)
    assert page.number == left
    page.press("resume")
    page.wait_for("hold")
    assert page.number == left
    page.wait_for("asking")
    assert page.answers == ["Better", "Same", "Worse"]


def test_there_is_one_number_and_one_row_of_buttons(opened):
    page = opened()
    page.to_the_hold()
    for phase in ("guide", "ready", "hold"):
        page.wait_for(phase)
        page.wait(3)
        assert numbers_shown(page.page, "#screen") == 1
        labels = [it for it in page.page.locator("#screen button").all_inner_texts() if it]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desktop", "phone"])
def test_the_ring_stays_where_it_is_while_the_words_change(opened, look):
    page = opened(**look)
    page.to_the_hold()
    seen = set()
    while page.phase in ("guide", "ready", "hold"):
        box = page.page.locator("#ring").bounding_box()
        seen.add((round(box["x"]), round(box["y"])))
        page.wait(1.5)
    assert len(seen) == 1


# --- What is shown ---


def test_the_transcript_tells_no_word_before_it_is_spoken(opened):
    page = opened()
    page.to_the_hold()
    assert "Sit tall" not in page.transcript
    page.wait_for("hold")
    assert page.transcript.endswith("Hold, 30 seconds, left side.")
    page.wait(15.5)
    assert page.transcript.endswith("Halfway.")
    page.wait_for("asking")
    page.wait(3)
    assert page.transcript.endswith("Three. Two. One. And release, slowly. Is it letting go?")


def test_an_emergency_is_red_and_shows_the_number(opened):
    page = opened()
    page.page.select_option("#locale", "en-GB")
    page.type("open cramp coach", "i have chest pain")
    assert page.page.get_attribute("#screen", "data-level") == "emergency"
    assert page.page.locator("#help a").all_inner_texts() == ["Call 999"]
    red, green, blue = page.page.evaluate(
        "getComputedStyle(document.getElementById('screen')).backgroundColor.match(/\\d+/g).map(Number)"
    )[:3]
    assert red > 140
    assert max(green, blue) < 60


def test_the_words_come_in_time_where_there_is_no_voice(opened):
    page = opened(voices="[]")
    assert not page.shown("#sound")
    page.to_the_hold()
    page.wait_for("hold")
    page.wait(0.5)
    assert page.words.startswith("Hold, 30 seconds")
    page.wait(15.5)
    assert page.words == "Halfway."
    assert page.page.get_attribute("#words", "aria-live") == "polite"


@pytest.mark.parametrize("device", ["speaker", "screen"])
def test_on_a_phone_the_conversation_comes_first_and_nothing_of_it_is_cut_off(opened, device):
    page = opened(**PHONE)
    page.page.select_option("#device", device)
    page.page.evaluate("scrollTo(0, 0)")
    assert page.page.locator("#screen").bounding_box()["y"] < 60
    assert page.within('#answers [data-press="launch"]')
    steps = [lambda it=it: page.type(it) for it in TO_A_HOLD]
    for step in steps:
        step()
        page.wait(3)
        page.page.evaluate("scrollTo(0, 0)")
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert all(map(page.within, ("#answers", "#said", "#stop")))
        # The phone's keyboard would cover the answers.
        assert page.page.evaluate("document.activeElement.id") != "said"
    for phase in ("ready", "hold"):
        page.wait_for(phase)
        assert all(map(page.within, ("#ring", "#picture", "#answers", "#said", "#stop")))


def test_on_a_desktop_all_of_the_screen_is_seen_at_once(opened):
    page = opened(viewport={"width": 1280, "height": 800})
    page.to_the_hold()
    for phase in ("guide", "hold"):
        page.wait_for(phase)
        assert all(map(page.within, ("#ring", "#picture", "#answers", "#said", "#stop", "#device", "#nothing")))


def test_without_the_engine_an_echo_show_has_the_apps_view_and_the_page_says_so(opened):
    page = opened()
    assert not page.shown("#no-engine")
    page.page.select_option("#device", "screen")
    assert page.shown("#no-engine")
    page.to_the_hold()
    assert page.page.get_by_role("img", name="Drawing of the seated figure four").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, scheme):
    start = opened(color_scheme=scheme)
    assert start.faults() == []
    hold = opened(color_scheme=scheme)
    hold.to_the_hold()
    hold.wait_for("hold")
    hold.page.click("summary")
    assert hold.faults() == []
    for words in ("i have chest pain", "my left leg is swollen and hot"):
        care = opened(color_scheme=scheme)
        care.type("open cramp coach", words)
        care.wait(8)
        assert care.faults() == []
    screen = opened(color_scheme=scheme, **PHONE)
    screen.page.select_option("#device", "screen")
    screen.to_the_hold()
    assert screen.faults() == []


# --- The conversation as a whole ---


def test_a_reload_loses_nothing(opened):
    page = opened()
    page.to_the_hold()
    page.wait_for("hold")
    before = page.transcript
    page.page.reload()
    assert page.transcript.startswith(before)
    assert page.phase == "hold"
    page.type("pause")
    assert page.phase == "paused"


def test_a_reload_goes_on_where_the_reply_would_be_by_now(opened):
    page = opened()
    page.to_the_hold()
    page.wait_for("hold")
    page.page.goto("about:blank")
    page.page.clock.fast_forward(12_000)
    page.page.go_back()
    page.wait(0.5)
    assert 16 <= page.number <= 18
    assert "If it shoots, tingles or goes numb, let go." in page.transcript


def test_starting_over_forgets_what_was_said(opened):
    page = opened()
    page.to_the_hold()
    page.page.click("#new")
    assert page.phase == "closed"
    assert page.text("#transcript") == ""
    assert not page.shown("#picture")
    page.press("launch")
    # The coach still knows who is there.
    assert "Welcome back" in page.transcript


def test_another_device_begins_a_new_conversation_and_is_kept(opened):
    page = opened()
    page.type("open cramp coach")
    page.page.select_option("#device", "screen")
    assert page.transcript == ""
    page.page.select_option("#locale", "en-AU")
    page.page.reload()
    assert page.page.input_value("#device") == "screen"
    assert page.page.input_value("#locale") == "en-AU"


def test_a_reply_that_comes_after_starting_over_is_left_out(opened):
    page = opened()
    page.type("open cramp coach")
    held = []
    page.page.route("**/simulator/say", lambda route: route.continue_() if held else held.append(route))
    page.page.fill("#said", "my left glute is cramping")
    page.page.press("#said", "Enter")
    page.page.wait_for_selector("#talk[aria-busy=true]")
    page.page.click("#new")
    page.press("launch")
    held[0].continue_()
    page.wait(1)
    assert "left glute" not in page.transcript
    page.press("no" if "No" in page.answers else "cramp")
    assert not page.shown("#trouble")


def test_a_link_replays_a_conversation_and_no_server_sees_it(opened, address):
    fragment = "#device=speaker&locale=en-AU&say=0.0:open+cramp+coach&say=9.0:i+have+chest+pain"
    page = opened(fragment)
    assert "2 turns" in page.text("#replay-text")
    page.page.click("#replay-yes")
    page.page.wait_for_selector("[data-level=emergency]")
    assert page.text("#help") == "Call 000"
    assert "Is it a cramp, a twitch, or an ache?" in page.transcript
    assert page.page.url == address


def test_the_link_of_a_conversation_says_all_of_it_again(opened):
    page = opened()
    page.to_the_hold()
    page.wait_for("hold")
    page.wait(7.5)
    left = page.number
    page.press("pause")
    page.page.click("#link")
    page.page.wait_for_selector("#linked:not(:empty)")
    link = page.page.evaluate(
        "import('/simulator/static/simulator/link.js').then(async it => it.written("
        "JSON.parse(sessionStorage.simulator).echo.steps, { device: 'speaker', locale: 'en-US' }))"
    )
    again = opened("#" + link.split("#")[1])
    again.page.click("#replay-yes")
    again.page.wait_for_selector("[data-phase=paused]")
    assert abs(again.number - left) <= 1


def test_silence_after_some_seconds_only_if_asked_for(opened):
    page = opened()
    page.press("launch")
    page.wait(60)
    assert "(silence)" not in page.transcript
    page.page.check("#silent")
    page.type("it's a cramp")
    # The first silence is met with the reprompt, and the second with the end, as on an Echo.
    page.wait_for("closed")
    page.wait(1)  # The reply that closes has to end.
    assert page.transcript.count("(silence)") == 2
    assert "If I go quiet, say, open cramp coach.\n(silence)" in page.transcript
    assert page.transcript.endswith("(silence)\nThe coach has stopped listening.")


def test_silence_can_be_chosen_at_once(opened):
    page = opened()
    page.press("launch")
    page.answered(lambda: page.page.click("#nothing"))
    assert "(silence)" in page.transcript
    assert page.phase == "asking"
    assert page.answers == ["Cramp", "Twitch", "Ache"]


# --- Faults ---


def test_a_restarted_server_is_told_in_a_clear_sentence(opened):
    page = opened()
    page.press("launch")
    page.page.route("**/simulator/say", lambda route: route.fulfill(status=409, body="Conflict."))
    page.type("no")
    assert "restarted" in page.text("#trouble")
    assert page.phase == "closed"
    page.page.unroute("**/simulator/say")
    page.press("launch")
    assert page.phase == "asking"
    assert not page.shown("#trouble")
    # The browser itself complains about that answer.
    assert [it for it in opened.complaints if "409" not in it] == []
    opened.complaints.clear()


def test_a_hold_goes_on_when_the_server_is_gone(opened):
    page = opened()
    page.to_the_hold()
    page.wait_for("hold")
    page.page.route("**/simulator/say", lambda route: route.abort())
    page.page.fill("#said", "how long is left")
    page.page.press("#said", "Enter")
    page.page.wait_for_selector("#trouble:not([hidden])")
    page.wait(5)
    assert page.phase == "hold"
    assert page.number in (23, 24, 25, 26)
    opened.complaints.clear()


def test_a_server_that_is_gone_is_told_and_nothing_is_lost(opened):
    page = opened()
    page.press("launch")
    page.wait_for("asking")
    page.page.route("**/simulator/say", lambda route: route.abort())
    page.page.fill("#said", "my left glute is cramping")
    page.page.press("#said", "Enter")
    page.page.wait_for_selector("#trouble:not([hidden])")
    assert "make run" in page.text("#trouble")
    assert page.answers == ["Try again"]
    page.page.unroute("**/simulator/say")
    page.press("retry")
    assert page.answers == ["Yes", "No", "Not sure"]
    opened.complaints.clear()


# --- The keyboard ---


def test_everything_can_be_done_with_the_keyboard(opened):
    page = opened()
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.dataset.press") == "launch"
    page.answered(lambda: page.page.keyboard.press("Enter"))
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.dataset.press") == "cramp"
    page.answered(lambda: page.page.keyboard.press("Space"))
    assert page.answers == ["Yes", "No", "Not sure"]
    reached = set()
    for _ in range(25):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate("document.activeElement.id || document.activeElement.dataset.press"))
    panel = {"device", "locale", "silent", "nothing", "link", "new", "transcript"}
    assert panel | {"yes", "no", "not_sure", "said", "stop"} <= reached


def test_the_keyboard_stays_on_the_answer_that_was_given(opened):
    page = opened()
    page.type(*TO_A_HOLD[:2])
    page.page.get_by_role("button", name="No", exact=True).focus()
    for _ in range(3):
        page.answered(lambda: page.page.keyboard.press("Enter"))
        assert page.page.evaluate("document.activeElement.textContent") == "No"


def test_all_of_the_page_is_small():
    files = [it for folder in FOLDERS for it in (ROOT / "skill" / "web" / "static" / folder).rglob("*.[cj]s*")]
    assert len(files) > 20
    assert sum(it.stat().st_size for it in files) < 150_000
