"""What Amazon's testers look for, as far as a program can; `certification.md` is the whole list."""

import json
import re
import time
import uuid
from pathlib import Path

import pytest

from skill import coach
from skill.alexa.intents import intents
from skill.alexa.invocation import CANT_DO, answer_verified
from skill.settings import Settings
from skill.speech.script import played
from skill.turn import WENT_WRONG
from tests.signing import envelope, intent

ROOT = Path(__file__).parents[1]
LIST = (Path(__file__).parent / "certification.md").read_text(encoding="utf-8")
WAYS = {
    "first word": [],
    "launch": ["LaunchRequest"],
    "screen": ["LaunchRequest", intent("StopCrampIntent"), intent("AMAZON.NoIntent")],
    "after a hold": ["LaunchRequest", intent("StopCrampIntent"), *[intent("AMAZON.NoIntent")] * 5],
    "advice": ["LaunchRequest", intent("AskCausesIntent")],
}
"""Places in a conversation, by the way there."""

NO_DOCTOR = re.compile(r"not a doctor|no doctor")


@pytest.fixture(scope="module")
def skill():
    return coach.build(Settings()).skill


@pytest.fixture
def converse(skill):
    """Send requests one after the other; gives the last response and all that was heard in it."""

    def converse(*requests):
        attributes, response, user = None, {}, f"amzn1.ask.account.{uuid.uuid4()}"
        for request in requests:
            asked = envelope(request, attributes=attributes, user=user)
            answer = json.loads(answer_verified(skill, asked, started=time.perf_counter()))
            attributes, response = answer.get("sessionAttributes", {}), answer["response"]
        document = next((it.get("document") for it in response.get("directives", []) if "APLA" in it["type"]), None)
        return response, played(response.get("outputSpeech", {}).get("ssml", ""), document).say

    return converse


def test_every_line_of_the_list_names_a_test_that_exists_or_something_to_do():
    lines = [line for line in LIST.splitlines() if line.startswith("| ") and not line.startswith("| point")]
    proofs = [line.strip("| ").rsplit(" | ", 1)[1] for line in lines]

    assert len(proofs) > 30
    for proof in proofs:
        if not proof.startswith("by hand: "):
            path, name = proof.strip("`").split("::")
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), proof


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["AMAZON.StopIntent", "AMAZON.CancelIntent"])
def test_stop_and_cancel_end_the_session_wherever_it_is(converse, way, name):
    response, _ = converse(*WAYS[way], intent(name))

    assert response["shouldEndSession"] is True


@pytest.mark.parametrize("way", WAYS)
def test_help_keeps_the_session_open_and_ends_with_a_question(converse, way):
    response, said = converse(*WAYS[way], intent("AMAZON.HelpIntent"))

    assert response["shouldEndSession"] is False
    assert said.rstrip().endswith("?")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", intents())
def test_every_intent_of_the_model_gets_a_fitting_answer(converse, way, name):
    response, said = converse(*WAYS[way], intent(name))

    assert said or response["shouldEndSession"]
    assert CANT_DO not in said
    assert WENT_WRONG not in said
    if response["shouldEndSession"] is False:
        assert "?" in said
        assert response["reprompt"]["outputSpeech"]["ssml"]


@pytest.mark.parametrize("name", intents())
def test_no_card_shows_markup(converse, name):
    response, _ = converse(intent(name))

    assert "<" not in json.dumps(response.get("card", {}))


@pytest.mark.parametrize("way", [["LaunchRequest"], [intent("StopCrampIntent")], [intent("TwitchHelpIntent")]])
def test_the_voice_says_that_it_is_no_doctor_before_anything_else(converse, way):
    _, said = converse(*way)

    assert NO_DOCTOR.search(said)


@pytest.mark.parametrize("name", ["EmergencyIntent", "CrisisIntent"])
def test_the_coach_tells_whom_to_call_and_never_offers_to_call(converse, name):
    _, said = converse(intent(name))

    assert re.search(r"[Cc]all (?:or text )?(?:911|988)", said)
    assert not re.search(r"shall i call|i'll call|i will call|calling", said, flags=re.IGNORECASE)
