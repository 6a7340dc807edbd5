"""py-ask-sdk-test, which none of us wrote, holds whole conversations with the Lambda function."""

import pytest
from py_ask_sdk_test import classes
from py_ask_sdk_test.alexa_test import AlexaTest
from py_ask_sdk_test.request_builders.intent_request_builder import IntentRequestBuilder
from py_ask_sdk_test.request_builders.launch_request_builder import LaunchRequestBuilder

from tests.signing import NOWHERE, SKILL_ID
from tests.third_party.programs import ROOT

SETTINGS = classes.SkillSettings(
    app_id=SKILL_ID,
    user_id="amzn1.ask.account.SOMEBODY",
    device_id="amzn1.ask.device.KITCHEN",
    locale="en-US",
    interfaces=None,
    api_endpoint=NOWHERE,
)


@pytest.fixture(scope="module")
def talk():
    """Holds a conversation; the client checks each answer, and that whatever stays open has asked something."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "lambda")
        patch.setenv("CRAMP_COACH_SKILL_ID", SKILL_ID)
        patch.setenv("CRAMP_COACH_COUNTDOWN", "ssml")
        import lambda_function
    return AlexaTest(lambda_function.lambda_handler).test


@pytest.fixture(autouse=True)
def somebody_new(request, monkeypatch):
    """Another user in each test: who comes back after an emergency is asked about it first."""
    monkeypatch.setattr(SETTINGS, "user_id", f"amzn1.ask.account.{request.node.name}")


def turn(request, *words, over=False):
    """A request, and what the answer has to hold."""
    speech = ".*" + ".*".join(words) + ".*"
    return classes.TestItem(request.build(), expected_speech=(speech, True), should_end_session=over)


def launched():
    return turn(LaunchRequestBuilder(SETTINGS), "Cramp Coach")


def intent(name):
    return IntentRequestBuilder(name, SETTINGS)


def test_from_a_launch_to_the_end_of_a_hold(talk):
    cramp = intent("StopCrampIntent").with_slot_with_resolution("side", "left", "BodySide", "left")
    no = [turn(intent("AMAZON.NoIntent")) for _ in range(3)]

    talk(
        [
            launched(),
            turn(cramp, "Left side"),
            *no,
            turn(intent("AMAZON.NoIntent"), "Three", "Two", "One", "letting go"),
            turn(intent("DidHelpIntent")),
            turn(intent("AMAZON.StopIntent"), over=True),
        ]
    )


@pytest.mark.parametrize(
    ("carrier", "words"),
    [
        ("ICannotIntent", "feel it when i wipe"),
        ("AnswerNoIntent", "but i've wet myself"),
        ("BothIntent", "my legs are numb"),
    ],
)
def test_a_warning_sign_behind_a_carrier_ends_in_the_emergency_number(talk, carrier, words):
    talk(
        [
            launched(),
            turn(intent("StopCrampIntent").with_empty_slot("side")),
            turn(intent(carrier).with_slot("words", words), "911"),
            turn(intent("StartStretchIntent").with_empty_slot("stretch"), "make that call now", over=True),
        ]
    )


def test_an_emergency_at_once(talk):
    talk([launched(), turn(intent("EmergencyIntent"), "911"), turn(intent("AMAZON.StopIntent"), over=True)])
