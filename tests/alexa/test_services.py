"""Timers, reminders, time zone and consent, against fake Alexa services over loopback."""

import json
import time
from datetime import UTC, datetime

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
)
from ask_sdk_model.services.timer_management import (
    CreationBehavior,
    DisplayExperience,
    NotificationConfig,
    NotifyOnlyOperation,
    TimerRequest,
    TriggeringBehavior,
    Visibility,
)

from skill.alexa import consent
from skill.alexa.envelope import Envelope
from skill.alexa.reminders import PATH as REMINDERS
from skill.alexa.reminders import TEXT, reminders, set_reminder
from skill.alexa.services import Access, Api, RefusalError, access, time_zone
from skill.alexa.timers import PATH as TIMERS
from skill.alexa.timers import set_timer, timers
from skill.conversation.events import Consented, Performed, Said
from skill.conversation.reply import ListReminders
from skill.conversation.session import DAYS, SetReminder, SetTimer
from tests.alexa_api.server import TOKEN, AlexaServices
from tests.signing import NOWHERE, envelope

NEW_YORK = "America/New_York"
SUNDAY_EVENING = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp()
"""18:30 in New York."""


@pytest.fixture
def services():
    with AlexaServices().running() as running:
        yield running


@pytest.fixture
def ours(services):
    return Access(services.endpoint, TOKEN, "amzn1.ask.device.KITCHEN", "en-GB")


def daily(ours, **changes):
    return set_reminder(ours, SetReminder(21, 0, DAYS), **({"now": SUNDAY_EVENING, "zone": NEW_YORK} | changes))


def refusal(ask, *given, **more):
    """Why a service refused; None if it did not."""
    try:
        ask(*given, **more)
    except RefusalError as error:
        return error.reason
    return None


# --- Timers ---


def test_a_heat_timer_is_set_and_its_end_is_known(ours, services):
    set_timer(ours, "heat", 15 * 60)

    [kept] = services.alexa.timers.values()
    [(name, listed)] = timers(ours, now=time.time()).items()
    assert name == kept["id"]
    assert abs(listed.seconds_left - 900) < 2


def test_a_timer_says_nothing_about_health_and_only_rings(ours, services):
    set_timer(ours, "ice", 600)

    (_, _, body), *_ = services.calls
    assert body == {
        "duration": "PT10M",
        "timerLabel": "Ice",
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {"operation": {"type": "NOTIFY_ONLY"}, "notificationConfig": {"playAudible": True}},
    }


@pytest.mark.parametrize(("seconds", "written"), [(900, "PT15M"), (90, "PT1M30S"), (45, "PT45S"), (7200, "PT120M")])
def test_any_length_up_to_two_hours_can_be_set(ours, services, seconds, written):
    set_timer(ours, "heat", seconds)
    assert services.calls[0][2]["duration"] == written


def test_a_second_heat_timer_is_told_with_the_end_of_the_first(ours):
    set_timer(ours, "heat", 900)

    with pytest.raises(RefusalError) as second:
        set_timer(ours, "heat", 600)

    assert second.value.reason == "duplicate"
    assert second.value.ends_at == pytest.approx(time.time() + 900, abs=2)
    set_timer(ours, "ice", 600)


def test_a_timer_that_has_rung_is_no_duplicate(ours, services):
    set_timer(ours, "heat", 900)
    services.alexa.clock = lambda: time.time() + 901

    assert [timer["timerLabel"] for timer in services.alexa.ringing()] == ["Heat"]
    assert services.alexa.ringing() == []
    set_timer(ours, "heat", 900)


def test_timers_are_listed_with_the_seconds_that_are_left(ours, services):
    set_timer(ours, "heat", 900)
    set_timer(ours, "ice", 600)
    [heat, ice] = services.alexa.timers.values()
    ice |= {"status": "PAUSED", "remainingTimeWhenPaused": "PT3M20S"}

    listed = timers(ours, now=time.time() + 60)

    assert list(listed) == [heat["id"], ice["id"]]
    assert [it.kind for it in listed.values()] == ["heat", "ice"]
    assert [it.seconds_left for it in listed.values()] == [pytest.approx(840, abs=2), 200]
    assert list(timers(ours, now=time.time() + 1000)) == [ice["id"]]


def test_a_timer_that_is_gone_already_counts_as_cancelled(ours, services):
    set_timer(ours, "heat", 900)
    [listed] = timers(ours, now=time.time())

    Api(ours).delete(TIMERS, (listed, "never-was"))
    assert services.alexa.timers == {}


def test_a_replacement_cancels_no_timer_of_another_kind(ours, services):
    set_timer(ours, "heat", 900)
    set_timer(ours, "ice", 600)

    set_timer(ours, "heat", 120, replace=True)
    assert sorted(it["duration"] for it in services.alexa.timers.values()) == ["PT10M", "PT2M"]


def test_a_service_that_is_down_lists_and_cancels_nothing(ours, services):
    services.fail(503, method="GET")
    services.fail(503, method="DELETE")

    assert refusal(timers, ours, now=0.0) == "away"
    assert refusal(Api(ours).delete, TIMERS, ("one",)) == "away"


@pytest.mark.parametrize("status", [400, 403])
def test_ten_timers_are_too_many(ours, services, status):
    for number in range(10):
        services.alexa.timers[str(number)] = {
            "timerLabel": f"egg {number}",
            "status": "ON",
            "triggerTime": "2999-01-01T00:00:00Z",
        }
    if status == 400:
        services.fail(400)

    assert refusal(set_timer, ours, "heat", 900) == "too_many"


# --- Reminders ---


def test_a_daily_reminder_is_set_for_the_clock_of_the_device(ours, services):
    daily(ours)

    (_, _, body), *_ = services.calls
    assert len(services.alexa.reminders) == 1
    assert body == {
        "requestTime": "2026-11-22T18:30:00.000",
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "recurrence": {
                "startDateTime": "2026-11-22T18:30:00.000",
                "recurrenceRules": ["FREQ=DAILY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"],
            },
            "timeZoneId": NEW_YORK,
        },
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-GB", "text": TEXT}]}},
        "pushNotification": {"status": "ENABLED"},
    }


@pytest.mark.parametrize(
    ("clock", "scheduled"), [((21, 0), "2026-11-22T21:00:00.000"), ((7, 15), "2026-11-23T07:15:00.000")]
)
def test_a_single_reminder_is_for_the_next_time_that_it_is_so_late(ours, services, clock, scheduled):
    set_reminder(ours, SetReminder(*clock), now=SUNDAY_EVENING, zone=NEW_YORK)

    assert services.calls[0][2]["trigger"] == {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": scheduled,
        "timeZoneId": NEW_YORK,
    }


def test_without_a_time_zone_alexa_uses_the_one_of_the_device(ours, services):
    daily(ours, zone=None)

    assert set(services.calls[0][2]["trigger"]) == {"type", "recurrence"}
    assert set(services.calls[0][2]["trigger"]["recurrence"]) == {"recurrenceRules"}


def test_a_zone_that_this_machine_does_not_know_is_left_to_alexa(ours, services):
    daily(ours, zone="Mars/Olympus")

    assert services.calls[0][2]["trigger"]["timeZoneId"] == "Mars/Olympus"


def test_a_single_reminder_needs_to_know_which_day_it_is(ours, services):
    assert refusal(set_reminder, ours, SetReminder(21, 0), now=SUNDAY_EVENING, zone=None) == "no_time_zone"
    assert services.calls == []


def test_our_reminders_are_listed_as_they_were_set(ours, services):
    for hour, minute, days in ((21, 0, DAYS), (7, 30, DAYS[:5]), (18, 45, ("SU", "WE")), (6, 5, ())):
        set_reminder(ours, SetReminder(hour, minute, days), now=SUNDAY_EVENING, zone=NEW_YORK)
    tokens = list(services.alexa.reminders)

    assert reminders(ours) == {
        tokens[0]: SetReminder(21, 0, DAYS),
        tokens[1]: SetReminder(7, 30, DAYS[:5]),
        tokens[2]: SetReminder(18, 45, ("WE", "SU")),
        tokens[3]: SetReminder(6, 5, ()),
    }


def test_reminders_that_are_over_or_not_of_our_making_are_not_listed(ours, services):
    daily(ours)
    (made,) = services.alexa.reminders.values()
    for name, change in (
        ("over", {"status": "COMPLETED"}),
        ("odd", {"trigger": {"recurrence": {"recurrenceRules": ["x"]}}}),
    ):
        services.alexa.reminders[name] = made | {"alertToken": name} | change

    assert list(reminders(ours)) == [made["alertToken"]]


def test_reminders_are_cancelled_also_those_that_are_gone(ours, services):
    daily(ours)
    set_reminder(ours, SetReminder(7, 0, DAYS[:5]), now=0.0, zone=None)
    tokens = ("gone already", *services.alexa.reminders)

    Api(ours).delete(REMINDERS, tokens)
    assert services.alexa.reminders == {}


# --- Every error of the services ---

ERRORS = [
    (401, "INVALID_BEARER_TOKEN", "no_permission"),
    (403, "UNAUTHORIZED", "no_permission"),
    (403, "DEVICE_NOT_SUPPORTED", "unsupported"),
    (403, "MAX_REMINDERS_EXCEEDED", "too_many"),
    (400, "INVALID_ALERT_INFO", "bad_request"),
    (404, "NOT_FOUND", "bad_request"),
    (429, "RATE_EXCEEDED", "rate_limited"),
    (500, "INTERNAL", "away"),
    (503, "UNAVAILABLE", "away"),
    (504, "DEVICE_OFFLINE", "device_offline"),
    (302, "MOVED", "away"),
]
SLOW = ["silent", "drips", "nonsense", "hangs up", "huge"]


@pytest.mark.parametrize(("status", "code", "reason"), ERRORS)
def test_every_error_has_its_outcome(ours, services, status, code, reason):
    for method in ("POST", "GET"):
        services.fail(status, code, method=method)

    assert refusal(set_timer, ours, "heat", 900) == reason
    assert refusal(daily, ours) == reason
    assert refusal(reminders, ours) == reason


@pytest.mark.parametrize(("status", "code", "reason"), [error for error in ERRORS if error[0] != 404])
def test_every_error_of_a_cancellation_has_its_outcome(ours, services, status, code, reason):
    services.fail(status, code, method="DELETE")

    assert refusal(Api(ours).delete, REMINDERS, ("some",)) == reason


@pytest.mark.slow
@pytest.mark.parametrize("how", SLOW)
def test_no_wish_takes_longer_than_two_seconds(ours, services, how):
    services.be_slow(how)
    started = time.monotonic()

    assert refusal(set_timer, ours, "heat", 900) == "away"
    assert time.monotonic() - started < 2.3


def test_a_service_that_is_not_there_is_away():
    gone = Access("http://127.0.0.1:9", TOKEN, "device")

    assert refusal(set_timer, gone, "heat", 900) == "away"
    assert refusal(daily, gone) == "away"
    assert time_zone(gone) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://api.amazonalexa.com",
        "ftp://127.0.0.1",
        "",
        "http://127.0.0.1.evil.example",
        "https://[::1",
        "http://127.0.0.1:x",
    ],
)
def test_the_token_travels_encrypted_or_not_at_all(endpoint):
    assert refusal(set_timer, Access(endpoint, TOKEN, "device"), "heat", 900) == "away"


def test_another_token_is_let_in_nowhere(services):
    stranger = Access(services.endpoint, "another", "device")

    assert refusal(set_timer, stranger, "heat", 900) == "no_permission"
    assert time_zone(stranger) is None


@pytest.mark.parametrize("scope", [consent.TIMERS, consent.REMINDERS])
def test_what_the_person_has_not_allowed_is_a_matter_of_permission(ours, services, scope):
    services.alexa.granted -= {scope}

    reasons = {consent.TIMERS: refusal(set_timer, ours, "heat", 900), consent.REMINDERS: refusal(daily, ours)}
    assert [name for name, reason in reasons.items() if reason == "no_permission"] == [scope]


def test_neither_token_nor_device_can_get_into_a_log(ours):
    assert TOKEN not in repr(ours)
    assert "KITCHEN" not in repr(ours)


# --- The small ones ---


@pytest.mark.parametrize("zone", [NEW_YORK, None])
def test_the_time_zone_of_the_device_is_read(ours, services, zone):
    services.alexa.zone = zone

    assert time_zone(ours) == zone
    assert services.calls[0][1] == "/v2/devices/amzn1.ask.device.KITCHEN/settings/System.timeZone"


def test_services_below_a_path_are_found_there(services):
    below = Access(services.endpoint + "/simulator/alexa", TOKEN, "device")
    time_zone(below)

    assert services.calls[0][1].startswith("/simulator/alexa/v2/devices/")


def model(**changes):
    sent = envelope()
    sent["context"]["System"] |= changes
    return Envelope(sent, begins=True)


def test_a_request_brings_the_access_along():
    assert access(model()) == Access(NOWHERE, "token", "amzn1.ask.device.KITCHEN", "en-US")
    assert access(model(apiAccessToken="")) is None
    assert access(model(apiEndpoint=None)) is None


# --- Consent ---


def test_alexa_is_made_to_ask_with_version_2_of_her_question():
    assert consent.ask_for(consent.TIMERS, "heat") == {
        "type": "Connections.SendRequest",
        "name": "AskFor",
        "payload": {
            "@type": "AskForPermissionsConsentRequest",
            "@version": "2",
            "permissionScopes": [{"permissionScope": consent.TIMERS, "consentLevel": "ACCOUNT"}],
        },
        "token": "heat",
    }


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("200", "ACCEPTED", "granted"),
        ("200", "DENIED", "declined"),
        ("200", "NOT_ANSWERED", "unanswered"),
        ("200", None, "failed"),
        ("400", None, "failed"),
        ("500", "ACCEPTED", "failed"),
        (None, None, "failed"),
    ],
)
def test_every_answer_to_alexas_question_is_understood(code, status, said):
    text = {
        "type": "Connections.Response",
        "requestId": "r",
        "name": "AskFor",
        "token": "heat",
        "status": {"code": code, "message": ""} if code else None,
        "payload": {"status": status, "isCardThrown": True} if status else None,
    }
    assert consent.answered(text) == said


@pytest.mark.parametrize("wish", [SetTimer("heat", 900), SetReminder(21, 0)])
@pytest.mark.parametrize(("answer", "shown"), [("unanswered", False), ("unanswered", True), ("declined", False)])
def test_a_permission_that_stays_missing_gets_one_card_and_a_no_none(wish, answer, shown):
    scope = consent.TIMERS if isinstance(wish, SetTimer) else consent.REMINDERS
    response = {"type": "Connections.Response", "payload": {"isCardThrown": shown}}

    card = consent.card_after(response, Consented(answer=answer), None, wish)

    expected = {"type": "AskForPermissionsConsent", "permissions": [scope]}
    wanted = answer != "declined" and not shown
    assert card == (expected if wanted else None)


def test_a_refusal_after_the_permission_was_asked_for_gets_the_card_of_its_scope():
    refused = Performed(request=ListReminders(), outcome="no_permission")

    card = consent.card_after({}, Said(intent="ListRemindersIntent"), refused, None)

    assert card == {"type": "AskForPermissionsConsent", "permissions": [consent.REMINDERS]}
    assert consent.card_after({}, Said(intent="AMAZON.YesIntent"), None, None) is None


# --- Against Amazon's own models ---


def test_timer_bodies_are_those_of_amazons_sdk(ours, services):
    set_timer(ours, "heat", 900)

    theirs = TimerRequest(
        duration="PT15M",
        timer_label="Heat",
        creation_behavior=CreationBehavior(DisplayExperience(Visibility.VISIBLE)),
        triggering_behavior=TriggeringBehavior(NotifyOnlyOperation(), NotificationConfig(play_audible=True)),
    )
    assert services.calls[0][2] == DefaultSerializer().serialize(theirs)


def test_reminder_bodies_are_those_of_amazons_sdk(ours, services):
    daily(ours)

    local = datetime(2026, 11, 22, 18, 30)  # noqa: DTZ001  # Alexa wants local times
    rule = "FREQ=DAILY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
    theirs = ReminderRequest(
        request_time=local,
        trigger=Trigger(
            TriggerType.SCHEDULED_ABSOLUTE,
            time_zone_id=NEW_YORK,
            recurrence=Recurrence(start_date_time=local, recurrence_rules=[rule]),
        ),
        alert_info=AlertInfo(SpokenInfo([SpokenText("en-GB", text=TEXT)])),
        push_notification=PushNotification(PushNotificationStatus.ENABLED),
    )
    written = json.loads(json.dumps(services.calls[0][2]).replace("18:30:00.000", "18:30:00"))
    assert written == DefaultSerializer().serialize(theirs)


@pytest.mark.parametrize("answer", [None, [], {}, {"id": "", "alertToken": ""}, "fine"])
def test_nothing_is_set_that_alexa_has_not_confirmed(ours, services, answer):
    services.trouble["POST", "/v1/alerts"] = lambda _: (200, answer)

    assert refusal(set_timer, ours, "heat", 900) == "away"
    assert refusal(daily, ours) == "away"
