"""Timers and reminders in the simulator: Alexa asks, they count down, they ring by the page's clock."""

import pytest

pytestmark = [pytest.mark.requires("chromium", "chromium"), pytest.mark.slow]

A_TIMER = ("open cramp coach", "set a heat timer for 15 minutes", "yes")
A_REMINDER = ("open cramp coach", "remind me to stretch every evening at nine", "yes", "i approve")
NINE_IN_THE_MORNING = "2026-03-27T09:00:00+01:00"
"""Two days before the clocks go forward in Berlin."""


def alerts(page):
    return page.text("#alert-list").splitlines() if page.shown("#alert-list") else []


def ringing(page):
    return page.page.locator("#ringing .what").all_inner_texts()


def a_timer(page):
    page.type(*A_TIMER)
    page.press("yes")
    page.wait(6)


def focus(page):
    return page.page.evaluate("(it => it.id || it.textContent)(document.activeElement)")


def test_a_timer_is_set_once_alexa_may_and_rings_until_it_is_stopped(opened):
    page = opened()
    page.type(*A_TIMER)
    assert "permission to update your timers" in page.words
    assert page.text("#doing") == "Alexa herself asks"
    assert page.answers == ["I approve", "No"]
    assert alerts(page) == []
    page.press("yes")
    assert "15 minutes" in page.words
    page.wait(6)
    assert alerts(page)[0] == "Heat timer"
    minutes, seconds = map(int, alerts(page)[1].split(":"))
    assert 14 * 60 + 40 < minutes * 60 + seconds < 15 * 60
    page.wait(minutes * 60 + seconds - 2)
    assert ringing(page) == []
    page.wait(3)
    assert ringing(page) == ["The heat timer is done."]
    assert page.page.get_attribute("#ringing", "role") == "alert"
    assert page.page.title() == "♪ The heat timer is done."
    assert page.spoken[-1]["text"] == "The heat timer is done."
    assert page.page.evaluate("notes") == 3
    page.wait(7)
    assert page.page.evaluate("notes") == 6
    page.page.click("#ringing button")
    assert ringing(page) == []
    assert alerts(page) == []
    assert page.page.title() == "Cramp Coach simulator"
    page.wait(20)
    assert page.page.evaluate("notes") == 6


@pytest.mark.parametrize("answer", ["no", None])
def test_without_a_yes_to_alexa_there_is_no_timer_but_another_way(opened, answer):
    page = opened()
    page.type(*A_TIMER)
    if answer:
        page.press(answer)
    else:
        page.answered(lambda: page.page.click("#nothing"))
    assert "Alexa, set a timer" in page.transcript
    assert alerts(page) == []


def test_a_permission_is_asked_for_once_and_a_second_timer_of_a_kind_is_offered_instead(opened):
    page = opened()
    a_timer(page)
    page.type(*A_TIMER[:2])
    assert "is running" in page.words
    page.page.get_by_role("button", name="Cancel: Heat timer").click()
    page.page.wait_for_selector("#no-alerts")
    page.type(*A_TIMER)
    assert "15 minutes" in page.words
    assert alerts(page)[0] == "Heat timer"


def test_a_timer_goes_on_through_a_reload_and_a_new_conversation(opened):
    page = opened()
    a_timer(page)
    page.page.click("#new")
    page.wait(300)
    page.page.reload()
    page.page.wait_for_selector("#alert-list li")
    page.wait(1)
    assert alerts(page)[1].startswith("9:")
    page.page.clock.fast_forward(600_000)
    page.page.wait_for_selector("#ringing .rings")


def test_what_rang_while_the_page_was_closed_rings_when_it_is_opened(opened):
    page = opened()
    a_timer(page)
    address = page.page.url
    page.page.goto("about:blank")
    page.page.clock.fast_forward(3_600_000)
    page.page.goto(address)
    page.page.wait_for_selector("#ringing .rings")
    assert ringing(page) == ["The heat timer is done."]


def test_a_reminder_rings_at_its_time_of_the_day_and_again_on_the_next(opened):
    page = opened(timezone_id="Europe/Berlin", locale="en-US")
    page.page.clock.set_system_time(NINE_IN_THE_MORNING)
    page.page.reload()
    page.type(*A_REMINDER)
    assert [it.replace("\u202f", " ") for it in alerts(page)[:3]] == [
        "Time for your stretch",
        "Today, 9:00 PM",
        "every day",
    ]
    for _ in range(3):
        page.page.clock.fast_forward(12 * 3600_000 - 60_000)
        page.page.wait_for_selector("#alert-list li")
        assert ringing(page) == []
        page.wait(61)
        assert ringing(page) == ["Reminder: Time for your stretch."]
        page.page.click("#ringing button")
        assert ringing(page) == []
        page.page.locator("#alert-list", has_text="Tomorrow").wait_for()
        # To nine in the morning, also on the day that lacks an hour.
        page.page.clock.fast_forward(1000)
        ahead = page.page.evaluate(
            "(() => { const it = new Date(); it.setDate(it.getDate() + 1); "
            "it.setHours(9, 0, 0, 0); return it - new Date(); })()"
        )
        page.page.clock.fast_forward(ahead)


def test_stop_stops_first_what_rings(opened):
    page = opened()
    a_timer(page)
    page.type("open cramp coach")
    page.page.clock.fast_forward(900_000)
    page.page.wait_for_selector("#ringing .rings")
    page.page.fill("#said", "Alexa, stop")
    page.page.press("#said", "Enter")
    assert ringing(page) == []
    assert "The ringing has stopped." in page.transcript
    page.type("it's a cramp")
    assert page.phase == "asking"


def test_alerts_are_cancelled_and_stopped_with_the_keyboard_and_the_focus_stays_on_the_page(opened):
    page = opened()
    a_timer(page)
    page.type(*A_REMINDER)
    page.page.get_by_role("button", name="Cancel: Time for your stretch").focus()
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Cancel: Heat timer"
    page.page.clock.fast_forward(900_000)
    page.page.wait_for_selector("#ringing .rings")
    assert focus(page) == "words"
    page.page.get_by_role("button", name="Stop: The heat timer is done.").focus()
    page.page.keyboard.press("Enter")
    assert focus(page) == "words"
    assert alerts(page) == []


def test_a_hold_is_not_talked_over_when_a_timer_rings(opened):
    page = opened()
    a_timer(page)
    page.page.clock.fast_forward(860_000)
    page.type("open cramp coach", "my left glute is cramping", *["no"] * 4)
    page.wait_for("hold")
    page.wait(29)
    assert ringing(page) == ["The heat timer is done."]
    assert page.page.evaluate("notes") >= 3
    assert not [it for it in page.spoken if "timer is done" in it["text"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_about_timers(opened, scheme):
    page = opened(color_scheme=scheme, viewport={"width": 390, "height": 844})
    a_timer(page)
    page.type(*A_REMINDER)
    page.page.clock.fast_forward(900_000)
    page.page.wait_for_selector("#ringing .rings")
    page.type(*A_TIMER)
    assert page.faults() == []
