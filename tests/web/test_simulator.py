"""The simulator page's server side: who may talk to it, what a turn holds, and that its times are the device's."""

import uuid

import pytest

from skill import coach
from skill.settings import Settings
from skill.speech.buttons import PRESSES
from skill.understanding.hearing import listener
from skill.web import simulator_sessions
from tests.web.app_talk import Talk, phone_app
from tests.web.simulator_page import TO_A_HOLD, simulator_app

NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def app():
    return simulator_app()


@pytest.fixture
def tab(app):
    client = app.test_client()
    assert client.get("/simulator").status_code == 200
    return Tab(client)


class Tab:
    """One tab of a browser."""

    def __init__(self, client, conversation=None):
        self.client = client
        self.turn = 0
        self.more = {"conversation": conversation or uuid.uuid4().hex}

    def post(self, words="", at=NOW, **more):
        sent = {"turn": self.turn, "at": at, "words": words, **self.more, **more}
        return self.client.post("/simulator/say", json=sent)

    def say(self, words="", at=NOW, **more):
        answer = self.post(words, at, **more)
        assert answer.status_code == 200, answer.text
        self.turn += 1
        return answer.json

    def to_a_hold(self, **more):
        return [self.say(words, **more) for words in TO_A_HOLD][-1]


def test_the_page_runs_nothing_from_elsewhere(tab):
    page = tab.client.get("/simulator")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert " style=" not in page.text
    assert "http" not in page.text


@pytest.mark.parametrize("host", ["coach.example.com", "192.168.1.5:8080", "127.0.0.1.example.com"])
def test_another_name_for_this_machine_is_refused(tab, host):
    assert tab.client.get("/simulator", headers={"Host": host}).status_code == 403
    assert tab.client.post("/simulator/say", headers={"Host": host}, json={}).status_code == 403


def test_another_sites_form_cant_talk(tab):
    sent = tab.client.post("/simulator/say", data="{}", headers={"Content-Type": "text/plain"})
    assert sent.status_code == 415


@pytest.mark.parametrize(
    "wrong",
    [
        {"locale": "de-DE"},
        {"device": "toaster"},
        {"press": "everything"},
        {"conversation": "../etc"},
        {"at": -1},
        {"at": 1e300},
        {"turn": "one"},
        {"more": 1},
    ],
)
def test_what_the_page_would_never_send_is_refused(tab, wrong):
    assert tab.post("yes", **wrong).status_code == 400


def test_an_utterance_that_is_too_long_is_refused_and_never_cut_off(tab):
    assert tab.post("x" * 2001).status_code == 400


def test_a_body_that_is_no_text_is_refused(tab):
    sent = b'{"turn":0,"at":1,"words":"\xff"}'

    assert tab.client.post("/simulator/say", data=sent, content_type="application/json").status_code == 400


def test_somebody_without_the_pages_cookie_is_refused(app):
    assert Tab(app.test_client()).post("yes").status_code == 400


def test_a_reply_is_what_the_app_gets_for_the_same_words(tab):
    talk, phone = Talk(phone_app()), []
    phone.append(talk.turn(launch=True))
    phone += [talk.say(words) for words in TO_A_HOLD[1:]]
    replies = [tab.say(words)["reply"] for words in TO_A_HOLD]

    # The app's own state and summary, how to come back, and what is timed by a voice.
    left_out = {"state", "summary", "reprompt", "cues", "holds", "seconds"}
    for reply, same in zip(replies, phone, strict=True):
        assert {key: it for key, it in reply.items() if key not in left_out} == {
            key: it for key, it in same.items() if key not in left_out
        }
        assert [(it["kind"], it["say"]) for it in reply["cues"]] == [(it["kind"], it["say"]) for it in same["cues"]]
        assert [it["at"] for it in reply["cues"]] == pytest.approx([it["at"] for it in same["cues"]], abs=0.7)
        assert [it["name"] for it in reply["holds"]] == [it["name"] for it in same["holds"]]


def test_a_turn_tells_each_cue_and_when_the_hold_begins(tab):
    turn = tab.to_a_hold()
    (hold,) = turn["reply"]["holds"]
    at = {cue["kind"]: cue["at"] for cue in turn["reply"]["cues"]}
    assert at["hold"] == pytest.approx(hold["at"], abs=0.002)
    assert at["release"] - at["hold"] == pytest.approx(30.0, abs=0.002)
    assert at["hold"] - at["get_ready"] == pytest.approx(5.0, abs=0.002)
    assert (hold["seconds"], hold["side"]) == (30.0, "left")
    assert turn["reply"]["picture"] == "/picture/seated_figure_four-left.svg"
    assert turn["exchange"]["request"]["session"]["new"] is False


def test_the_drawing_of_a_turn_is_there(tab):
    assert tab.client.get(tab.to_a_hold()["reply"]["picture"]).mimetype == "image/svg+xml"


def test_silence_after_a_hold_does_not_count_again(tab):
    tab.to_a_hold()
    reply = tab.say()["reply"]
    assert reply["holds"] == []
    assert "Hold" not in reply["say"]
    assert reply["say"].startswith("Is it letting go?")


def test_a_pause_is_counted_by_the_pages_clock(tab):
    (hold,) = tab.to_a_hold()["reply"]["holds"]
    reply = tab.say(press="pause", at=NOW + hold["at"] + 12)["reply"]
    assert reply["paused"] == pytest.approx(18, abs=1)
    assert [it["press"] for it in reply["buttons"]] == ["resume", "stop"]
    (again,) = tab.say(press="resume", at=NOW + 300)["reply"]["holds"]
    assert again["seconds"] == pytest.approx(reply["paused"], abs=0.01)
    assert again["total"] == 30


def test_an_emergency_shows_the_countrys_number(tab):
    tab.say("open cramp coach", locale="en-GB")
    reply = tab.say("i have chest pain", locale="en-GB")["reply"]
    assert reply["level"] == "emergency"
    assert [it["tel"] for it in reply["call"]] == ["999"]


def test_all_numbers_that_are_named_can_be_called(tab):
    tab.say("open cramp coach")
    assert [it["tel"] for it in tab.say("i want to die")["reply"]["call"]] == ["911", "988"]


def test_an_echo_hears_the_words_of_a_button_and_an_echo_show_is_pressed(tab):
    tab.to_a_hold()
    said = tab.say(press="pause")
    assert said["you"] == "Pause"
    assert said["exchange"]["request"]["request"]["intent"]["name"] == "AMAZON.PauseIntent"
    show = Tab(tab.client)
    show.to_a_hold(device="screen")
    pressed = show.say(press="pause", device="screen")
    assert pressed["reply"]["paused"]
    assert pressed["exchange"]["request"]["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    show.say("it's fine", device="screen")
    # Screens of an Echo Show have no such button.
    assert show.say(press="back", device="screen")["exchange"]["request"]["request"]["type"] == "IntentRequest"


def test_a_conversation_that_is_not_known_any_more_is_told(tab):
    tab.turn = 3
    assert tab.post("no").status_code == 409


def test_two_tabs_are_two_conversations_and_one_conversation_has_one_tab(app, tab):
    tab.say("open cramp coach")
    other = Tab(tab.client)
    assert other.say("open cramp coach")["reply"]["awaiting"] == "kind"
    assert tab.say("my left glute is cramping")["reply"]["awaiting"] == "finding"
    copied = Tab(tab.client, tab.more["conversation"])
    copied.turn = 1
    assert copied.post("no").status_code == 409


def test_old_conversations_make_room(monkeypatch):
    monkeypatch.setattr(simulator_sessions, "MAX_CONVERSATIONS", 2)
    client = simulator_app().test_client()
    client.get("/simulator")
    tabs = [Tab(client) for _ in range(3)]
    for it in tabs:
        it.say("open cramp coach")
    assert tabs[0].post("no").status_code == 409
    assert tabs[2].post("no").status_code == 200


def test_silence_is_the_reprompt_and_then_the_end(tab):
    tab.say("open cramp coach")
    first = tab.say()
    assert first["you"] == ""
    assert "Tell me what hurts" in first["reply"]["say"]
    assert [it["press"] for it in first["reply"]["buttons"]] == ["cramp", "twitch", "ache"]
    last = tab.say()
    assert last["exchange"]["request"]["request"]["type"] == "SessionEndedRequest"
    assert not last["reply"]["open"]
    assert last["reply"]["cues"] == last["reply"]["buttons"] == []


def test_every_button_can_be_said():
    hears = listener("en-US")
    same = {
        "StopCramp": "GiveKind",
        "TwitchHelp": "GiveKind",
        "DescribeSymptom": "GiveKind",
    }
    asked = {"cramp": "kind", "twitch": "kind", "ache": "kind"}
    for name, button in PRESSES.items():
        words = simulator_sessions._IN_WORDS.get(name, button.word)
        understood = hears.hear(words, awaiting=asked.get(name)).intent
        assert same.get(understood, understood) == button.intent, words


@pytest.mark.parametrize("words", ["Open Cramp Coach", "Ask Cramp Coach to stretch my left glute"])
def test_the_openings_open(tab, words):
    assert tab.say(words)["reply"]["open"]


def test_what_is_whispered_or_slow_is_told_to_the_pages_voice(tab):
    tab.say("open cramp coach")
    assert tab.say("whisper")["reply"]["whisper"]
    assert tab.say("slow down")["reply"]["pace"] <= 1.0


def test_a_hold_is_spoken_at_the_pace_that_was_asked_for(tab):
    tab.to_a_hold()
    slower = tab.say("slow down")["reply"]

    assert slower["holds"]
    assert slower["pace"] < 1


A_TIMER = ("open cramp coach", "set a heat timer for 15 minutes", "yes")


def alerts(tab, at=NOW, **more):
    answer = tab.client.post("/simulator/alerts", json={**tab.more, "at": at, **more})
    assert answer.status_code == 200, answer.text
    return answer.json


def test_alexa_asks_before_the_first_timer_and_the_session_waits_for_her(tab):
    turn = [tab.say(words) for words in A_TIMER][-1]
    assert turn["permission"]
    assert turn["reply"]["open"]
    assert [it["label"] for it in turn["reply"]["buttons"]] == ["I approve", "No"]
    assert "permission to update your timers" in turn["reply"]["cues"][0]["say"]
    before = turn["exchange"]["request"]["session"]["sessionId"]
    turn = tab.say("I approve")
    sent = turn["exchange"]["request"]
    assert sent["request"]["type"] == "Connections.Response"
    assert (sent["session"]["sessionId"], sent["session"]["new"]) == (before, False)
    assert not turn["permission"]
    [timer] = turn["alerts"]["timers"]
    assert (timer["label"], timer["seconds"], timer["rings"]) == ("Heat", 900, NOW + 900)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("I approve", "ACCEPTED"),
        ("yes please", "ACCEPTED"),
        ("okay", "ACCEPTED"),
        ("no", "DENIED"),
        ("I don’t approve", "DENIED"),
        ("no, that's okay", "DENIED"),
        ("what is a cramp", "NOT_ANSWERED"),
        ("", "NOT_ANSWERED"),
    ],
)
def test_alexa_takes_a_yes_a_no_and_nothing_else(app, words, status):
    client = app.test_client()
    client.get("/simulator")
    tab = Tab(client)
    for it in A_TIMER:
        tab.say(it)
    turn = tab.say(words)
    assert turn["exchange"]["request"]["request"]["payload"]["status"] == status
    assert len(turn["alerts"]["timers"]) == (status == "ACCEPTED")
    assert turn["reply"]["say"]


def test_the_screen_before_her_question_may_still_be_pressed(tab):
    for words in A_TIMER:
        tab.say(words, device="screen")
    assert tab.say(press="yes", device="screen")["alerts"]["timers"]


def test_timers_count_by_the_pages_clock_and_not_by_the_held_up_timetable(tab):
    for words in A_TIMER:
        tab.say(words, drift=12)
    [timer] = tab.say("yes", drift=12)["alerts"]["timers"]
    assert timer["rings"] == NOW + 12 + 900


def test_what_has_rung_is_told_until_it_is_stopped_and_its_label_is_free(tab):
    for words in (*A_TIMER, "yes"):
        turn = tab.say(words)
    assert len(alerts(tab, NOW + 900)["timers"]) == 1
    for words in A_TIMER:
        turn = tab.say(words, at=NOW + 901)
    both = turn["alerts"]["timers"]
    assert len(both) == 2
    left = alerts(tab, NOW + 902, cancel=[both[0]["id"], "nothing of that name"])["timers"]
    assert [it["id"] for it in left] == [both[1]["id"]]


def test_a_reminder_is_told_with_its_next_time_in_the_pages_zone_and_is_cancelled_by_voice(tab):
    for words in ("open cramp coach", "remind me to stretch every evening at nine", "yes", "i approve"):
        turn = tab.say(words, zone="Asia/Tokyo")
    [reminder] = turn["alerts"]["reminders"]
    # Noon UTC is nine in the evening there; NOW is 08:00 UTC.
    assert reminder["rings"] == NOW + 4 * 3600
    assert len(reminder["days"]) == 7
    assert alerts(tab, NOW + 5 * 3600, zone="Asia/Tokyo")["reminders"][0]["rings"] == NOW + 28 * 3600
    for words in ("open cramp coach", "cancel my reminders", "yes"):
        turn = tab.say(words, zone="Asia/Tokyo")
    assert turn["alerts"]["reminders"] == []


def test_every_visitor_has_timers_of_their_own_and_a_replay_has_none_of_theirs(app, tab):
    for words in (*A_TIMER, "yes"):
        tab.say(words)
    assert alerts(Tab(tab.client))["timers"]
    assert alerts(tab, stranger=True)["timers"] == []
    client = app.test_client()
    client.get("/simulator")
    assert alerts(Tab(client))["timers"] == []


@pytest.mark.parametrize("wrong", [{"at": -1}, {"at": "now"}, {"cancel": "all"}, {"zone": "x" * 65}, {"more": 1}])
def test_what_the_page_would_never_ask_about_its_timers_is_refused(tab, wrong):
    assert tab.client.post("/simulator/alerts", json={**tab.more, "at": NOW, **wrong}).status_code == 400


def test_a_zone_that_is_none_counts_as_not_set(tab):
    for words in ("open cramp coach", "remind me to stretch every evening at nine", "yes"):
        tab.say(words, zone="Mars/Olympus")
    assert "zone" not in str(tab.say("yes", zone="../etc/passwd")["alerts"])


def test_services_of_visitors_who_were_quiet_longest_make_room(monkeypatch):
    monkeypatch.setattr(simulator_sessions, "MAX_VISITORS", 2)
    kept = simulator_sessions.Conversations(coach.build(Settings()))
    one, two, three = (kept._of(name) for name in ("one", "two", "three"))
    assert (kept._of("three"), kept._of("two")) == (three, two)
    assert kept._of("one") is not one
