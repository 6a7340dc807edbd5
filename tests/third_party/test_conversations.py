"""Virtual Alexa, which none of us wrote, holds whole conversations with the running server over HTTP."""

import json

import pytest

from skill.speech.script import played
from tests.served import ROOT, served
from tests.signing import SKILL_ID
from tests.third_party.programs import start
from tests.third_party.proxy import SigningProxy

pytestmark = [pytest.mark.requires("npm", "npm"), pytest.mark.xdist_group("third_party")]

MODEL = ROOT / "interaction_model" / "package" / "interactionModels" / "custom" / "en-US.json"
ENOUGH = 20
"""Turns after which a conversation goes in circles."""


class Device:
    """Virtual Alexa, with what it has heard so far."""

    def __init__(self, address):
        self._process = start("converse.cjs", MODEL, address, SKILL_ID)
        self.turns = 0

    def say(self, words):
        print(words, file=self._process.stdin, flush=True)
        turn = json.loads(self._process.stdout.readline())
        assert "error" not in turn, turn
        self.turns += 1
        self.request, self.is_new = turn["request"], turn["isNew"]
        response = turn["answer"]["response"]
        self.directives = [it["type"] for it in response.get("directives", [])]
        document = next((it.get("document") for it in response.get("directives", []) if "APLA" in it["type"]), None)
        self.heard = played(response.get("outputSpeech", {}).get("ssml", ""), document).say
        self.over = response["shouldEndSession"]
        assert self.over or response["reprompt"]["outputSpeech"]["ssml"]
        return self.heard

    def say_until(self, words, happens):
        while not happens():
            assert self.turns < ENOUGH, self.heard
            self.say(words)

    def close(self):
        self._process.communicate(timeout=10)


@pytest.fixture(scope="module", params=["apla", "ssml"])
def countdown(request):
    return request.param


@pytest.fixture(scope="module")
def proxy(countdown, tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), CRAMP_COACH_COUNTDOWN=countdown) as port:
        proxy = SigningProxy(port)
        yield proxy
        proxy.close()


@pytest.fixture
def device(proxy):
    device = Device(proxy.address)
    yield device
    device.close()
    assert set(proxy.statuses) == {200}


def utterances_for(slot_type, slot_id):
    """What the interaction model lists for one value of a slot type."""
    types = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]["types"]
    values = next(it["values"] for it in types if it["name"] == slot_type)
    name = next(value["name"] for value in values if value["id"] == slot_id)
    return [name["value"], *name.get("synonyms", [])]


def test_from_a_launch_to_the_end_of_a_stretch(device, countdown):
    assert "Cramp Coach" in device.say("open cramp coach")
    assert device.is_new
    assert device.request["type"] == "LaunchRequest"

    device.say("a cramp")
    assert (device.request["intent"]["name"], device.is_new) == ("StopCrampIntent", False)
    device.say_until("no", lambda: "letting go" in device.heard)
    assert "Three. Two. One." in device.heard
    assert ("Alexa.Presentation.APLA.RenderDocument" in device.directives) is (countdown == "apla")

    device.say("all good now")
    assert device.request["intent"]["name"] == "DidHelpIntent"
    device.say_until("no", lambda: device.over)
    assert "at once for" in device.heard
    print(f"{countdown}: from launch to the end of a stretch in {device.turns} turns")


def test_an_emergency_is_told_whom_to_call_and_never_stretched(device, countdown):
    device.say("open cramp coach")
    device.say("call an ambulance")
    assert device.request["intent"]["name"] == "EmergencyIntent"
    assert "911" in device.heard

    device.say_until("no", lambda: device.over)
    assert "stretch." not in device.heard
    print(f"{countdown}: an emergency in {device.turns} turns")


def test_a_warning_sign_in_the_middle_of_the_questions_ends_them(device):
    device.say("open cramp coach")
    device.say("a cramp")
    device.say("no")
    device.say(f"actually yes {utterances_for('RedFlag', 'bladder_control_loss')[0]}")

    assert device.request["intent"]["name"] in {"ReportRedFlagIntent", "DescribeSymptomIntent"}
    assert "911" in device.heard


@pytest.mark.parametrize(
    ("said", "carrier"),
    [
        ("i can't feel it when i wipe", "ICannotIntent"),
        ("no but i've wet myself", "AnswerNoIntent"),
        ("both my legs have gone numb", "BothIntent"),
    ],
)
def test_a_warning_sign_in_ones_own_words_reaches_the_coach_whole(device, said, carrier):
    device.say("open cramp coach")
    device.say("a cramp")
    device.say(said)

    assert device.request["intent"]["name"] in {carrier, "ReportRedFlagIntent"}
    assert "911" in device.heard


def test_stop_ends_the_conversation_and_help_goes_on_with_a_question(device):
    device.say("open cramp coach")
    device.say("help")
    assert not device.over
    assert device.heard.rstrip().endswith("?")
    device.say("stop")
    assert device.over
