"""What the skill asks of Alexa's services during a turn: never twice for one request."""

import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from skill import coach
from skill.alexa import local_time
from skill.alexa.envelope import Envelope
from skill.alexa.invocation import answer_verified
from skill.alexa.local_time import LocalTime
from skill.memory.in_memory import InMemoryStore
from skill.memory.store import People
from skill.settings import Settings
from tests.alexa_api.server import TOKEN, AlexaServices
from tests.signing import envelope, intent

NIGHT_IN_NEW_YORK = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


@pytest.fixture
def services(monkeypatch):
    monkeypatch.setattr(local_time, "WAIT_SECONDS", 10.0)  # A busy machine may answer late.
    with AlexaServices().running() as running:
        yield running


@pytest.fixture
def skill():
    return coach.build(Settings()).skill


def ask(skill, services, request, **more):
    made = envelope(request, **more)
    made["context"]["System"] |= {"apiEndpoint": services.endpoint, "apiAccessToken": TOKEN}
    return made, hear(skill, made)


def hear(skill, made):
    return msgspec.json.decode(answer_verified(skill, made, started=time.perf_counter()))


def offered(skill, services, name="SetHeatTimerIntent", **slots):
    _, reply = ask(skill, services, intent(name, **slots))
    return reply["sessionAttributes"]


def words(reply):
    return reply["response"]["outputSpeech"]["ssml"]


def test_a_request_that_comes_twice_sets_one_timer_and_is_answered_both_times(skill, services):
    yes, first = ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))

    second = hear(skill, yes)

    assert "Done, 15 minutes" in words(first)
    assert words(second) == words(first)
    assert [method for method, path, _ in services.calls if path.endswith("timers")].count("POST") == 1


def test_a_request_that_comes_twice_sets_one_reminder(skill, services):
    attributes = offered(skill, services, "SetReminderIntent", time="21:00")
    yes, first = ask(skill, services, intent("AMAZON.YesIntent"), attributes=attributes)

    assert words(hear(skill, yes)) == words(first)
    assert len(services.alexa.reminders) == 1


def test_a_timer_that_was_refused_can_be_asked_for_again_by_the_same_request(skill, services):
    services.fail(503)
    yes, refused = ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))
    services.trouble.clear()

    again = hear(skill, yes)

    assert "Done" not in words(refused)
    assert "Done, 15 minutes" in words(again)


def test_another_wish_by_the_same_person_sets_another_timer(skill, services):
    ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))
    services.alexa.timers.clear()

    _, second = ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))

    assert "Done, 15 minutes" in words(second)
    assert len(services.alexa.timers) == 1


def test_a_second_timer_replaces_the_first_after_a_yes(skill, services):
    ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))

    _, told = ask(skill, services, intent("SetHeatTimerIntent", duration="PT2M"))
    _, done = ask(skill, services, intent("AMAZON.YesIntent"), attributes=told["sessionAttributes"])

    assert "A timer for heat is running, with 15 minutes left." in words(told)
    assert "Done, 2 minutes" in words(done)
    assert [it["duration"] for it in services.alexa.timers.values()] == ["PT2M"]


def test_what_is_left_of_a_timer_is_told_and_it_can_be_cancelled(skill, services):
    ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))

    _, left = ask(skill, services, intent("HowLongLeftIntent"))
    _, gone = ask(skill, services, intent("CancelTimerIntent"))
    _, none = ask(skill, services, intent("HowLongLeftIntent"))

    assert "15 minutes left for heat" in words(left)
    assert "The timer is off" in words(gone)
    assert "No timer of mine is running" in words(none)
    assert services.alexa.timers == {}


def test_a_timer_of_the_user_is_neither_told_nor_cancelled(skill, services):
    ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))
    [own] = services.alexa.timers.values()
    own["timerLabel"] = "pasta"

    _, gone = ask(skill, services, intent("CancelTimerIntent"))

    assert "No timer of mine" in words(gone)
    assert len(services.alexa.timers) == 1


def test_a_refusal_is_told_in_alexas_words(skill, services):
    services.fail(503)

    _, reply = ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))

    assert words(reply) == (
        "<speak>Alexa doesn't answer me right now. For that, say, Alexa, set a timer for fifteen minutes.</speak>"
    )


def test_a_permission_that_stays_missing_leaves_a_card_in_the_app(skill, services):
    services.alexa.granted.clear()
    _, asked = ask(skill, services, intent("AMAZON.YesIntent"), attributes=offered(skill, services))
    response = {
        "type": "Connections.Response",
        "name": "AskFor",
        "status": {"code": "200", "message": "OK"},
        "payload": {"status": "NOT_ANSWERED"},
        "token": "coach",
    }

    _, reply = ask(skill, services, response, attributes=asked["sessionAttributes"])

    assert [it["type"] for it in asked["response"]["directives"]] == ["Connections.SendRequest"]
    assert reply["response"]["card"]["type"] == "AskForPermissionsConsent"
    assert "Alexa app" in words(reply)


# --- The hour of the day ---

NIGHT_USER = "amzn1.ask.account.NIGHT"


def launched(skill, services, now=NIGHT_IN_NEW_YORK):
    return ask(skill, services, "LaunchRequest", user=NIGHT_USER, now=now)[1]


def then(skill, services, before, name="GiveKindIntent", now=NIGHT_IN_NEW_YORK):
    return ask(skill, services, intent(name), user=NIGHT_USER, attributes=before["sessionAttributes"], now=now)[1]


def zones_asked(services):
    return [path for _, path, _ in services.calls if path.endswith("timeZone")]


def test_a_strangers_first_reply_waits_for_nobody_and_no_check_offers_a_whisper(skill, services):
    first = launched(skill, services)

    assert zones_asked(services) == []
    assert "whisper" not in words(first)
    assert "whisper" not in words(then(skill, services, first))
    assert len(zones_asked(services)) == 1


def test_the_zone_is_asked_for_once_and_then_the_first_reply_makes_the_offer(skill, services):
    second = then(skill, services, launched(skill, services))
    third = then(skill, services, second)

    again = launched(skill, services)

    assert "whisper" not in words(third)
    assert "say, whisper" in words(again)
    assert "whisper" not in words(then(skill, services, again))
    assert len(zones_asked(services)) == 1


def test_a_zone_that_was_learned_long_ago_is_asked_for_again(skill, services):
    then(skill, services, launched(skill, services))
    later = NIGHT_IN_NEW_YORK + timedelta(days=31)

    then(skill, services, launched(skill, services, now=later), now=later)

    assert len(zones_asked(services)) == 2
    assert "say, whisper" in words(launched(skill, services, now=later))


def test_by_day_nothing_is_said_of_whispering(skill, services):
    services.alexa.zone = "Asia/Kolkata"
    first = launched(skill, services)

    assert "whisper" not in words(first) + words(then(skill, services, first))


@pytest.mark.parametrize("zone", [None, "Mars/Olympus_Mons"])
def test_without_a_zone_that_is_known_there_is_no_offer(skill, services, zone):
    services.alexa.zone = zone
    first = launched(skill, services)

    assert "whisper" not in words(first) + words(then(skill, services, first))


def test_whoever_whispered_last_night_is_whispered_to_the_next(skill, services):
    then(skill, services, then(skill, services, launched(skill, services)), "QuietModeIntent")

    night = launched(skill, services)
    day = launched(skill, services, now=NIGHT_IN_NEW_YORK.replace(hour=17))

    assert "whispered" in words(night)
    assert "whispered" not in words(day)


def test_a_dead_settings_service_slows_one_reply_and_is_then_left_alone(services, monkeypatch):
    monkeypatch.setattr(local_time, "WAIT_SECONDS", 0.05)
    services.be_slow("silent", method="GET", path="/v2")
    clock = LocalTime(People(InMemoryStore(), "secret"))
    made = envelope("LaunchRequest")
    made["context"]["System"] |= {"apiEndpoint": services.endpoint, "apiAccessToken": TOKEN}
    read = Envelope(made, begins=True)

    hours = [clock.learned(read, user, 1e9) for user in ("one", "two", "three")]

    assert hours == [None, None, None]
    assert len(zones_asked(services)) == 1
