"""`POST /api/turn`: the same conversation as everywhere, whose state the page keeps."""

import json
import subprocess
import sys

import pytest
from msgspec.structs import asdict

from skill import coach
from skill.alexa.phrasing import ALEXA
from skill.conversation.respond import _HANDLERS, ANSWERS
from skill.settings import Settings
from skill.speech.buttons import PRESSES
from skill.understanding.hearing import content
from skill.web import api_messages, api_state
from skill.web.api import LIMITS
from skill.web.api_messages import MAX_STATE
from skill.web.api_turn import PHONE
from skill.web.app import create_app
from tests.fuzz.schema import description
from tests.logs import captured
from tests.transcripts import FOLDER, START
from tests.web.app_talk import SECRET, Talk, phone_app


@pytest.fixture(scope="module")
def app():
    return phone_app()


@pytest.fixture
def talk(app, request):
    # An address of its own for each test: requests are counted by address.
    return Talk(app, address=f"2001:db8:{abs(hash(request.node.name)) % 0xFFFF:x}::1")


# --- The conversation ---


def test_a_conversation_leads_to_a_counted_hold(talk):
    asked = talk.turn(launch=True)
    assert (asked["awaiting"], [it["press"] for it in asked["buttons"]]) == ("kind", ["cramp", "twitch", "ache"])

    guided = talk.to_the_hold()

    (hold,) = guided["holds"]
    assert (hold["stretch"], hold["side"], hold["seconds"], hold["total"]) == ("seated_figure_four", "left", 30, 30)
    cues = {it["say"]: it for it in guided["cues"]}
    assert cues["Hold, 30 seconds, left side."]["at"] == hold["at"]
    assert cues["Ten."]["at"] == hold["at"] + 20
    assert [round(cues[word]["at"] - hold["at"], 3) for word in ("Five.", "One.")] == [25, 29]
    assert guided["cues"][-1] == {
        "at": pytest.approx(hold["at"] + 31.7, abs=1),
        "kind": "instruction",
        "say": "Is it letting go?",
    }
    assert guided["say"] == " ".join(it["say"] for it in guided["cues"])
    assert guided["picture"] == "/picture/seated_figure_four-left.svg"
    assert [it["press"] for it in guided["buttons"] if it["during"]] == ["pause", "next", "stop", "worse"]
    assert [it["press"] for it in guided["buttons"] if not it["during"]] == ["better", "same", "worse"]


@pytest.mark.parametrize("heard", [12, 17, 30])
def test_a_pause_keeps_the_second_that_was_heard(talk, heard):
    (hold,) = talk.to_the_hold()["holds"]

    paused = talk.turn(press="pause", heard_seconds=hold["at"] + heard)
    assert paused["paused"] == 30 - heard
    assert paused["picture"]

    resumed = talk.press("resume")
    if heard < 30:
        assert resumed["holds"][0]["seconds"] == 30 - heard
    else:
        assert resumed["say"].startswith("That hold is over.")


def test_how_long_is_left_is_exact(talk):
    (hold,) = talk.to_the_hold()["holds"]

    assert talk.turn(say="how long is left", heard_seconds=hold["at"] + 11)["say"].startswith("19 seconds left.")


def test_silence_repeats_the_question_once_and_then_ends(talk):
    talk.say("my left glute is cramping")

    first, second = talk.turn(silence=True), talk.turn(silence=True)

    assert first["say"] == first["reprompt"]
    assert (first["awaiting"], first["open"], first["level"]) == ("finding", True, None)
    assert (second["say"], second["open"], second["buttons"], second["cues"]) == ("", False, [], [])


def test_an_answer_can_be_taken_back_by_a_button(talk):
    talk.say("my left glute is cramping")
    talk.press("no")

    assert "weak, dragging" in talk.press("back")["say"]


def test_an_emergency_can_be_taken_back_by_a_button_where_a_finger_may_have_slipped(talk):
    talk.say("my left glute is cramping")
    answer = talk.press("no", "yes", "yes")
    assert answer["level"] == "emergency"
    assert [it["press"] for it in answer["buttons"]] == ["repeat", "stop", "mistake"]

    assert talk.press("mistake")["level"] is None


def test_a_place_is_a_press_too(talk):
    talk.say("my left glute is cramping")
    talk.press("bed")

    assert talk.press(*["no"] * 4)["holds"][0]["stretch"] == "supine_figure_four"


@pytest.mark.parametrize(
    ("locale", "tel"), [("en-US", "911"), ("en-GB", "999"), ("en-AU", "000"), ("en-IN", "112"), ("en-CA", "911")]
)
def test_every_answer_has_the_countrys_emergency_number_first(app, locale, tel):
    talk = Talk(app, locale=locale, address=f"198.51.100.{ord(locale[-1])}")

    assert talk.turn(launch=True)["call"] == [{"label": f"Call {tel}", "tel": tel}]
    assert talk.say("I want to die")["call"][0]["tel"] == tel
    assert len(talk.say("I want to die")["call"]) > 1


def test_a_warning_sign_is_advised_at_once(talk):
    answer = talk.say("my left glute is cramping and I have crushing chest pain")

    assert (answer["level"], answer["holds"]) == ("emergency", [])
    assert answer["call"][0]["tel"] == "911"


def test_the_number_comes_first_again_in_the_next_conversation_of_the_page(talk):
    talk.say("I have crushing chest pain")
    assert talk.press("stop")["open"] is False

    assert talk.turn(launch=True)["say"].startswith("Call 911")


def test_the_summary_says_what_was_told_and_what_to_watch_for(talk):
    assert talk.say("my left glute is cramping")["summary"] is None
    talk.press(*["no"] * 4)
    talk.press("better")

    answer = talk.press("no", "no")

    assert answer["open"] is False
    assert {"the left side", "the painful cramp"} <= set(answer["summary"]["told"])
    assert "new trouble holding your pee" in answer["summary"]["denied"]
    assert answer["summary"]["stretches"] == ["seated figure four"]
    assert (answer["summary"]["level"], answer["summary"]["not_sure"]) == ("selfcare", [])
    assert answer["summary"]["watch_for"].startswith("Call for emergency help if you get numb private parts")
    assert answer["summary"]["call_back"] == "Call a doctor if it's no better tomorrow."


def test_timers_are_left_to_the_phone(talk):
    talk.turn(launch=True)

    assert "set a timer on your phone" in talk.say("set a heat timer", "yes")["say"]


TRANSCRIPTS = [
    path
    for path in sorted(FOLDER.glob("*.txt"))
    # What lies between two of these lines depends on the device: its clock, time zone and user.
    if not any(line.startswith(("Time zone", "/")) for line in path.read_text("utf-8").splitlines())
]


def neutral(text, platform):
    """The text without the platform's own words."""
    for name, words in sorted(asdict(platform).items(), key=lambda it: -len(it[1])):
        text = text.replace(words, f"<{name}>").replace(words[0].upper() + words[1:], f"<{name}>")
    return text


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda it: it.stem)
def test_a_transcript_is_the_same_through_the_app_as_through_alexa_and_the_terminal(app, path):
    lines = path.read_text(encoding="utf-8").splitlines()
    locale = dict(it.split(": ", 1) for it in lines if it.startswith("Locale")).get("Locale", "en-US")
    # The terminal's device sends what Alexa sends; the app calls `turn` by itself.
    device = coach.build(Settings()).device(locale=locale, clock=lambda: START)
    talk = Talk(app, locale=locale, address=f"2001:db9:{TRANSCRIPTS.index(path)}::1")
    for line in lines:
        if line.startswith("You:"):
            words = line.removeprefix("You:").strip()
            launches = words.lower() == "open cramp coach" and not talk.open
            theirs = device.say(words)
            ours = talk.turn(**({"launch": True} if launches else {"say": words} if words else {"silence": True}))
            for it, platform in ((theirs, ALEXA), (ours, PHONE)):
                it["say"] = neutral(it["say"], platform)
                it["holds"] = [(each["stretch"], each["side"], round(each["at"], 1)) for each in it["holds"]]

            same = ("say", "level", "asks", "awaiting", "condition", "open", "holds")
            assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}


def test_there_is_something_to_compare():
    assert len(TRANSCRIPTS) > 25


# --- The state ---


def test_two_servers_with_one_secret_carry_one_conversation_and_share_nothing_else():
    here, there = Talk(phone_app()), Talk(phone_app())
    here.say("my left glute is cramping")
    for turn in range(4):
        one, other = (here, there) if turn % 2 else (there, here)
        one.state = other.state
        answer = one.press("no")

    assert answer["holds"][0]["side"] == "left"


def test_the_same_state_gives_the_same_answer_again(talk):
    talk.say("my left glute is cramping")
    before = talk.state
    first = talk.press("no")
    talk.state = before

    assert {**talk.press("no"), "state": ""} == {**first, "state": ""}


def refused(response, status=400):
    assert (response.status_code, response.mimetype, list(response.json)) == (status, "application/json", ["error"])
    return response.json["error"]


def test_a_state_that_was_tampered_with_is_refused(talk):
    talk.say("my left glute is cramping")
    state = talk.state
    for place in range(0, len(state), max(len(state) // 40, 1)):
        talk.state = state[:place] + ("A" if state[place] != "A" else "B") + state[place + 1 :]
        refused(talk.post(press="no"))


def test_a_state_of_another_server_is_refused(talk):
    other = Talk(phone_app(secret="another secret of sixteen bytes"))
    other.say("my left glute is cramping")
    talk.state = other.state

    assert "not one that this server made" in refused(talk.post(press="no"))


def test_a_state_is_refused_after_30_minutes(talk, monkeypatch):
    talk.say("my left glute is cramping")
    now = api_state.URLSafeTimedSerializer.default_signer.get_timestamp
    for minutes, status in ((29, 200), (31, 400)):
        monkeypatch.setattr(
            "itsdangerous.timed.TimestampSigner.get_timestamp", lambda self, late=minutes * 60: now(self) + late
        )
        response = talk.client.post(
            "/api/turn", json={"state": talk.state, "press": "no"}, environ_overrides={"REMOTE_ADDR": talk.address}
        )
        assert response.status_code == status
    assert "30 minutes" in refused(response)


@pytest.mark.parametrize("length", [12_001, 17_000])
def test_a_huge_state_is_refused(talk, length):
    talk.state = "A" * length

    refused(talk.post(press="no"), 400 if length < 16_000 else 413)


def test_a_state_of_an_earlier_version_loses_its_place_and_says_so(app, talk):
    states = api_state.States(SECRET)
    talk.say("my left glute is cramping")
    kept = states.load(talk.state)
    kept.session.done.append("a_stretch_that_is_gone")
    talk.state = states.dump(kept)

    assert talk.say("no")["say"].startswith("Sorry, I lost my place.")


def test_the_longest_states_are_far_below_the_limit(talk):
    talk.say("my left glute is cramping, it burns, it shoots down my leg, it tingles, I am sixty and on statins")
    talk.press(*["no"] * 8)

    assert len(talk.state) < MAX_STATE / 3


# --- Requests ---

BAD = [
    b"",
    b"{",
    b"[]",
    b"{}",
    b"\xff",
    b'{"launch": 1}',
    b'{"launch": true, "press": "no"}',
    b'{"say": ""}',
    b'{"press": "explode"}',
    b'{"press": "no", "heard_seconds": -1}',
    b'{"press": "no", "heard_seconds": 1e999}',
    b'{"launch": true, "locale": "de-DE"}',
    b'{"launch": true, "surprise": 1}',
    b'{"say": "' + b"a" * 2001 + b'"}',
    b"[" * 10_000,
]


@pytest.mark.parametrize("body", BAD, ids=lambda it: repr(it[:40]))
def test_a_bad_request_gets_a_sentence(talk, body):
    sent = {"data": body, "content_type": "application/json", "environ_overrides": {"REMOTE_ADDR": talk.address}}

    assert refused(talk.client.post("/api/turn", **sent)).endswith(".")


def test_a_request_of_more_than_16_kb_is_refused(talk):
    assert "16 KB" in refused(talk.post(say="a" * 17_000), 413)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Content-Type": "text/plain"},
    ],
    ids=str,
)
def test_other_sites_may_not_ask(talk, headers):
    sent = {"Content-Type": "application/json", **headers}

    refused(talk.client.post("/api/turn", data=b'{"launch": true}', headers=sent))


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "https://proxied.example"}, {"Origin": "http://localhost"}]
)
def test_the_own_page_may_ask(talk, headers):
    assert talk.client.post("/api/turn", json={"launch": True}, headers=headers).status_code == 200


def test_who_asks_too_often_is_told_how_long_to_wait(app):
    often, other = Talk(app, address="192.0.2.1"), Talk(app, address="192.0.2.2")
    most = int(LIMITS.split()[0])
    answers = [often.post(launch=True) for _ in range(most + 1)]

    assert [it.status_code for it in answers] == [200] * most + [429]
    assert "wait a minute" in refused(answers[-1], 429)
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    other.turn(launch=True)


def test_behind_a_proxy_each_client_is_counted_by_itself(app):
    client = app.test_client()

    def ask(remote, forwarded):
        sent = {"headers": {"X-Forwarded-For": forwarded}, "environ_overrides": {"REMOTE_ADDR": remote}}
        return client.post("/api/turn", json={"launch": True}, **sent).status_code

    # The last address is the proxy's own word; what a client has invented stands before it.
    assert {ask("127.0.0.1", f"10.0.0.{it}, 192.0.2.60") for it in range(60)} == {200}
    assert ask("127.0.0.1", "10.0.0.99, 192.0.2.60") == 429
    assert ask("127.0.0.1", "10.0.0.99, 192.0.2.61") == 200
    # All IPv4 addresses that are written as ones of IPv6 are in the same /64.
    assert {ask("127.0.0.1", f"::ffff:198.51.100.{it}") for it in range(61)} == {200}
    # From elsewhere, the header is anybody's word.
    assert {ask("192.0.2.62", f"10.0.1.{it}") for it in range(60)} == {200}
    assert ask("192.0.2.62", "10.0.1.99") == 429


def test_nothing_of_a_conversation_is_logged(app, talk):
    with captured() as lines:
        talk.say("my left glute is cramping and my foot is numb")
        talk.press("yes")
        talk.post(press="explode")

    assert {it["event"] for it in lines} == {"turn taken", "refused"}
    logged = json.dumps(lines)
    assert not any(word in logged for word in ("glute", "numb", "yes", "explode", talk.address[:9], talk.state))


def test_a_fault_is_one_sentence_and_one_line_without_what_was_said(talk, monkeypatch):
    def fail(*_, **__):
        raise ValueError("my glute is cramping")

    monkeypatch.setattr("skill.turn.take", fail)
    with captured() as lines:
        assert "went wrong" in refused(talk.post(say="my glute is cramping"), 500)

    assert (lines[-1]["event"], lines[-1]["error"]) == ("failed", "ValueError")
    assert "glute" not in json.dumps(lines)


def test_nothing_of_the_app_is_served_unless_asked_for():
    client = create_app(Settings()).test_client()

    for path in ("/", "/api/turn", "/manifest.webmanifest", "/worker.js", "/offline/en-US.json", "/simulator"):
        assert client.get(path).status_code == 404
    assert client.post("/api/turn", json={"launch": True}).status_code == 404


def test_the_turn_needs_nothing_of_amazons():
    program = (
        "import sys, skill.web.api as api\n"
        "from flask import Flask\n"
        "from skill.understanding.hearing import content\n"
        "app = Flask('x'); api.add(app, content(), 'x' * 16)\n"
        "answer = app.test_client().post('/api/turn', json={'say': 'my left glute is cramping'})\n"
        "print(answer.status_code, [it for it in sys.modules if it.startswith('ask_')])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout == "200 []\n"


# --- Drawings ---


def test_every_position_has_a_drawing(app):
    client = app.test_client()
    for name, stretch in content().stretches.items():
        for side in ("-left", "-right", "-sore", "-other") if stretch.one_sided else ("",):
            drawn = client.get(f"/picture/{name}{side}.svg")
            assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
            assert drawn.text.startswith("<svg")
    assert client.get("/picture/nothing.svg").status_code == 404


def test_every_press_stands_for_an_intent_that_is_handled():
    assert {it.intent for it in PRESSES.values()} <= {*_HANDLERS, *ANSWERS}


def test_the_description_of_the_api_names_every_field():
    described = description()["components"]["schemas"]
    for name in ("Asked", "Answered", "Summary", "TimedHold", "Choice", "Call"):
        assert set(described[name]["properties"]) == set(getattr(api_messages, name).__struct_fields__)
