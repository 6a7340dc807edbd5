"""Several machines serve one skill: what a conversation needs travels in it, and the rest stands in one database."""

import contextlib
import http.client
import json
import uuid

import pytest

from tests.memory.conftest import NEEDS_POSTGRES
from tests.served import served
from tests.signing import envelope, headers_for, intent, written

pytestmark = [NEEDS_POSTGRES, pytest.mark.xdist_group("two servers")]

TO_THE_STRETCH = ["LaunchRequest", intent("StopCrampIntent"), *[intent("AMAZON.NoIntent")] * 4]
BACK_TO_THE_STRETCH = TO_THE_STRETCH[:4]
"""Whoever was screened lately is asked two questions."""
FINISHED = [intent("AMAZON.YesIntent"), intent("AMAZON.NoIntent"), intent("AMAZON.NoIntent")]


@pytest.fixture(scope="module")
def servers(postgres, tmp_path_factory):
    """The ports of two real servers with nothing in common but their database."""
    with contextlib.ExitStack() as stack:
        folders = [tmp_path_factory.mktemp(name) for name in ("one", "other")]
        yield [stack.enter_context(served(it, CRAMP_COACH_DATABASE_URL=postgres.url)) for it in folders]


@pytest.fixture
def somebody():
    """Somebody of whom no server has heard."""
    return f"amzn1.ask.account.{uuid.uuid4()}"


def talk(ports, said, user):
    """Say one thing after the other, each to the next of some servers; what they answer."""
    answers, attributes = [], None
    for number, request in enumerate(said):
        body = written(envelope(request, attributes=attributes, user=user))
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=10)
        connection.request("POST", "/alexa", body, headers_for(body))
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        assert response.status == 200
        answers.append(answer["response"])
        attributes = answer.get("sessionAttributes", {})
    return answers


def test_two_servers_by_turns_lead_a_conversation_as_one_server_does(servers, somebody):
    one, other = servers
    longer = [*TO_THE_STRETCH, intent("LongerHoldIntent", hold="PT45S"), *FINISHED]

    alternating = talk([one, other], longer, somebody)
    alone = talk([one], longer, somebody + " else")

    assert alternating == alone
    assert "Hold, 30 seconds, sore side." in json.dumps(alternating[5])
    assert "Hold, 45 seconds, sore side." in json.dumps(alternating[6])
    assert not alternating[-1].get("directives")
    assert alternating[-1]["shouldEndSession"] is True


def test_what_one_server_was_told_to_remember_the_other_knows_at_the_next_launch(servers, somebody):
    one, other = servers
    talk([one], [*TO_THE_STRETCH, intent("LongerHoldIntent", hold="PT45S"), *FINISHED], somebody)

    for port in (other, one):
        after = talk([port], [*BACK_TO_THE_STRETCH, *FINISHED], somebody)
        assert "Hold, 45 seconds, sore side." in json.dumps(after[3])
    assert "Hold, 30 seconds, sore side." in json.dumps(talk([other], TO_THE_STRETCH, "a stranger of another test")[-1])


def test_a_stretch_that_broke_off_on_one_server_goes_on_at_the_other(servers, somebody):
    one, other = servers
    talk([one], TO_THE_STRETCH, somebody)

    asked, goes_on = talk([other], ["LaunchRequest", intent("AMAZON.NoIntent")], somebody)

    assert "is something new?" in json.dumps(asked)
    assert "Seated figure four" in json.dumps(goes_on)


def test_what_one_server_was_told_to_forget_the_other_has_forgotten(servers, somebody):
    one, other = servers
    talk([one], [*TO_THE_STRETCH, intent("LongerHoldIntent", hold="PT45S"), *FINISHED], somebody)

    talk([other], ["AlexaSkillEvent.SkillDisabled"], somebody)

    assert "Hold, 30 seconds, sore side." in json.dumps(talk([one], TO_THE_STRETCH, somebody)[-1])
