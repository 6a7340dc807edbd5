"""The app without a network: the graph of the dialogue by buttons, and the page that its service worker keeps."""

import json
import re
import time

import pytest

from skill.understanding.hearing import content
from skill.web import phone as web_phone
from skill.web.offline import offline
from tests.web.app_talk import Talk, phone_app
from tests.web.browser import served
from tests.web.phone_page import phones

# The graph takes seconds, so all of its tests run in one process.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("offline graph")]

LOST = ("Failed to load resource", "Service Worker")


@pytest.fixture(scope="module")
def kept():
    return offline(content(), "en-GB")


# --- The graph ---


def reply(kept, node):
    return kept["replies"][kept["nodes"][node][0]]


def words(kept, node):
    return " ".join(it["say"] for it in reply(kept, node)["cues"])


def test_the_graph_says_what_the_coach_says(kept):
    app = phone_app()
    for place, start in kept["starts"].items():
        talk = Talk(app, locale="en-GB", address=f"2001:db8:1:{start}::1")
        talk.press(place)
        answer, node = talk.press("cramp"), start
        for press in ("no", "yes", "no", "no", "no", "same", "better", "no", "no"):
            assert words(kept, node) == answer["say"]
            assert reply(kept, node).get("level") == answer["level"]
            assert reply(kept, node).get("picture") == answer["picture"]
            if press not in kept["nodes"][node][1]:
                break
            answer, node = talk.press(press), kept["nodes"][node][1][press]


def test_every_button_of_the_graph_leads_on_and_every_way_ends(kept):
    for number, (_, to) in enumerate(kept["nodes"]):
        shown = reply(kept, number)
        offered = {it["press"] for it in shown["buttons"]} - {"pause", "stop"}
        assert offered == set(to), words(kept, number)
        assert shown.get("open") or not to
    ends = {number for number, (_, to) in enumerate(kept["nodes"]) if not to}
    while True:
        before = len(ends)
        ends |= {number for number, (_, to) in enumerate(kept["nodes"]) if ends & set(to.values())}
        if len(ends) == before:
            break
    assert len(ends) == len(kept["nodes"])


def test_not_sure_is_the_cautious_side_in_the_graph(kept):
    unsure = [to for _, to in kept["nodes"] if "not_sure" in to]

    assert len(unsure) > 10
    assert all(to["not_sure"] == to["yes"] for to in unsure)


def test_no_hold_comes_without_four_noes_and_none_after_a_warning_sign(kept):
    starts = set(kept["starts"].values())
    # Breadth first: the fewest presses from a start to each node.
    depth, ring = dict.fromkeys(starts, 0), starts
    while ring:
        following = {after for node in ring for after in kept["nodes"][node][1].values()} - depth.keys()
        depth |= dict.fromkeys(following, depth[next(iter(ring))] + 1)
        ring = following
    holds = [node for node in depth if "holds" in reply(kept, node)]
    assert min(depth[it] for it in holds) == 4

    urgent = [node for node in depth if reply(kept, node).get("level") in ("emergency", "urgent")]
    assert len(urgent) > 5
    seen, ahead = set(), set(urgent)
    while ahead:
        seen |= ahead
        ahead = {after for node in ahead for after in kept["nodes"][node][1].values()} - seen
    assert not any("holds" in reply(kept, node) for node in seen)


@pytest.mark.parametrize("locale", ["en", "en-US"])
def test_what_is_kept_has_the_numbers_and_signs_of_the_country(locale):
    here = offline(content(), locale)

    tels = [it["tel"] for it in here["numbers"]]
    assert tels[:1] == ([] if locale == "en" else ["911"])
    assert len(here["signs"]["emergency"]) > 15
    assert "chest pain or trouble breathing" in here["signs"]["emergency"]
    assert "a fever or chills" in here["signs"]["urgent"]
    assert not any(re.search(r"[{}]", it) for signs in here["signs"].values() for it in signs)


def test_all_of_the_app_is_small(kept):
    client = phone_app().test_client()

    def size(path):
        with client.get(path) as answer:
            return len(answer.data)

    worker = client.get("/worker.js").text
    paths = json.loads(re.search(r"KEPT = (\[.*?\]);", worker)[1])
    pictures = [it for it in paths if it.startswith("/picture/")]
    assert len(pictures) > 30
    sizes = {path: size(path) for path in {*paths, "/worker.js", "/offline/en-GB.json"} - set(pictures)}

    print(sorted(sizes.items(), key=lambda it: -it[1]))
    assert sum(sizes.values()) < 200_000
    assert sum(map(size, pictures)) < 200_000


def test_all_that_the_page_loads_is_kept():
    client = phone_app().test_client()
    page, worker = client.get("/").text, client.get("/worker.js").text

    loaded = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))

    assert len(loaded) > 3
    assert loaded <= set(json.loads(re.search(r"KEPT = (\[.*?\]);", worker)[1]))


def test_the_page_is_strict_and_loads_nothing_from_elsewhere():
    client = phone_app().test_client()
    page = client.get("/")

    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick=|https?://", page.text)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in page.headers


# --- In a browser ---

browser = [pytest.mark.requires("chromium", "chromium"), pytest.mark.slow]


def until(page, promised):
    """Wait until what a promise of the page gives is true."""
    for _ in range(600):
        if page.page.evaluate(promised):
            return
        time.sleep(0.05)
    raise AssertionError(f"It never became true: {promised}")


def ready(page, address):
    """Wait until the page has kept everything, and load it anew: now from what was kept."""
    until(page, "caches.open('cramp-coach-offline').then(it => it.keys()).then(it => it.length)")
    until(page, "navigator.serviceWorker.getRegistration().then(it => it?.active?.state === 'activated')")
    page.page.goto(address)


@pytest.fixture
def phone(chromium):
    with phones(chromium) as open_phone:
        yield open_phone


class TestInABrowser:
    pytestmark = browser

    def test_without_a_server_it_shows_numbers_asks_and_guides(self, phone):
        with served(phone_app()) as port:
            address = f"http://127.0.0.1:{port}/"
            page = phone(address, service_workers="allow", expected=LOST, timezone_id="Europe/London")
            ready(page, address)
        page.page.context.set_offline(True)
        page.page.goto(address)
        assert page.shown("#network")
        assert page.page.get_attribute("#call", "href") == "tel:999"
        page.page.wait_for_selector("#signs-urgent li", state="attached")
        page.page.click("#without")
        assert "chest pain or trouble breathing" in page.page.inner_text("#signs-emergency")
        assert "tel:111" in [it.get_attribute("href") for it in page.page.locator("#signs-numbers a").all()]
        page.page.click("#signs-close")

        page.page.click("#begin")
        page.page.wait_for_selector('#answers [data-press="bed"]')
        assert not page.shown("#say")
        page.touch("bed")
        for _ in range(4):
            assert page.answers == ["Yes", "No", "Not sure"]
            page.touch("no")
        page.wait_for("hold")
        assert page.shown("#picture")
        assert page.page.evaluate("document.getElementById('picture').naturalWidth") > 0
        page.wait(9.5)
        shown = page.number
        page.touch("pause")
        assert (page.phase, page.number, page.answers) == ("paused", shown, ["Go on"])
        page.wait(30)
        page.touch("resume")
        page.wait_for("hold")
        assert page.number == shown
        page.wait(shown + 0.3)
        assert page.phase == "asking"
        said = page.page.evaluate("window.spoken.map(it => it.text)")
        assert [
            it for it in said if it in ("Ten.", "Five.", "Four.", "Three.", "Two.", "One.", "And release, slowly.")
        ] == ["Ten.", "Five.", "Four.", "Three.", "Two.", "One.", "And release, slowly."]
        assert page.answers == ["Better", "Same", "Worse"]
        page.touch("better")
        page.touch("stop")
        page.wait(20)
        assert page.phase == "closed"
        page.page.click("#show")
        assert "Private parts numb" in page.page.inner_text("#summary")
        assert page.turns == []

    def test_a_warning_sign_without_a_server_is_one_touch_from_a_call(self, phone):
        with served(phone_app()) as port:
            address = f"http://127.0.0.1:{port}/"
            page = phone(address, service_workers="allow", expected=LOST)
            ready(page, address)
        page.page.context.set_offline(True)
        page.page.goto(address)
        page.page.click("#begin")
        page.page.wait_for_selector('#answers [data-press="chair"]')
        for press in ("chair", "no", "not_sure", "yes"):
            page.touch(press)

        assert page.page.get_attribute("body", "data-level") == "emergency"
        assert page.page.get_attribute("#help a", "href") == "tel:911"

    def test_a_network_lost_in_a_hold_breaks_nothing(self, phone):
        with served(phone_app()) as port:
            address = f"http://127.0.0.1:{port}/"
            page = phone(address, expected=LOST)
            page.page.wait_for_selector("#signs-urgent li", state="attached")
            page.to_the_hold()
            page.wait_for("hold")
        page.wait(7.3)
        shown = page.number
        page.touch("pause")
        page.page.wait_for_selector("#talk[aria-busy=false]")
        assert (page.phase, page.number) == ("paused", shown)
        page.touch("resume")
        page.wait_for("hold")
        assert page.number == shown
        page.wait(shown + 0.3)
        page.touch("better")
        page.page.wait_for_selector('#answers [data-press="retry"]')
        assert "can’t be reached" in page.page.inner_text("#trouble")
        # The server comes back: nothing is lost.
        with served(phone_app(), port):
            page.press("retry")
            assert page.answers == ["Yes", "No", "Not sure"]
        page.touch("no")
        page.page.wait_for_selector('#answers [data-press="offline"]')
        page.touch("offline")
        page.page.wait_for_selector('#answers [data-press="bed"]')

    def test_an_update_waits_until_a_running_stretch_is_over(self, phone, monkeypatch):
        with served(phone_app()) as port:
            address = f"http://127.0.0.1:{port}/"
            page = phone(address, service_workers="allow", expected=LOST)
            ready(page, address)
            page.to_the_hold()
            page.wait_for("hold")
            before = page.page.evaluate("caches.keys()")
        monkeypatch.setattr(web_phone, "_digest", lambda _: "another-version")
        with served(phone_app(), port):
            page.page.evaluate("navigator.serviceWorker.getRegistration().then(it => it.update())")
            until(page, "navigator.serviceWorker.getRegistration().then(it => Boolean(it.waiting))")
            assert set(before) < set(page.page.evaluate("caches.keys()"))
            page.wait_for("asking")
            page.press("better")
            assert page.answers == ["Yes", "No", "Not sure"]

    def test_a_phone_can_install_it(self, phone):
        with served(phone_app()) as port:
            page = phone(f"http://127.0.0.1:{port}/", service_workers="allow", expected=LOST)
            tools = page.page.context.new_cdp_session(page.page)
            manifest = tools.send("Page.getAppManifest")
            faults = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert manifest["errors"] == []
        shown = json.loads(manifest["data"])
        assert (shown["start_url"], shown["display"], shown["scope"]) == ("/", "standalone", "/")
        assert {"192x192", "512x512"} <= {it["sizes"] for it in shown["icons"]}
        # A context of a test is always a private window.
        assert [it for it in faults if it["errorId"] != "in-incognito"] == []
